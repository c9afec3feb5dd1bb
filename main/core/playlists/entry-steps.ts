import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import type { EntryState } from './playlists.repository.ts';

/**
 * One step of a change of entries. A change of the field `playlist:entries` is a list of them, its old value the list that
 * takes it back; each says no more than what differs, so that a change of ten entries among ten thousand stays small.
 */
export type EntryStep =
  /** Takes entries out; the others close up. */
  | { do: 'drop'; ids: number[] }
  /** Puts entries in, so that each stands at its place afterwards; places ascend. */
  | { do: 'put'; entries: { at: number; entry: EntryState }[] }
  /** From a place on, these entries follow each other. They are those that stand there. */
  | { do: 'order'; at: number; ids: number[] }
  /** Entries say something else of themselves. */
  | { do: 'set'; entries: EntryState[] };

/** A step with the one that takes it back. */
export type StepPair = { forth: EntryStep; back: EntryStep };

/** The change that takes these steps one after the other; null for none. */
export function stepsChange(playlistId: number, steps: readonly StepPair[]): ValueChange | null {
  if (steps.length === 0) return null;
  return {
    itemId: playlistId,
    field: 'playlist:entries',
    oldValue: steps.map(({ back }) => back).reverse() as unknown as JsonValue,
    newValue: steps.map(({ forth }) => forth) as unknown as JsonValue,
  };
}

/** Entries at their places, ascending; and the step that takes them out again. */
export function putStep(entries: { at: number; entry: EntryState }[]): StepPair[] {
  if (entries.length === 0) return [];
  return [{ forth: { do: 'put', entries }, back: { do: 'drop', ids: entries.map(({ entry }) => entry.id) } }];
}

/** Takes entries out that stand at these places now. */
export function dropStep(entries: { at: number; entry: EntryState }[]): StepPair[] {
  return putStep(entries).map(({ forth, back }) => ({ forth: back, back: forth }));
}

/** From one order of all entries to another; notes the stretch that differs. */
export function orderStep(before: readonly number[], after: readonly number[]): StepPair[] {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head += 1;
  if (head === before.length) return [];
  let end = before.length;
  while (before[end - 1] === after[end - 1]) end -= 1;
  const stretch = (ids: readonly number[]): EntryStep => ({ do: 'order', at: head, ids: ids.slice(head, end) });
  return [{ forth: stretch(after), back: stretch(before) }];
}

export function setStep(before: EntryState[], after: EntryState[]): StepPair[] {
  if (after.length === 0) return [];
  return [{ forth: { do: 'set', entries: after }, back: { do: 'set', entries: before } }];
}

/** The change that gives a playlist other entries. Entries are known by their numbers. Null where nothing differs. */
export function entriesChange(
  playlistId: number,
  before: readonly EntryState[],
  after: readonly EntryState[],
): ValueChange | null {
  return stepsChange(playlistId, stepsBetween(before, after));
}

function stepsBetween(before: readonly EntryState[], after: readonly EntryState[]): StepPair[] {
  const old = new Map(before.map((entry) => [entry.id, entry]));
  const wanted = new Set(after.map(({ id }) => id));
  const gone = before.flatMap((entry, at) => (wanted.has(entry.id) ? [] : [{ at, entry }]));
  const come = after.flatMap((entry, at) => (old.has(entry.id) ? [] : [{ at, entry }]));
  const kept = before.flatMap(({ id }) => (wanted.has(id) ? [id] : []));
  const keptAfter = after.filter(({ id }) => old.has(id));
  const differing = keptAfter.filter((entry) => !isSame(entry, old.get(entry.id) as EntryState));
  return [
    ...dropStep(gone),
    ...orderStep(
      kept,
      keptAfter.map(({ id }) => id),
    ),
    ...putStep(come),
    ...setStep(
      differing.map(({ id }) => old.get(id) as EntryState),
      differing,
    ),
  ];
}

function isSame(one: EntryState, other: EntryState): boolean {
  return (Object.keys(one) as (keyof EntryState)[]).every((key) => one[key] === other[key]);
}

/** Applies a change's steps. Steps that were made for another state of the playlist leave its places in order too. */
export function takeSteps(db: Db, playlistId: number, steps: readonly EntryStep[]): void {
  for (const step of steps) {
    if (step.do === 'drop') drop(db, playlistId, step.ids);
    else if (step.do === 'put') put(db, playlistId, step.entries);
    else if (step.do === 'order') setPlaces(db, step.ids, step.at);
    else for (const entry of step.entries) writeEntry(db, entry);
  }
}

/** The numbers of a playlist's entries in order. */
export function readEntryIds(db: Db, playlistId: number): number[] {
  return prepare(db, 'SELECT id FROM playlist_entry WHERE playlist_id = ? ORDER BY position')
    .pluck()
    .all(playlistId) as number[];
}

function drop(db: Db, playlistId: number, ids: readonly number[]): void {
  const before = readEntryIds(db, playlistId);
  prepare(db, 'DELETE FROM playlist_entry WHERE playlist_id = ? AND id IN (SELECT value FROM json_each(?))').run(
    playlistId,
    JSON.stringify(ids),
  );
  const dropped = new Set(ids);
  movePlaces(
    db,
    before,
    before.filter((id) => !dropped.has(id)),
  );
}

function put(db: Db, playlistId: number, entries: readonly { at: number; entry: EntryState }[]): void {
  const before = readEntryIds(db, playlistId);
  const after: number[] = [];
  let taken = 0;
  for (const { at, entry } of entries) {
    while (after.length < at && taken < before.length) after.push(before[taken++] as number);
    after.push(entry.id);
  }
  const firstOther = entries[0]?.at ?? 0;
  setPlaces(db, [...after, ...before.slice(taken)].slice(firstOther), firstOther);
  const places = new Map(after.map((id, place) => [id, place]));
  for (const { entry } of entries) insertEntry(db, playlistId, entry, places.get(entry.id) as number);
}

/** Gives every entry behind the first one that moves its new place. */
function movePlaces(db: Db, before: readonly number[], after: readonly number[]): void {
  let head = 0;
  while (head < after.length && before[head] === after[head]) head += 1;
  setPlaces(db, after.slice(head), head);
}

function setPlaces(db: Db, ids: readonly number[], from: number): void {
  if (ids.length === 0) return;
  prepare(
    db,
    `UPDATE playlist_entry SET position = ? + wanted.key FROM json_each(?) AS wanted
     WHERE playlist_entry.id = wanted.value AND position <> ? + wanted.key`,
  ).run(from, JSON.stringify(ids), from);
}

function insertEntry(db: Db, playlistId: number, entry: EntryState, position: number): void {
  prepare(
    db,
    `INSERT INTO playlist_entry (id, playlist_id, position, track_id, title, artist, album, duration_ms, isrc, location,
       note, is_locked, added_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    entry.id,
    playlistId,
    position,
    entry.trackId,
    entry.title,
    entry.artist,
    entry.album,
    entry.durationMs,
    entry.isrc,
    entry.location,
    entry.note,
    entry.isLocked ? 1 : 0,
    entry.addedAt,
  );
}

function writeEntry(db: Db, entry: EntryState): void {
  prepare(
    db,
    `UPDATE playlist_entry SET track_id = ?, title = ?, artist = ?, album = ?, duration_ms = ?, isrc = ?, location = ?,
       note = ?, is_locked = ? WHERE id = ?`,
  ).run(
    entry.trackId,
    entry.title,
    entry.artist,
    entry.album,
    entry.durationMs,
    entry.isrc,
    entry.location,
    entry.note,
    entry.isLocked ? 1 : 0,
    entry.id,
  );
}
