import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { requirePermission } from '#core/people/authorize.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { mostTimeEntries, type timeContract } from '#shared/contract/time.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { mayDo } from '#shared/permissions/roles.ts';
import { parseTimeQuery, type TimeQuery } from '#shared/time/time-query.ts';
import { answerTimer, factsOf } from './answer-timer.ts';
import { dayLine } from './day-line.ts';
import { addEntry, editEntry, editMany, removeEntries, someEntries, trimEntry } from './edit-entries.ts';
import { findRunning, getEntry, listEntriesTouching, namesOfTarget, workedMs } from './entries.repository.ts';
import { filterEntries } from './filter-entries.ts';
import { reratings } from './projects/project-changes.ts';
import { resolveRate } from './resolve-rate.ts';
import { planCell } from './set-cell.ts';
import { timeOfSong } from './time-of-song.ts';
import { setPreferences } from './time-preferences.ts';
import { findTargets } from './time-targets.ts';
import { save, startTimer, stopTimer, switchTimer, whoseTime } from './timer.ts';
import { weekGrid } from './week-grid.ts';

export function timeHandlers(context: Context): Handlers<typeof timeContract> {
  return { ...timerHandlers(context), ...entryHandlers(context), ...viewHandlers(context) };
}

type TimerMethods = 'running' | 'start' | 'stop' | 'switch' | 'continue' | 'answer' | 'noteInput';
type EntryMethods =
  | 'addEntry'
  | 'editEntry'
  | 'editMany'
  | 'removeEntries'
  | 'trim'
  | 'setCell'
  | 'applyRates'
  | 'setFavourites'
  | 'setWeekTarget';
type Method = keyof typeof timeContract;
type Some<Names extends string> = Pick<Handlers<typeof timeContract>, Extract<Method, `time.${Names}`>>;
type Views = Omit<Handlers<typeof timeContract>, `time.${TimerMethods | EntryMethods}`>;

function timerHandlers(context: Context): Some<TimerMethods> {
  const { db, timer, platform } = context;
  return {
    'time.running': (input) => {
      const personId = whoseTime(input?.personId, 'view');
      const entry = findRunning(db, personId);
      return { entry, question: entry ? timer.question(personId) : null, now: platform.now() };
    },
    'time.start': (input) => startTimer(context, input),
    'time.stop': ({ personId, at }) => stopTimer(context, whoseTime(personId, 'edit'), at),
    'time.switch': (input) => switchTimer(context, input),
    'time.continue': ({ id, timeZone }) => {
      const entry = getEntry(db, id);
      whoseTime(entry.personId, 'view');
      return switchTimer(context, { ...factsOf(entry), timeZone });
    },
    'time.answer': (input) => answerTimer(context, input),
    'time.noteInput': () => timer.noteInput(whoseTime(undefined, 'edit')),
  };
}

function entryHandlers(context: Context): Some<EntryMethods> {
  const { db, platform, history, changes: told } = context;
  return {
    'time.addEntry': (input) => addEntry(context, input),
    'time.editEntry': (input) => editEntry(context, input),
    'time.editMany': (input) => editMany(context, input),
    'time.removeEntries': ({ ids }) => removeEntries(context, ids),
    'time.trim': (input) => trimEntry(context, input),
    'time.setCell': ({ personId, day, minutes, ...target }) => {
      const who = whoseTime(personId, 'edit');
      const planned = planCell(db, { personId: who, day, minutes, target, now: platform.now() });
      const { task, song, project } = namesOfTarget(db, target);
      const saved = save(context, minutes === 0 ? 'removeTime' : 'editTime', planned.changes, task || song || project);
      return { ...saved, remarks: planned.remarks, entry: planned.id === null ? null : getEntry(db, planned.id) };
    },
    'time.applyRates': ({ projectId, personId }) => {
      requirePermission('editAllTime');
      const changes = reratings(db, { ...(projectId ? { projectId } : {}), ...(personId ? { personId } : {}) });
      const count = new Set(changes.map(({ itemId }) => itemId)).size;
      return { ...save(context, 'editTime', changes, ''), remarks: [], count };
    },
    'time.setFavourites': ({ targets }) => {
      const personId = whoseTime(undefined, 'edit');
      const { operation } = history.apply('editPerson', setPreferences(db, personId, { favourites: targets }));
      told.add({ topics: ['time', 'people'] });
      return { operation, remarks: [] };
    },
    'time.setWeekTarget': ({ minutes }) => {
      const personId = whoseTime(undefined, 'edit');
      const { operation } = history.apply('editPerson', setPreferences(db, personId, { weekMinutes: minutes }));
      told.add({ topics: ['time', 'people'] });
      return { operation, remarks: [] };
    },
  };
}

