import type { CandidateIndex } from './candidate-index.ts';
import type { SetObjective } from './set-objective.ts';
import { lengthOf } from './set-wish.ts';
import { keyScore, stepPoints, tempoScore } from './step-score.ts';

/** A set to be: which rows are fixed at which places, and what may stand at the others. */
export type SetTask = {
  objective: SetObjective;
  index: CandidateIndex;
  /** One for each place: the row that is locked there, or -1. */
  pins: Int32Array;
  /** What the set is expected to last, for what the curve says of a place. */
  totalMs: number;
  /** Whether all of the pool is to be used, each row once, also copies of what is there. */
  usesAll: boolean;
};

type State = {
  row: number;
  before: State | null;
  index: number;
  sum: number;
  elapsedMs: number;
};

type Growth = {
  /** Orders that are followed at once; 1 is greedy, and looks at nothing but the next step. */
  width: number;
  /** Whether every track of the pool is weighed at each place, not only those near in key, tempo and energy. */
  looksAtAll: boolean;
};

/** From each order so many ways on. */
const waysOn = 8;
/** Of each group so many are weighed, and so many looked at. */
const groupLimits = { taken: 8, looked: 40 } as const;
const openingLimits = { taken: 3, looked: 40 } as const;
/** How much of the way to a locked track counts, one place before it, two, three. */
const lookAhead = [1, 0.5, 0.25] as const;
/** What takes a track of an artist too soon, or a copy, as long as there is another way. */
const relaxations = ['none', 'artist', 'copy'] as const;
type Relaxation = (typeof relaxations)[number];

/** Builds an order place by place, following the best few (a beam search). */
export function* growOrder(task: SetTask, { width, looksAtAll }: Growth): Generator<void, Int32Array> {
  const grower = new Grower(task, { width, looksAtAll });
  let states: State[] = [];
  for (let index = 0; index < task.pins.length; index += 1) {
    const next: State[] = [];
    for (const state of index === 0 ? [null] : states) next.push(...grower.waysOn(state, index, width));
    states = best(next, width);
    if (index % 8 === 7) yield;
  }
  const order = new Int32Array(task.pins.length);
  for (let state: State | null = states[0] ?? null; state; state = state.before) order[state.index] = state.row;
  return order;
}

/** The best, at most a quarter of them with the same track, so that they do not all go one way. */
function best(states: State[], width: number): State[] {
  const sorted = states.sort((one, other) => other.sum - one.sum || one.row - other.row);
  const ofRow = new Map<number, number>();
  const most = Math.max(1, Math.ceil(width / 4));
  const chosen: State[] = [];
  for (const state of sorted) {
    if (chosen.length === width) break;
    const count = ofRow.get(state.row) ?? 0;
    if (count >= most) continue;
    ofRow.set(state.row, count + 1);
    chosen.push(state);
  }
  return chosen;
}

class Grower {
  readonly #task: SetTask;
  readonly #looksAtAll: boolean;
  readonly #looksAhead: boolean;
  readonly #rowSeen: Int32Array;
  readonly #recordingSeen: Int32Array;
  readonly #artistSeen: Int32Array;
  readonly #pinnedRows: Set<number>;
  readonly #pinnedRecordings: Set<number>;
  #stamp = 0;

  constructor(task: SetTask, { width, looksAtAll }: Growth) {
    this.#task = task;
    this.#looksAtAll = looksAtAll;
    this.#looksAhead = width > 1;
    const { tracks } = task.objective;
    this.#rowSeen = new Int32Array(tracks.count);
    this.#recordingSeen = new Int32Array(tracks.recordingCount);
    this.#artistSeen = new Int32Array(tracks.artistCount);
    const pinned = [...task.pins].filter((row) => row >= 0);
    this.#pinnedRows = new Set(pinned);
    this.#pinnedRecordings = new Set(pinned.map((row) => tracks.recording[row]!));
  }

