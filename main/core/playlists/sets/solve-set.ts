import { CandidateIndex } from './candidate-index.ts';
import { growOrder, type SetTask } from './grow-order.ts';
import { improveOrder, type LoadEnds } from './improve-order.ts';
import { SetObjective } from './set-objective.ts';
import type { SetTracks } from './set-tracks.ts';
import { lengthOf, lengthTolerance, type SetWish, tempoRange, usualLengthMs } from './set-wish.ts';

/** An entry that stays: at its place, or at the end of the set where it is the last one. */
export type Lock = { row: number; place: number; isLast: boolean };

export type SolveRequest = {
  tracks: SetTracks;
  /** Rows the set may be taken from; those of locked entries may be among them. */
  pool: Int32Array;
  locks: readonly Lock[];
  wish: SetWish;
  /** Takes every row of the pool once, whatever the wish says of lengths and tempi. */
  usesAll: boolean;
  /** The same seed gives the same set. */
  seed: number;
  /** Rows that stand in the set now, and need not. */
  familiar: readonly number[];
  loadEnds: LoadEnds;
};

/** What of a wish could not be met, with its numbers. */
export type SetProblem =
  | { kind: 'poolEmpty' }
  | { kind: 'poolTooSmall'; wanted: number; found: number }
  | { kind: 'noneInTempo'; outside: number; unknown: number }
  | { kind: 'lockedTooLong'; lockedMs: number; wantedMs: number }
  | { kind: 'lengthMissed'; totalMs: number; wantedMs: number }
  | { kind: 'artistsTooNear'; count: number }
  | { kind: 'copies'; count: number };

export type SolvedSet = {
  order: Int32Array;
  /** What it is worth, see SetObjective; and what the greedy answer was, which is never more. */
  value: number;
  greedyValue: number;
  problems: SetProblem[];
  /** Tracks of the pool that were not looked at, and why. */
  leftOut: { tempoOutside: number; tempoUnknown: number };
};

const beamWidth = 24;
/** In pools up to this size every track is weighed for every place. */
const smallPool = 1000;
/** Above this the greedy answer looks at neighbours too, not at everything. */
const mostForGreedy = 300_000;
/** A set whose length is missed is tried again with more or fewer tracks. */
const mostTries = 3;

/**
 * Builds a set: an order of tracks with as many good steps as there can be, around the locked ones.
 *
 * A beam search goes along the energy curve, weighing at each place what stands near in key, tempo and energy; the better
 * of it and of a greedy answer is improved by local search (Croes, Oper. Res. 6, 1958, for 2-opt; Aarts and Lenstra,
 * Local Search in Combinatorial Optimization, 1997). Nothing depends on the clock: the same request gives the same set.
 * A generator, so that whoever runs it may stop in between.
 */
export function* solveSet(request: SolveRequest): Generator<void, SolvedSet> {
  const { pool, leftOut, problems } = eligible(request);
  let best: Attempt | null = null;
  let count = countOf(request, pool, problems);
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const tried: Attempt = yield* solveWith(request, pool, count);
    if (!best || isBetter(tried, best, request)) best = tried;
    const next = nextCount(request, tried, pool);
    if (next === null || next === count) break;
    count = next;
  }
  const { order, value, greedyValue } = best ?? { order: new Int32Array(0), value: 0, greedyValue: 0 };
  return { order, value, greedyValue, leftOut, problems: [...problems, ...faultsOf(request, order)] };
}

/** Runs a solver to its end. */
export function runToEnd<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

function eligible({ tracks, pool, wish, usesAll, locks }: SolveRequest): {
  pool: Int32Array;
  leftOut: SolvedSet['leftOut'];
  problems: SetProblem[];
} {
  const range = usesAll ? null : tempoRange(wish);
  const leftOut = { tempoOutside: 0, tempoUnknown: 0 };
  const locked = new Set(locks.map(({ row }) => row));
  const rows = pool.filter((row) => {
    if (locked.has(row)) return false;
    if (!range) return true;
    const bpm = tracks.bpm[row]!;
    if (Number.isNaN(bpm)) leftOut.tempoUnknown += 1;
    else if (bpm < range.low || bpm > range.high) leftOut.tempoOutside += 1;
    else return true;
    return false;
  });
  const problems: SetProblem[] = [];
  if (pool.length === 0) problems.push({ kind: 'poolEmpty' });
  else if (rows.length === 0 && range) {
    problems.push({ kind: 'noneInTempo', outside: leftOut.tempoOutside, unknown: leftOut.tempoUnknown });
  }
  return { pool: rows, leftOut, problems };
}

/** How many tracks it will have; says so where that is not what was wished for. */
function countOf({ tracks, locks, wish, usesAll }: SolveRequest, pool: Int32Array, problems: SetProblem[]): number {
  if (usesAll) return pool.length + locks.length;
  const available = distinctRecordings(tracks, pool, locks);
  const lockedMs = locks.reduce((sum, { row }) => sum + lengthOf(tracks, row), 0);
  const wanted =
    wish.trackCount ?? locks.length + Math.round(((wish.durationMs ?? 0) - lockedMs) / usualLength(tracks, pool));
  if (wish.durationMs !== null && lockedMs > wish.durationMs && locks.length > 0) {
    problems.push({ kind: 'lockedTooLong', lockedMs, wantedMs: wish.durationMs });
  }
  const count = Math.max(locks.length, Math.min(Math.max(1, wanted), available + locks.length));
  if (count < wanted && pool.length > 0) problems.push({ kind: 'poolTooSmall', wanted, found: count });
  return count;
}