function viewHandlers({ db, platform }: Context): Views {
  return {
    'time.entries': ({ from, to, isAll, personId, songId, packId, projectId, query }) => {
      if (isAll) requirePermission('viewAllTime');
      const whose = isAll ? null : whoseTime(personId, 'view');
      const now = platform.now();
      const inPack = packId === undefined ? null : songsOfPack(packId);
      const found = filterEntries(db, listEntriesTouching(db, whose, from, to), parsed(query)).filter(
        (entry) =>
          (songId === undefined || entry.songId === songId) &&
          (projectId === undefined || entry.projectId === projectId) &&
          (inPack === null || inPack.has(entry.songId ?? 0)),
      );
      return {
        entries: found.slice(-mostTimeEntries),
        totalMs: found.reduce((sum, entry) => sum + workedMs(entry, now), 0),
        billableMs: found.reduce((sum, entry) => sum + (entry.isBillable ? workedMs(entry, now) : 0), 0),
        isCut: found.length > mostTimeEntries,
      };
    },
    'time.getEntries': ({ ids }) => someEntries(db, ids),
    'time.week': ({ personId, day, query }) => {
      const named = personId ?? memberNamed(db, parsed(query));
      return weekGrid(db, { personId: whoseTime(named, 'view'), day, query, now: platform.now() });
    },
    'time.day': ({ personId, day }) => dayLine(db, { personId: whoseTime(personId, 'view'), day, now: platform.now() }),
    'time.targets': ({ text, limit }) =>
      findTargets(db, { personId: whoseTime(undefined, 'view'), text, limit, now: platform.now() }),
    'time.tags': () =>
      prepare(
        db,
        `SELECT DISTINCT tag.value FROM time_entry, json_each(tags) AS tag WHERE tags <> '[]' ORDER BY 1 COLLATE NOCASE`,
      )
        .pluck()
        .all() as string[],
    'time.ofSong': ({ songId }) => timeOfSong(db, songId, platform.now()),
    'time.rate': ({ personId, projectId }) => resolveRate(db, whoseTime(personId, 'view'), projectId),
  };

  function songsOfPack(packId: number): Set<number> {
    return new Set(prepare(db, 'SELECT id FROM song WHERE pack_id = ?').pluck().all(packId) as number[]);
  }
}

/** The one member that a search names by `who:`; undefined where it names none or several, or others' time may not be seen. */
function memberNamed(db: Db, { terms }: TimeQuery): number | undefined {
  const names = terms.filter(({ field, isNot }) => field === 'who' && !isNot);
  if (names.length === 0 || !mayDo(currentActor().role, 'viewAllTime')) return undefined;
  const members = prepare(
    db,
    'SELECT id, name FROM person WHERE member_role IS NOT NULL AND removed_at IS NULL',
  ).all() as {
    id: number;
    name: string;
  }[];
  const found = members.filter(({ name }) => names.every(({ value }) => foldText(name).includes(value)));
  return found.length === 1 ? found[0]?.id : undefined;
}

/** Throws QUERY_INVALID for what is no field: never an empty list without a reason. */
function parsed(text: string) {
  const query = parseTimeQuery(text);
  const [unknown] = query.unknown;
  if (unknown)
    throw new AppError('QUERY_INVALID', `“${unknown}” is nothing that time can be searched by.`, { at: unknown });
  return query;
}
