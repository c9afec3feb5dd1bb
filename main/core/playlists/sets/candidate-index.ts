import type { SetTracks } from './set-tracks.ts';
import { keyScore } from './step-score.ts';

/** Tempi of a bin differ by so much at most; an octave is one round, as half and double go together. */
const binsPerOctave = 18;
/** One more for tracks without a tempo. */
const bins = binsPerOctave + 1;
const keys = 25;
/** Keys that score less beside one are only looked at where nothing else is left. */
const leastKeyScore = 0.5;

/** Answers false to go on, true when it has seen enough of its group. */
type Visit = (row: number) => boolean;
/** Called for each group anew. */
type BeginGroup = () => Visit;

/**
 * A pool by key, tempo and energy, so that what may follow a track is found without looking at a hundred thousand: groups
 * of one key and one bin of tempo, each in the order of energy.
 */
export class CandidateIndex {
  readonly pool: Int32Array;
  readonly #tracks: SetTracks;
  readonly #groups: Int32Array[];
  /** For each key: groups whose key goes with it. */
  readonly #keysBeside: number[][];

  /** `blur` moves tracks a little on the scale of energy, in its tenths: so that not always the same ones come first. */
  constructor(tracks: SetTracks, pool: Int32Array, blur: (row: number) => number) {
    this.#tracks = tracks;
    this.pool = pool;
    const groups = Array.from({ length: keys * bins }, (): number[] => []);
    for (const row of pool) groups[tracks.key[row]! * bins + binOf(tracks.logBpm[row]!)]!.push(row);
    const place = (row: number) => {
      const energy = tracks.energy[row]!;
      return (Number.isNaN(energy) ? 5 : energy) + blur(row);
    };
    const places = new Float64Array(tracks.count);
    for (const row of pool) places[row] = place(row);
    this.#groups = groups.map((rows) => Int32Array.from(rows).sort((one, other) => places[one]! - places[other]!));
    const anyOf = Array.from({ length: keys }, (_, key) => pool.find((row) => tracks.key[row] === key));
    this.#keysBeside = Array.from({ length: keys }, (_, key) => {
      const own = anyOf[key];
      return anyOf.flatMap((row, other) =>
        row === undefined || (own !== undefined && keyScore(tracks, own, row) < leastKeyScore) ? [] : [other],
      );
    });
  }

  /** Looks at tracks that may stand beside one, in each group those of about this energy first. */
  visitBeside(row: number, energy: number, begin: BeginGroup): void {
    const bin = binOf(this.#tracks.logBpm[row]!);
    for (const key of this.#keysBeside[this.#tracks.key[row]!]!) {
      for (const near of binsBeside(bin)) this.#visitGroup(this.#groups[key * bins + near]!, energy, begin);
    }
  }

  /** Looks at all groups. */
  visitAll(energy: number, begin: BeginGroup): void {
    for (const group of this.#groups) this.#visitGroup(group, energy, begin);
  }

  #visitGroup(group: Int32Array, energy: number, begin: BeginGroup): void {
    if (group.length === 0) return;
    const visit = begin();
    let above = this.#firstFrom(group, energy);
    let below = above - 1;
    while (below >= 0 || above < group.length) {
      const takesAbove =
        below < 0 ||
        (above < group.length && this.#distance(group[above]!, energy) <= this.#distance(group[below]!, energy));
      if (visit(takesAbove ? group[above++]! : group[below--]!)) return;
    }
  }

  #distance(row: number, energy: number): number {
    const own = this.#tracks.energy[row]!;
    return Math.abs((Number.isNaN(own) ? 5 : own) - energy);
  }

  #firstFrom(group: Int32Array, energy: number): number {
    let [low, high] = [0, group.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const own = this.#tracks.energy[group[middle]!]!;
      if ((Number.isNaN(own) ? 5 : own) < energy) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function binOf(logBpm: number): number {
  if (Number.isNaN(logBpm)) return binsPerOctave;
  const octaves = logBpm / Math.LN2;
  return Math.floor((octaves - Math.floor(octaves)) * binsPerOctave);
}

/** The bin, its neighbours, and what has no tempo; all of them for a track without one. */
function binsBeside(bin: number): number[] {
  if (bin === binsPerOctave) return Array.from({ length: bins }, (_, each) => each);
  const round = (other: number) => (other + binsPerOctave) % binsPerOctave;
  return [round(bin - 1), bin, round(bin + 1), binsPerOctave];
}
