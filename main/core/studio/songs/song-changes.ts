import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import type { NewSong, SongStatus } from '#shared/contract/songs.ts';
import { type SongState, songRecord } from '../song-records.ts';
import { startSteps } from '../workflows/workflows.repository.ts';
import { refuseDuplicates } from './song-duplicates.ts';
import { countMoves, type SongMove, tellOfMoves } from './song-effects.ts';
import { withStatus } from './song-status.ts';

/** Changes of songs that belong together, and what follows from them; made by the functions below. */
export type SongChanges = {
  changes: ValueChange[];
  /** Songs that were made, or whose status changes. */
  moves: SongMove[];
  /** Songs that may now be called as another one. */
  renamed: number[];
};

/**
 * What changes where songs get another status. Hand it to `applySongs`, or hand its `changes` to a transaction of your own and
 * then call `finishMoves` in it. Throws NO_WORKFLOW, NOT_FOUND.
 */
export function planMoves(
  db: Db,
  ids: readonly number[],
  status: SongStatus,
  { now, patch }: { now: number; patch?: (state: SongState, id: number) => Partial<SongState> },
): SongChanges {
  const changes: ValueChange[] = [];
  const moves: SongMove[] = [];
  for (const id of ids) {
    const state = songRecord.get(db, id);
    const moved = withStatus(state, status, {
      now,
      personId: currentActor().personId,
      startSteps: () => startSteps(db, state),
    });
    const both = { ...moved, ...patch?.({ ...state, ...moved }, id) };
    changes.push(...songRecord.edit(db, id, both));
    if (moved.status !== undefined) moves.push({ id, after: { ...state, ...both } });
  }
  return { changes, moves, renamed: [] };
}

/** The same values for all of them; `valuesOf` says what is set of one. */
export function planEdits(
  db: Db,
  ids: readonly number[],
  valuesOf: (state: SongState, id: number) => Partial<SongState>,
): SongChanges {
  const changes: ValueChange[] = [];
  const renamed: number[] = [];
  for (const id of ids) {
    const made = songRecord.edit(db, id, valuesOf(songRecord.get(db, id), id));
    changes.push(...made);
    if (made.some(({ field }) => /:(title|artist|ownerId|people)$/.test(field))) renamed.push(id);
  }
  return { changes, moves: [], renamed };
}

/** Songs to be. Without an owner, they are whoever's makes them. Throws NO_WORKFLOW. */
export function planSongs(db: Db, songs: readonly NewSong[], now: number): SongChanges & { ids: number[] } {
  let position = (prepare(db, 'SELECT coalesce(max(position), 0) FROM song').pluck().get() as number) + 1;
  const statuses = new Map<number, SongStatus>();
  const made = songs.map((song) => {
    const status = song.status ?? statusOfPack(db, song.packId ?? null, statuses);
    const state = newState(db, song, { status, now, position: position++ });
    return { change: songRecord.make(db, state), state };
  });
  const ids = made.map(({ change }) => change.itemId);
  return {
    changes: made.map(({ change }) => change),
    moves: made.map(({ change, state }) => ({ id: change.itemId, after: state })),
    renamed: ids,
    ids,
  };
}

/**
 * Does it all in one transaction as one operation, or nothing of it. Throws SONG_EXISTS where two songs would be called the same.
 */
export function applySongs(
  context: Context,
  kind: OperationKind,
  { changes, moves, renamed }: SongChanges,
  subject: string,
): { operation: OperationId | null } {
  const { db, history } = context;
  const { operation } = db
    .transaction(() => {
      const done = history.apply(kind, changes, subject);
      refuseDuplicates(db, renamed);
      if (kind === 'makeSong') countMoves(db, moves);
      else finishMoves(context, moves);
      return done;
    })
    .immediate();
  context.changes.add({ topics: ['songs', 'packs'] });
  return { operation };
}

/** Counts and tells; in the transaction that moved them. */
export function finishMoves(context: Context, moves: readonly SongMove[]): void {
  countMoves(context.db, moves);
  tellOfMoves(context, moves);
}

/** What history calls an operation on songs; empty for several. */
export function nameOfSongs(db: Db, ids: readonly number[]): string {
  const [only] = ids;
  return only !== undefined && ids.length === 1 ? (songRecord.read(db, only)?.title ?? '') : '';
}

function newState(
  db: Db,
  { status: _, ...song }: NewSong,
  { status, now, position }: { status: SongStatus; now: number; position: number },
): SongState {
  const { personId } = currentActor();
  const given = Object.fromEntries(Object.entries(song).filter(([, value]) => value !== undefined));
  const state: SongState = {
    ...emptySong,
    ...given,
    title: song.title,
    ownerId: song.ownerId !== undefined && actorMay('editAllSongs') ? song.ownerId : personId,
    position,
    createdAt: now,
    // Made, it begins as planned, whatever it is at once afterwards.
    statuses: status === 'planned' ? [{ at: now, status, personId }] : [],
  };
  const isOptional = song.isOptional ?? false;
  return {
    ...state,
    ...withStatus(state, status, { now, personId, startSteps: () => startSteps(db, state) }),
    isOptional,
  };
}

/** The most common status in a pack, the earliest of equals; without a pack or songs in it, planned. */
function statusOfPack(db: Db, packId: number | null, known: Map<number, SongStatus>): SongStatus {
  if (packId === null) return 'planned';
  const status =
    known.get(packId) ??
    (prepare(
      db,
      `SELECT status FROM song WHERE pack_id = ? GROUP BY status
       ORDER BY count(*) DESC, instr('planned inProgress released', status) LIMIT 1`,
    )
      .pluck()
      .get(packId) as SongStatus | undefined) ??
    'planned';
  known.set(packId, status);
  return status;
}

const emptySong: SongState = {
  title: '',
  artist: '',
  album: '',
  year: null,
  genre: '',
  status: 'planned',
  packId: null,
  seriesId: null,
  position: 0,
  isOptional: false,
  deadline: '',
  note: '',
  artworkHash: null,
  ownerId: null,
  workflowId: null,
  bounceFolder: '',
  isrc: '',
  iswc: '',
  language: '',
  isExplicit: false,
  bpm: null,
  musicalKey: null,
  isPublic: false,
  releasedAt: null,
  releaseDescription: '',
  downloadLink: '',
  videoLink: '',
  createdAt: 0,
  steps: [],
  people: [],
  statuses: [],
  links: [],
};
