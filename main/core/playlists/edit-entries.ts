import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { SortTerm } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';
import { dropStep, entriesChange, orderStep, putStep, readEntryIds, setStep, stepsChange } from './entry-steps.ts';
import { sortEntries } from './open-playlist.ts';
import { Numbers, toStates } from './playlist-changes.ts';
import { type EntryState, factsOfTracks, getEntries, readEntries, requireEntries } from './playlists.repository.ts';

/*
 * What a user does to the entries of one playlist, as the change that does it; nothing is applied here. A list of ten
 * thousand is not read for an edit of ten.
 */

export type Adding = {
  id: number;
  trackIds: readonly number[];
  at: number | null;
  ifPresent: 'add' | 'skip' | 'ask';
  now: number;
};

export type Added = { change: ValueChange | null; added: number; present: number[] };

export function addTracks(db: Db, { id, trackIds, at, ifPresent, now }: Adding): Added {
  const isCrate = requireEntries(db, id).kind === 'crate';
  const present = findPresent(db, id, trackIds);
  if (ifPresent === 'ask' && !isCrate && present.length > 0) return { change: null, added: 0, present };
  const isOnce = isCrate || ifPresent === 'skip';
  const known = new Set(present);
  const wanted = isOnce ? [...new Set(trackIds)].filter((trackId) => !known.has(trackId)) : trackIds;
  const states = toStates(new Numbers(db), factsOfTracks(db, wanted), now);
  const count = countEntries(db, id);
  const from = Math.min(at ?? count, count);
  const change = stepsChange(id, putStep(states.map((entry, place) => ({ at: from + place, entry }))));
  return { change, added: states.length, present };
}

/** Those of the tracks that the playlist holds. */
function findPresent(db: Db, id: number, trackIds: readonly number[]): number[] {
  return prepare(
    db,
    `SELECT DISTINCT track_id FROM playlist_entry
     WHERE playlist_id = ? AND track_id IN (SELECT value FROM json_each(?)) ORDER BY position`,
  )
    .pluck()
    .all(id, JSON.stringify(trackIds)) as number[];
}

function countEntries(db: Db, id: number): number {
  return prepare(db, 'SELECT count(*) FROM playlist_entry WHERE playlist_id = ?').pluck().get(id) as number;
}

export function removeEntries(
  db: Db,
  { id, entryIds }: { id: number; entryIds: readonly number[] },
): { change: ValueChange | null; count: number } {
  requireEntries(db, id);
  const gone = new Set(entryIds);
  const places = readEntryIds(db, id).flatMap((entryId, at) => (gone.has(entryId) ? [{ at, entryId }] : []));
  const states = getEntries(
    db,
    places.map(({ entryId }) => entryId),
  );
  const steps = dropStep(places.map(({ at }, index) => ({ at, entry: states[index] as EntryState })));
  return { change: stepsChange(id, steps), count: places.length };
}

/** Entries move, in the order they stand in, to before the one that is at `at` now. */
export function moveEntries(
  db: Db,
  { id, entryIds, at }: { id: number; entryIds: readonly number[]; at: number },
): ValueChange | null {
  requireOrder(db, id);
  const ids = readEntryIds(db, id);
  const moving = new Set(entryIds);
  const stays = (entryId: number) => !moving.has(entryId);
  const after = [
    ...ids.slice(0, at).filter(stays),
    ...ids.filter((entryId) => moving.has(entryId)),
    ...ids.slice(at).filter(stays),
  ];
  return stepsChange(id, orderStep(ids, after));
}

/** The order that other terms give becomes the list's own. */
export function sortPlaylist(db: Db, { id, sort }: { id: number; sort: readonly SortTerm[] }): ValueChange | null {
  requireOrder(db, id);
  const ids = readEntryIds(db, id);
  return stepsChange(
    id,
    orderStep(
      ids,
      sortEntries(db, id, sort).map((entry) => entry.id),
    ),
  );
}

function requireOrder(db: Db, id: number): void {
  if (requireEntries(db, id).kind === 'crate') throw new AppError('INVALID_INPUT', 'A crate has no order.', { id });
}

/** Other tracks in place of all; entries of tracks that stay are the same ones. */
export function setTracks(
  db: Db,
  { id, trackIds, now }: { id: number; trackIds: readonly number[]; now: number },
): ValueChange | null {
  const isCrate = requireEntries(db, id).kind === 'crate';
  const before = readEntries(db, id);
  const free = new Map<number, EntryState[]>();
  for (const entry of before.toReversed()) {
    if (entry.trackId !== null) free.set(entry.trackId, [...(free.get(entry.trackId) ?? []), entry]);
  }
  const numbers = new Numbers(db);
  const wanted = isCrate ? [...new Set(trackIds)] : trackIds;
  const after = factsOfTracks(db, wanted).flatMap((facts) => {
    const kept = free.get(facts.trackId)?.pop();
    return kept ? [kept] : toStates(numbers, [facts], now);
  });
  return entriesChange(id, before, after);
}

export type EntryEdit = Partial<Pick<EntryState, 'note' | 'isLocked' | 'trackId'>>;

/** Changes what entries say of themselves. Entries of other playlists are passed over. */
export function editEntries(
  db: Db,
  { id, edits }: { id: number; edits: ReadonlyMap<number, EntryEdit> },
): ValueChange | null {
  requireEntries(db, id);
  const own = new Set(readEntryIds(db, id));
  const before = getEntries(
    db,
    [...edits.keys()].filter((entryId) => own.has(entryId)),
  );
  const pairs = before
    .map((entry) => ({ entry, edited: { ...entry, ...edits.get(entry.id) } }))
    .filter(({ entry, edited }) => JSON.stringify(entry) !== JSON.stringify(edited));
  return stepsChange(
    id,
    setStep(
      pairs.map(({ entry }) => entry),
      pairs.map(({ edited }) => edited),
    ),
  );
}
