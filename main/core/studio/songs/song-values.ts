import type { z } from 'zod';
import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { SongValues, songsContract, titleCheck } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { foldWords, sameTitleKey } from '#shared/song-title.ts';
import { songRecord } from '../song-records.ts';
import type { SongChanges } from './song-changes.ts';
import { findDuplicate, whoReleased } from './song-duplicates.ts';
import { requirePackOpen } from './song-rights.ts';

type ToSet = { [Value in keyof SongValues]?: SongValues[Value] | undefined };

/**
 * Throws where these values cannot be set of these songs: one title for several, a pack, a person or a workflow that is gone, or a
 * new owner by somebody who may not give songs away.
 */
export function requireValues(db: Db, ids: readonly number[], values: ToSet): void {
  if (values.title !== undefined && ids.length > 1) {
    throw new AppError('INVALID_INPUT', 'Several songs cannot have one title.', { count: ids.length });
  }
  if (values.packId) requirePackOpen(db, values.packId);
  const { ownerId } = values;
  if (ownerId !== undefined) {
    const { personId } = currentActor();
    const mine = ids.every((id) => songRecord.get(db, id).ownerId === personId);
    if (!actorMay('editAllSongs') && !mine) {
      throw new AppError('FORBIDDEN', 'Only its owner gives a song to somebody else.', { ownerId });
    }
  }
  requireKnown(db, values);
}

/** Throws NOT_FOUND where a song is to be in a series, of a workflow, or somebody's that is gone. */
export function requireKnown(
  db: Db,
  { ownerId, workflowId, seriesId }: Pick<ToSet, 'ownerId' | 'workflowId' | 'seriesId'>,
): void {
  if (ownerId) requireRow(db, 'SELECT 1 FROM person WHERE id = ? AND removed_at IS NULL', ownerId);
  if (workflowId) requireRow(db, 'SELECT 1 FROM workflow WHERE id = ?', workflowId);
  if (seriesId) requireRow(db, 'SELECT 1 FROM series WHERE id = ?', seriesId);
}

function requireRow(db: Db, sql: string, id: number): void {
  if (!prepare(db, sql).get(id)) throw new AppError('NOT_FOUND', 'That is not here any more.', { id });
}

/** The same values with identifiers as they are kept. Throws IDENTIFIER_INVALID. */
export function withIdentifiers<Values extends { isrc?: string | undefined; iswc?: string | undefined }>(
  values: Values,
): Values {
  const known = { ...values };
  for (const kind of ['isrc', 'iswc'] as const) {
    const typed = values[kind];
    if (typed === undefined || typed === '') continue;
    const parsed = parseIdentifier(kind, typed);
    if (parsed === null) throw new AppError('IDENTIFIER_INVALID', 'This is no such identifier.', { kind, typed });
    known[kind] = parsed;
  }
  return known;
}

/** Places songs before another, or last, in the order of `ids`; the others keep their places. */
export function planPlace(db: Db, ids: readonly number[], target: number | null): SongChanges {
  const before = target !== null && ids.includes(target) ? firstAfter(db, ids, target) : target;
  const next = before === null ? null : songRecord.get(db, before).position;
  const last = prepare(
    db,
    `SELECT coalesce(max(position), 0) FROM song WHERE (@next IS NULL OR position < @next)
     AND id NOT IN (SELECT value FROM json_each(@ids))`,
  )
    .pluck()
    .get({ next, ids: JSON.stringify(ids) }) as number;
  const step = next === null ? 1 : (next - last) / (ids.length + 1);
  if (step < smallestStep) return planPlacesAnew(db, ids, before);
  return {
    changes: ids.flatMap((id, index) => songRecord.edit(db, id, { position: last + step * (index + 1) })),
    moves: [],
    renamed: [],
  };
}

/** The next song behind one of those that move which does not move itself; null where none does. */
function firstAfter(db: Db, ids: readonly number[], target: number): number | null {
  const { position } = songRecord.get(db, target);
  const found = prepare(
    db,
    `SELECT id FROM song WHERE (position, id) > (@position, @target) AND id NOT IN (SELECT value FROM json_each(@ids))
     ORDER BY position, id LIMIT 1`,
  ).pluck();
  return (found.get({ position, target, ids: JSON.stringify(ids) }) as number | undefined) ?? null;
}

/** All songs in the order they have, with whole numbers again. */
function planPlacesAnew(db: Db, ids: readonly number[], before: number | null): SongChanges {
  const moved = new Set(ids);
  const others = prepare(db, 'SELECT id FROM song ORDER BY position, id').pluck().all() as number[];
  const order = others.flatMap((id) => {
    const kept = moved.has(id) ? [] : [id];
    return id === before ? [...ids, ...kept] : kept;
  });
  return {
    changes: order.flatMap((id, index) => songRecord.edit(db, id, { position: index + 1 })),
    moves: [],
    renamed: [],
  };
}

/** Tells of each title whether it may be made by whoever acts. */
export function checkTitles(db: Db, songs: readonly { title: string; artist: string }[]): z.input<typeof titleCheck>[] {
  const ownerId = currentActor().personId;
  const seen = new Set<string>();
  return songs.map(({ title, artist }) => {
    const key = JSON.stringify([sameTitleKey(title), sameTitleKey(artist)]);
    const existing = findDuplicate(db, { title, artist, ownerId });
    const isTwice = seen.has(key);
    seen.add(key);
    return {
      duplicate: existing === undefined ? (isTwice ? 'list' : '') : 'library',
      songId: (existing ?? null) as SongId | null,
      releasedBy: whoReleased(db, { title, artist, ownerId }),
    };
  });
}

/** Between two places there is always one more, until numbers end. */
const smallestStep = 1e-6;

type SuggestField = z.output<(typeof songsContract)['songs.suggest']['input']>['field'];

const valuesOf: Readonly<Record<SuggestField, string>> = {
  artist: 'SELECT artist AS value, count(*) AS uses FROM song GROUP BY artist',
  album: 'SELECT album AS value, count(*) AS uses FROM song GROUP BY album',
  genre: 'SELECT genre AS value, count(*) AS uses FROM song GROUP BY genre',
  pack: 'SELECT name AS value, 1 AS uses FROM pack',
  step: `SELECT next_name AS value, count(*) AS uses FROM song WHERE status = 'inProgress' GROUP BY next_name`,
  who: 'SELECT name AS value, 1 AS uses FROM person WHERE removed_at IS NULL AND merged_into IS NULL',
  role: 'SELECT role AS value, count(*) AS uses FROM song_person GROUP BY role',
};
const mostSuggestions = 8;

/** Up to eight values that are in use; those that begin with the text first, then those in use most. */
export function suggestValues(db: Db, field: SuggestField, text: string): string[] {
  const part = foldWords(text);
  const rows = prepare(db, valuesOf[field]).all() as { value: string; uses: number }[];
  const found = rows.flatMap(({ value, uses }) => {
    const at = value === '' ? -1 : foldWords(value).indexOf(part);
    return at < 0 ? [] : [{ value, uses, isStart: at === 0 }];
  });
  found.sort(
    (one, other) =>
      Number(other.isStart) - Number(one.isStart) || other.uses - one.uses || one.value.localeCompare(other.value),
  );
  return found.slice(0, mostSuggestions).map(({ value }) => value);
}