  waysOn(state: State | null, index: number, width: number): State[] {
    const pinned = this.#task.pins[index]!;
    if (pinned >= 0) return [this.#next(state, index, pinned)];
    this.#stampFor(state, index);
    const most = state === null ? Math.max(width, 1) : width === 1 ? 1 : waysOn;
    for (const relaxation of relaxations) {
      if (relaxation === 'copy' && !this.#task.usesAll) break;
      for (const reach of this.#looksAtAll ? (['all'] as const) : (['near', 'all'] as const)) {
        const ways = this.#weigh(state, index, { relaxation, reach, most });
        if (ways.length > 0) return ways;
      }
    }
    return [];
  }

  #weigh(
    state: State | null,
    index: number,
    { relaxation, reach, most }: { relaxation: Relaxation; reach: 'near' | 'all'; most: number },
  ): State[] {
    const { objective, index: candidates, totalMs } = this.#task;
    const elapsedMs = state?.elapsedMs ?? 0;
    const { energy } = objective.placeAt(Math.min(1, elapsedMs / totalMs));
    const ways: { way: State; rank: number }[] = [];
    const take = (row: number): boolean => {
      if (!this.#isFree(row, relaxation)) return false;
      const way = this.#next(state, index, row);
      const rank = this.#looksAhead ? way.sum + this.#towardsPin(row, index) : way.sum;
      const last = ways[ways.length - 1];
      if (ways.length === most && last && rank <= last.rank) return true;
      let place = ways.length;
      while (place > 0 && ways[place - 1]!.rank < rank) place -= 1;
      ways.splice(place, 0, { way, rank });
      if (ways.length > most) ways.pop();
      return true;
    };
    if (reach === 'all' && (this.#looksAtAll || relaxation !== 'none')) {
      for (const row of candidates.pool) take(row);
    } else {
      const limits = state === null ? openingLimits : groupLimits;
      const begin = () => firstOf(take, reach === 'all' ? { ...limits, looked: Number.POSITIVE_INFINITY } : limits);
      if (state === null || reach === 'all') candidates.visitAll(energy, begin);
      else candidates.visitBeside(state.row, energy, begin);
    }
    return ways.map(({ way }) => way);
  }

  #next(before: State | null, index: number, row: number): State {
    const { objective, totalMs } = this.#task;
    const ownMs = lengthOf(objective.tracks, row);
    const elapsedMs = before?.elapsedMs ?? 0;
    const place = objective.placeAt(Math.min(1, (elapsedMs + ownMs / 2) / totalMs));
    const gain =
      before === null ? objective.opening(row, place) : objective.step(before.row, row, place, before.before?.row);
    return { row, before, index, sum: (before?.sum ?? 0) + gain, elapsedMs: elapsedMs + ownMs };
  }

  /** Notes what is used up by an order, and which artists have to wait. */
  #stampFor(state: State | null, index: number): void {
    const { objective, pins } = this.#task;
    const { tracks, wish } = objective;
    this.#stamp += 1;
    const stampArtists = (row: number) => {
      this.#artistSeen[tracks.artist[row]!] = this.#stamp;
      this.#artistSeen[tracks.secondArtist[row]!] = this.#stamp;
    };
    for (let each = state; each; each = each.before) {
      this.#rowSeen[each.row] = this.#stamp;
      this.#recordingSeen[tracks.recording[each.row]!] = this.#stamp;
      if (index - each.index <= wish.artistSpacing) stampArtists(each.row);
    }
    const last = Math.min(pins.length - 1, index + wish.artistSpacing);
    for (let later = index + 1; later <= last; later += 1) if (pins[later]! >= 0) stampArtists(pins[later]!);
    // Number 0 stands for no artist.
    this.#artistSeen[0] = 0;
  }

  #isFree(row: number, relaxation: Relaxation): boolean {
    const { tracks } = this.#task.objective;
    if (this.#rowSeen[row] === this.#stamp || this.#pinnedRows.has(row)) return false;
    if (relaxation !== 'copy') {
      const recording = tracks.recording[row]!;
      if (this.#recordingSeen[recording] === this.#stamp || this.#pinnedRecordings.has(recording)) return false;
    }
    if (relaxation !== 'none') return true;
    return (
      this.#artistSeen[tracks.artist[row]!] !== this.#stamp &&
      this.#artistSeen[tracks.secondArtist[row]!] !== this.#stamp
    );
  }

  /** How good a way to the next locked track this one is. */
  #towardsPin(row: number, index: number): number {
    const { pins, objective } = this.#task;
    for (const [ahead, weight] of lookAhead.entries()) {
      const pinned = pins[index + 1 + ahead];
      if (pinned === undefined || pinned < 0) continue;
      const key = stepPoints.key * keyScore(objective.tracks, row, pinned);
      return weight * (key + stepPoints.tempo * tempoScore(objective.tracks, row, pinned));
    }
    return 0;
  }
}

/** Takes the first of a group, and looks at no more of it than the limits say. */
export function firstOf(
  take: (row: number) => boolean,
  { taken, looked }: { taken: number; looked: number },
): (row: number) => boolean {
  let [takenSoFar, lookedSoFar] = [0, 0];
  return (row) => {
    lookedSoFar += 1;
    if (take(row)) takenSoFar += 1;
    return takenSoFar >= taken || lookedSoFar >= looked;
  };
}
