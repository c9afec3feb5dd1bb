import type { ValueChange } from '#core/history/operations.repository.ts';
import { requireFor } from '#core/people/authorize.ts';
import type { Output } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { TimeEntry, TimerQuestion, timerAnswers } from '#shared/contract/time.ts';
import { AppError } from '#shared/errors.ts';
import { timeName } from '#shared/time/time-name.ts';
import { getEntry } from './entries.repository.ts';
import { endEntry, newEntryState, storedEntry } from './entry-changes.ts';
import { fillFacts, type SomeFacts } from './fill-facts.ts';
import { timeEntryRecord } from './time-records.ts';
import { planStart, save, type TimeContext } from './timer.ts';

type AnswerInput = { id: number; answer: (typeof timerAnswers)[number]; to?: SomeFacts | undefined };

/** Does what somebody wants with time that may not have been work. Throws NOT_FOUND where nothing is asked any more. */
export function answerTimer(context: TimeContext, input: AnswerInput): Output<'time.answer'> {
  const { db, timer, platform } = context;
  const entry = getEntry(db, input.id);
  requireFor(entry.personId, 'editOwnTime', 'editAllTime');
  const question = timer.question(entry.personId);
  if (!question || entry.endAt !== null)
    throw new AppError('NOT_FOUND', 'That was answered already.', { id: entry.id });
  if (input.answer === 'keep') {
    timer.kept(entry.personId, entry.id);
    return { operation: null, remarks: [], entry };
  }
  if (question.kind === 'long' || question.kind === 'clock') {
    throw new AppError('INVALID_INPUT', 'Stop the timer, or change its start.', { answer: input.answer });
  }
  const now = platform.now();
  const planned = planIdle(context, entry, question, input, now);
  const isStop = input.answer === 'discardAndStop';
  const saved = save(context, isStop ? 'stopTimer' : 'editTime', planned.changes, timeName(entry));
  if (isStop) timer.ended(entry.personId);
  else timer.began(entry.personId, now);
  const left = timeEntryRecord.read(db, planned.id);
  return { ...saved, remarks: planned.remarks, entry: left ? getEntry(db, planned.id) : null };
}

/** The parts before, in and after the idle time. The timer that goes on is the one that ran where nothing lies before. */
function planIdle(
  { db }: TimeContext,
  entry: TimeEntry,
  question: TimerQuestion,
  { answer, to: moved }: AnswerInput,
  now: number,
) {
  const [from, to] = [Math.max(question.from, entry.startAt), Math.min(question.to ?? now, now)];
  const hadWorked = from - entry.startAt >= 1000;
  const before = storedEntry(db, entry.id);
  const ended = hadWorked ? endEntry(db, before, from, now) : { changes: [] as ValueChange[], remarks: [] };
  const part = answer === 'move' ? idlePart(db, entry, { from, to }, moved ?? {}, now) : [];
  if (answer === 'discardAndStop') {
    const changes = hadWorked ? ended.changes : [timeEntryRecord.remove(db, entry.id)];
    return { ...ended, changes: [...changes, ...part], id: entry.id };
  }
  if (!hadWorked) {
    return { ...ended, changes: [...timeEntryRecord.edit(db, entry.id, { startAt: to }), ...part], id: entry.id };
  }
  const { personId, timeZone } = entry;
  const goesOn = planStart(db, {
    personId,
    startAt: to,
    now: to,
    input: { ...factsOf(entry), timeZone },
    except: [entry.id],
  });
  return { ...ended, changes: [...ended.changes, ...part, ...goesOn.changes], id: goesOn.id };
}

function idlePart(
  db: TimeContext['db'],
  { personId, timeZone }: { personId: PersonId; timeZone: string },
  { from, to }: { from: number; to: number },
  given: SomeFacts,
  now: number,
): ValueChange[] {
  if (to <= from) return [];
  const facts = fillFacts(db, given);
  const source = 'timer' as const;
  const state = newEntryState(db, { personId, facts, startAt: from, endAt: to, breakMs: 0, timeZone, source }, now);
  return [timeEntryRecord.make(db, state)];
}

export function factsOf(entry: TimeEntry): SomeFacts {
  const { projectId, taskId, songId, stepKey, note, tags, activity, isBillable } = entry;
  return { projectId, taskId, songId, stepKey, note, tags, activity, isBillable };
}