function distinctRecordings(tracks: SetTracks, pool: Int32Array, locks: readonly Lock[]): number {
  const locked = new Set(locks.map(({ row }) => tracks.recording[row]!));
  const free = new Set<number>();
  for (const row of pool) if (!locked.has(tracks.recording[row]!)) free.add(tracks.recording[row]!);
  return free.size;
}

/** The median of the pool. */
function usualLength(tracks: SetTracks, pool: Int32Array): number {
  const lengths = Float64Array.from(pool, (row) => lengthOf(tracks, row)).sort();
  return lengths[lengths.length >> 1] ?? usualLengthMs;
}

type Attempt = { order: Int32Array; value: number; greedyValue: number; totalMs: number };

function* solveWith(request: SolveRequest, pool: Int32Array, count: number): Generator<void, Attempt> {
  const { tracks, wish, usesAll, loadEnds } = request;
  if (count === 0) return { order: new Int32Array(0), value: 0, greedyValue: 0, totalMs: 0 };
  const objective = new SetObjective(tracks, wish, request);
  const index = new CandidateIndex(tracks, pool, (row) => objective.taste(row) / 8);
  const pins = pinsOf(request.locks, count);
  const usual = usualLength(tracks, pool);
  const totalMs = wish.durationMs ?? count * usual;
  const task: SetTask = { objective, index, pins, totalMs, usesAll };
  const isSmall = pool.length <= smallPool;
  const greedy = yield* growOrder(task, { width: 1, looksAtAll: isSmall || pool.length <= mostForGreedy });
  const width = isSmall ? Math.max(4, Math.min(beamWidth, Math.floor(2e6 / (count * pool.length + 1)))) : beamWidth;
  const followed = yield* growOrder(task, { width: count > 100 ? Math.min(8, width) : width, looksAtAll: isSmall });
  const greedyValue = objective.evaluate(greedy);
  const start = objective.evaluate(followed) >= greedyValue ? followed : greedy;
  const order = yield* improveOrder(task, start, loadEnds);
  return { order, value: objective.evaluate(order), greedyValue, totalMs: lengthOfAll(tracks, order) };
}

/** Locked rows keep their places; where the set is too short for that, their order, as near as there is room. */
export function pinsOf(locks: readonly Lock[], count: number): Int32Array {
  const pins = new Int32Array(count).fill(-1);
  const sorted = [...locks].sort((one, other) => one.place - other.place);
  for (const [rank, { row, place, isLast }] of sorted.entries()) {
    const after = sorted.length - 1 - rank;
    const wanted = isLast && after === 0 ? count - 1 : place;
    const before = pins.findLastIndex((pin) => pin >= 0);
    pins[Math.max(before + 1, Math.min(wanted, count - 1 - after))] = row;
  }
  return pins;
}

function lengthOfAll(tracks: SetTracks, order: Int32Array): number {
  return order.reduce((sum, row) => sum + lengthOf(tracks, row), 0);
}

function isBetter(one: Attempt, other: Attempt, { wish, tracks }: SolveRequest): boolean {
  const wished = wish.durationMs;
  if (wished === null) return one.value > other.value;
  const off = (attempt: Attempt) => {
    const usual = attempt.totalMs / Math.max(1, attempt.order.length) || usualLength(tracks, attempt.order);
    return Math.max(0, Math.abs(attempt.totalMs - wished) - lengthTolerance(wished, usual));
  };
  if (off(one) !== off(other)) return off(one) < off(other);
  return one.value / Math.max(1, one.order.length) > other.value / Math.max(1, other.order.length);
}

/** Another number of tracks that would come nearer to the length; null where it is met, or was not the wish. */
function nextCount({ wish, usesAll, locks, tracks }: SolveRequest, tried: Attempt, pool: Int32Array): number | null {
  if (wish.durationMs === null || wish.trackCount !== null || usesAll || tried.order.length === 0) return null;
  const usual = tried.totalMs / tried.order.length;
  const offMs = wish.durationMs - tried.totalMs;
  if (Math.abs(offMs) <= lengthTolerance(wish.durationMs, usual)) return null;
  const step = Math.round(offMs / usual) || Math.sign(offMs);
  const most = distinctRecordings(tracks, pool, locks) + locks.length;
  return Math.max(locks.length, 1, Math.min(most, tried.order.length + step));
}

/** What is left of faults in the best set that was found. */
function faultsOf({ tracks, wish, usesAll }: SolveRequest, order: Int32Array): SetProblem[] {
  const problems: SetProblem[] = [];
  const totalMs = lengthOfAll(tracks, order);
  const usual = totalMs / Math.max(1, order.length);
  if (wish.durationMs !== null && !usesAll && order.length > 0) {
    const isMissed = Math.abs(totalMs - wish.durationMs) > lengthTolerance(wish.durationMs, usual);
    if (isMissed) problems.push({ kind: 'lengthMissed', totalMs, wantedMs: wish.durationMs });
  }
  const near = countNearArtists(tracks, order, wish.artistSpacing);
  if (near > 0) problems.push({ kind: 'artistsTooNear', count: near });
  const copies = order.length - new Set(Array.from(order, (row) => tracks.recording[row]!)).size;
  if (copies > 0) problems.push({ kind: 'copies', count: copies });
  return problems;
}

/** Places whose artist was heard within the spacing. */
export function countNearArtists(tracks: SetTracks, order: ArrayLike<number>, spacing: number): number {
  const lastPlace = new Map<number, number>();
  let count = 0;
  for (let place = 0; place < order.length; place += 1) {
    const row = order[place]!;
    const artists = [tracks.artist[row]!, tracks.secondArtist[row]!].filter((artist) => artist !== 0);
    if (artists.some((artist) => place - (lastPlace.get(artist) ?? Number.NEGATIVE_INFINITY) <= spacing)) count += 1;
    for (const artist of artists) lastPlace.set(artist, place);
  }
  return count;
}
