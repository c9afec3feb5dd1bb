import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { PackSong, ReleaseObstacle, ReleasePlan } from '#shared/contract/packs.ts';
import type { PackId, SeriesId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { type PackState, packRecord, seriesRecord } from '../pack-records.ts';
import { nextSeriesNumber } from '../series/series.repository.ts';
import { songRecord } from '../song-records.ts';
import { planMoves, type SongChanges } from '../songs/song-changes.ts';
import { countMoves, type SongMove } from '../songs/song-effects.ts';
import { isNameTaken, requireFreeName, requirePackEdit } from './pack-access.ts';
import { listPackSongs } from './packs.repository.ts';

const longestName = 200;
const bonusWord = ' (Bonus)';

export type SongWords = { songId: number; releaseDescription: string; downloadLink: string; videoLink: string };

export type ReleaseRequest = Pick<
  PackState,
  'releaseTitle' | 'releaseDescription' | 'downloadLink' | 'videoLink' | 'isPublic'
> & { id: number; bonusName?: string | undefined; songs: readonly SongWords[] };

export type Released = {
  operation: OperationId | null;
  released: number;
  bonus: { id: PackId; name: string; count: number } | null;
  numbers: number[];
};

/** What a release of the pack would do, and what is in its way. Throws NOT_FOUND. */
export function planRelease(db: Db, packId: number): ReleasePlan {
  const pack = packRecord.get(db, packId);
  const songs = listPackSongs(db, packId);
  const core = songs.filter(({ isOptional }) => !isOptional);
  const release = core.filter(({ status }) => status === 'inProgress');
  const bonus = songs.filter(({ isOptional, status }) => isOptional && status !== 'released');
  const bonusName = bonusNameOf(pack.name);
  const isAgain = pack.releasedAt !== null;
  const obstacles: ReleaseObstacle[] = [];
  if (core.length === 0) obstacles.push('noSongs');
  else if (release.length === 0 && !core.some(({ status }) => status === 'released')) obstacles.push('nothingReady');
  if (bonus.length > 0 && isNameTaken(db, bonusName, pack.ownerId)) obstacles.push('bonusNameTaken');
  return {
    release: idsOf(release),
    unfinished: idsOf(release.filter(({ stepCount, completion }) => stepCount === 0 || completion < 100)),
    stays: idsOf(core.filter(({ status }) => status === 'planned')),
    bonus: idsOf(bonus),
    bonusName,
    series: seriesToRelease(db, packId).map((id, index) => ({ id, number: nextSeriesNumber(db) + index })),
    isAgain,
    obstacles,
  };
}

/**
 * Releases a pack in one transaction, as one operation: see 'packs.release'. Of songs that are out already only what is said of
 * them changes.
 */
export function releasePack(context: Context, request: ReleaseRequest): Released {
  const { db, history, changes, platform } = context;
  const pack = packRecord.get(db, request.id);
  requirePackEdit(pack);
  const plan = planRelease(db, request.id);
  if (plan.obstacles.includes('noSongs') || plan.obstacles.includes('nothingReady')) {
    throw new AppError('PACK_NOTHING_READY', 'This pack has no song to release.', { id: request.id });
  }
  const now = platform.now();
  const bonus = plan.bonus.length === 0 ? null : makeBonus(db, pack, request.bonusName ?? plan.bonusName, now);
  const { changes: songChanges, moves, released } = moveSongs(db, { request, plan, bonusId: bonus?.id ?? null, now });
  const { releaseTitle, releaseDescription, downloadLink, videoLink, isPublic } = request;
  const words = { releaseTitle, releaseDescription, downloadLink, videoLink, isPublic };
  const all = [
    ...packRecord.edit(db, request.id, { ...words, releasedAt: pack.releasedAt ?? now }),
    ...(bonus ? [bonus.change] : []),
    ...songChanges,
    ...plan.series.flatMap(({ id, number }) => seriesRecord.edit(db, id, { number, status: 'released' })),
  ];
  const { operation } = db
    .transaction(() => {
      const done = history.apply('releasePack', all, pack.name);
      countMoves(db, moves);
      if (released.length > 0) tellOfRelease(context, { id: request.id, pack, released });
      return done;
    })
    .immediate();
  changes.add({ topics: ['packs', 'songs', 'releases'] });
  return {
    operation,
    released: released.length,
    bonus: bonus && { id: bonus.id as PackId, name: bonus.name, count: plan.bonus.length },
    numbers: plan.series.map(({ number }) => number),
  };
}

/** "Harbour Songs (Bonus)", never longer than a name may be. */
export function bonusNameOf(name: string): string {
  return `${name.slice(0, longestName - bonusWord.length).trimEnd()}${bonusWord}`;
}

type Bonus = { id: number; name: string; change: ValueChange };

/** The pack of what was optional: the owner's, with the same people. Throws NAME_TAKEN. */
function makeBonus(db: Db, pack: PackState, name: string, now: number): Bonus {
  requireFreeName(db, name, pack.ownerId);
  const change = packRecord.make(db, {
    ...pack,
    ...{ name, createdAt: now, deadline: '', releasedAt: null, isPublic: false },
    ...{ releaseTitle: '', releaseDescription: '', downloadLink: '', videoLink: '' },
  });
  return { id: change.itemId, name, change };
}

type Moving = { request: ReleaseRequest; plan: ReleasePlan; bonusId: number | null; now: number };

/** Core songs come out with what is said of them, optional ones go into the bonus pack, and are its core there. */
function moveSongs(db: Db, { request, plan, bonusId, now }: Moving): SongChanges & { released: SongMove[] } {
  const said = new Map(request.songs.map(({ songId, ...words }) => [songId, words]));
  const out = planMoves(db, plan.release, 'released', { now });
  const optional = planMoves(db, plan.bonus, 'planned', { now, patch: () => ({ packId: bonusId, isOptional: false }) });
  const here = new Set(listPackSongs(db, request.id).map(({ id }) => id as number));
  const words = [...said].flatMap(([songId, values]) => {
    if (!here.has(songId))
      throw new AppError('INVALID_INPUT', 'One of these songs is not in the pack.', { id: songId });
    return songRecord.edit(db, songId, values);
  });
  return {
    changes: [...out.changes, ...optional.changes, ...words],
    moves: [...out.moves, ...optional.moves],
    renamed: [],
    released: out.moves,
  };
}

function seriesToRelease(db: Db, packId: number): SeriesId[] {
  return prepare(db, 'SELECT id FROM series WHERE pack_id = ? AND number IS NULL ORDER BY id')
    .pluck()
    .all(packId) as SeriesId[];
}

/** One notification for everybody it concerns, however many songs there are. */
function tellOfRelease(
  { notifications }: Context,
  { id, pack, released }: { id: number; pack: PackState; released: readonly SongMove[] },
): void {
  const ofSongs = released.flatMap(({ after: { ownerId, people } }) => [
    ownerId,
    ...people.map((each) => each.personId),
  ]);
  const all = new Set([pack.ownerId, ...pack.people.map(({ personId }) => personId), ...ofSongs]);
  const { personId: self } = currentActor();
  for (const personId of all) {
    if (personId === null || personId === self) continue;
    notifications.add({
      kind: 'packReleased',
      severity: 'good',
      personId,
      facts: { pack: pack.name, count: released.length },
      view: 'packs',
      item: id,
      mergeKey: `packReleased:${id}`,
    });
  }
}

function idsOf(songs: readonly PackSong[]): PackSong['id'][] {
  return songs.map(({ id }) => id);
}
