import type { Input, Output } from '#shared/contract/index.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { TimeEntry, TimeFacts, TimeOverlap, TimeRemark, TimeTarget, timerAnswers } from '#shared/contract/time.ts';
import { call } from '../../api/client.ts';
import { queryClient } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import { remarkText } from './remark-text.ts';
import { untitled, useTime } from './time.store.ts';
import { currentRunning } from './time-data.ts';
import { targetKey, targetTitle } from './time-values.ts';

/** Of this window, for what is about no entry. */
const windowZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

type Changed = { operation: OperationId | null; remarks: readonly TimeRemark[] };

/** Says what happened with what is to be said of it, and offers to take it back. */
function tell(said: string, { operation, remarks }: Changed, zone = windowZone): void {
  const sentences = [said, ...remarks.map((remark) => remarkText(remark, zone))];
  showUndoable({ text: sentences.join('. '), operations: [operation] });
}

export function entryTitle(entry: TimeEntry): string {
  return targetTitle(entry.names) || entry.note || untitled();
}

/** The answer is shown at once, also while others still ask. */
async function refreshRunning(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['time.running'] });
}

export async function startTimer(facts: Partial<TimeFacts>): Promise<void> {
  try {
    const started = await call('time.start', facts);
    tell(text('time.didStart', { name: entryTitle(started.entry) }), started, started.entry.timeZone);
  } finally {
    await refreshRunning();
  }
}

export async function stopTimer(at?: number): Promise<void> {
  const stopped = await call('time.stop', at === undefined ? {} : { at });
  tell(text('time.didStop', { name: entryTitle(stopped.entry) }), stopped, stopped.entry.timeZone);
  await refreshRunning();
}

export async function switchTimer(facts: Partial<TimeFacts>): Promise<void> {
  const switched = await call('time.switch', facts);
  tell(text('time.didStart', { name: entryTitle(switched.entry) }), switched, switched.entry.timeZone);
  await refreshRunning();
}

export async function continueEntry(entry: TimeEntry): Promise<void> {
  const started = await call('time.continue', { id: entry.id });
  tell(text('time.didStart', { name: entryTitle(started.entry) }), started, started.entry.timeZone);
  await refreshRunning();
}

/** Stops what runs, or goes on with what was worked on last; without anything to go on with it is asked for. */
export async function toggleTimer(): Promise<void> {
  const running = currentRunning() ?? (await call('time.running'));
  if (running.entry) return stopTimer();
  const [last] = await call('time.targets', { limit: 1 });
  if (last?.lastAt == null) {
    showView('time');
    useTime.setState({ picking: 'start' });
    return;
  }
  const { projectId, taskId, songId, stepKey } = last;
  await startTimer({ projectId, taskId, songId, stepKey });
}

export async function answerTimer(
  entry: TimeEntry,
  answer: (typeof timerAnswers)[number],
  to?: TimeTarget,
): Promise<void> {
  const done = await call('time.answer', { id: entry.id, answer, ...(to ? { to } : {}) });
  if (answer !== 'keep') tell(text(`time.answered.${answer}`, { name: entryTitle(entry) }), done, entry.timeZone);
  await refreshRunning();
}

export async function editEntry(entry: TimeEntry, change: Omit<Input<'time.editEntry'>, 'id'>): Promise<void> {
  const edited = await call('time.editEntry', { id: entry.id, ...change });
  if (edited.operation !== null) tell(text('time.didEdit', { name: entryTitle(edited.entry) }), edited, entry.timeZone);
}

export async function addEntry(input: Input<'time.addEntry'>): Promise<Output<'time.addEntry'>> {
  const added = await call('time.addEntry', input);
  tell(text('time.didAdd', { name: entryTitle(added.entry) }), added, added.entry.timeZone);
  return added;
}

export async function removeEntries(entries: readonly TimeEntry[]): Promise<void> {
  const removed = await call('time.removeEntries', { ids: entries.map(({ id }) => id) });
  const [first] = entries;
  tell(text('time.didRemove', { count: removed.count, name: first ? entryTitle(first) : '' }), removed);
}

export async function editMany(
  entries: readonly TimeEntry[],
  change: Omit<Input<'time.editMany'>, 'ids'>,
): Promise<void> {
  const edited = await call('time.editMany', { ids: entries.map(({ id }) => id), ...change });
  if (edited.operation !== null) tell(text('time.didEditMany', { count: edited.count }), edited);
}

/** Favourites come first wherever time is begun. */
export async function setFavourite(target: TimeTarget, isFavourite: boolean): Promise<void> {
  const known = (await call('time.targets', { limit: 100 })).filter((each) => each.isFavourite);
  const others = known.filter((each) => targetKey(each) !== targetKey(target));
  const targets = (isFavourite ? [...others, target] : others).map(({ projectId, taskId, songId, stepKey }) => ({
    ...{ projectId, taskId, songId, stepKey },
  }));
  const { operation } = await call('time.setFavourites', { targets });
  tell(text(isFavourite ? 'time.didFavourite' : 'time.didUnfavourite'), { operation, remarks: [] });
}

export async function setWeekTarget(minutes: number | null): Promise<void> {
  const { operation } = await call('time.setWeekTarget', { minutes });
  tell(text('time.hours.did'), { operation, remarks: [] });
}

/** Sets a cell of the week; false where it could not be, which was said. */
export async function setCell(
  personId: PersonId,
  target: TimeTarget,
  day: string,
  minutes: number,
  name: string,
): Promise<void> {
  await attempt(async () => {
    const { projectId, taskId, songId, stepKey } = target;
    const set = await call('time.setCell', { projectId, taskId, songId, stepKey, personId, day, minutes });
    if (set.operation !== null) tell(text('time.didSet', { name }), set, set.entry?.timeZone);
  });
}

export async function trim({ first, second, firstName }: TimeOverlap, zone: string): Promise<void> {
  tell(text('time.didTrim', { name: firstName }), await call('time.trim', { first, second }), zone);
}

export async function submitWeek(day: string): Promise<void> {
  const { operation } = await call('timesheets.submit', { day });
  tell(text('time.didSubmit'), { operation, remarks: [] });
}
