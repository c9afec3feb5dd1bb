import type { SetTracks } from './set-tracks.ts';
import { lengthOf, lengthTolerance, placesOf, type SetWish } from './set-wish.ts';
import { keyScore, type Place, sumOpening, sumStep, tempoScore, weakPart } from './step-score.ts';

/** What a fault costs, in points of a step (a hundred at most). */
const costs = {
  /** So that no sum of small gains pays for a clash where the user wants none. */
  clash: 60,
  tempoJump: 30,
  sameAlbum: 10,
  /** For each level of energy beyond what is near the curve: in a small library keys alone would have their way. */
  offCurve: 10,
  /** Each track in one key with the two before it: a set that goes nowhere. */
  stuckInKey: 12,
  artistTooNear: 400,
  repeated: 2000,
  /** For each minute that the length is off. */
  minuteOff: 12,
  /** And for each beyond what is tolerated. */
  minuteMissed: 150,
} as const;
/** In levels of energy. */
const nearCurveWithin = 1.5;
/** Of the whole length: nobody asks for a set to the second. */
const lengthFreedom = 0.003;
/** By how much two equal tracks may differ, so that another seed gives another set. */
const tasteRange = 8;
/** What a track costs that stood in the set before: who builds it again wants to see another one. */
const familiarity = 8;

/**
 * What an order of tracks is worth: the points of its steps, less what its faults cost. The solver's only measure.
 *
 * `taste` gives each track a small number of its own for the seed.
 */
export class SetObjective {
  readonly tracks: SetTracks;
  readonly wish: SetWish;
  readonly placeAt: (at: number) => Place;
  /** Steps that were scored: what work is measured in. */
  steps = 0;
  readonly #seed: number;
  readonly #isFamiliar: Uint8Array;
  /** By number: where each was last seen, and in which evaluation. */
  readonly #lastOfArtist: Int32Array;
  readonly #lastOfRecording: Int32Array;
  #stamp = 0;

  constructor(tracks: SetTracks, wish: SetWish, { seed, familiar }: { seed: number; familiar: readonly number[] }) {
    this.tracks = tracks;
    this.wish = wish;
    this.placeAt = placesOf(wish);
    this.#seed = seed;
    this.#isFamiliar = new Uint8Array(tracks.count);
    for (const row of familiar) this.#isFamiliar[row] = 1;
    this.#lastOfArtist = new Int32Array(tracks.artistCount);
    this.#lastOfRecording = new Int32Array(tracks.recordingCount);
  }

  /** 0 to `tasteRange`, less for what stood there before. */
  taste(row: number): number {
    let mixed = Math.imul(this.tracks.ids[row]! ^ Math.imul(this.#seed + 1, 0x9e3779b1), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    const taste = (tasteRange * ((mixed ^ (mixed >>> 16)) >>> 0)) / 2 ** 32;
    return this.#isFamiliar[row] === 1 ? taste - familiarity : taste;
  }

  /** A step with what its faults cost. `before` is the row before the first one, where there is one. */
  step(first: number, second: number, place: Place, before = -1): number {
    this.steps += 1;
    const { tracks } = this;
    let sum = sumStep(tracks, first, second, place) + this.taste(second) - offCurveCost(tracks, second, place);
    if (this.wish.isHarmonic && keyScore(tracks, first, second) <= weakPart && isKeyKnown(tracks, first, second)) {
      sum -= costs.clash;
    }
    if (tempoScore(tracks, first, second) < weakPart) sum -= costs.tempoJump;
    if (tracks.album[first] !== 0 && tracks.album[first] === tracks.album[second]) sum -= costs.sameAlbum;
    if (before >= 0 && isKeyKnown(tracks, first, second)) {
      const key = tracks.key[second];
      if (tracks.key[first] === key && tracks.key[before] === key) sum -= costs.stuckInKey;
    }
    return sum;
  }

  opening(row: number, place: Place): number {
    this.steps += 1;
    return sumOpening(this.tracks, row, place) + this.taste(row) - offCurveCost(this.tracks, row, place);
  }

  /** What the whole order is worth. */
  evaluate(order: Int32Array): number {
    const { tracks, wish } = this;
    const length = order.length;
    if (length === 0) return 0;
    let totalMs = 0;
    for (let place = 0; place < length; place += 1) totalMs += lengthOf(tracks, order[place]!);
    // Stamps that grow with every evaluation save clearing the tables: older ones count as never seen.
    if (this.#stamp > 2 ** 30) this.#forget();
    const base = this.#stamp;
    this.#stamp += length + wish.artistSpacing + 1;
    let sum = -this.#lengthCost(totalMs, length);
    let elapsedMs = 0;
    for (let index = 0; index < length; index += 1) {
      const row = order[index]!;
      const ownMs = lengthOf(tracks, row);
      const place = this.placeAt((elapsedMs + ownMs / 2) / totalMs);
      sum +=
        index === 0
          ? this.opening(row, place)
          : this.step(order[index - 1]!, row, place, index > 1 ? order[index - 2] : -1);
      sum -= this.#repeats(row, base, index);
      elapsedMs += ownMs;
    }
    return sum;
  }

  #repeats(row: number, base: number, index: number): number {
    const { tracks, wish } = this;
    const now = base + index + wish.artistSpacing + 1;
    let cost = 0;
    const recording = tracks.recording[row]!;
    if (this.#lastOfRecording[recording]! > base + wish.artistSpacing) cost += costs.repeated;
    this.#lastOfRecording[recording] = now;
    for (const artist of [tracks.artist[row]!, tracks.secondArtist[row]!]) {
      if (artist === 0) continue;
      const last = this.#lastOfArtist[artist]!;
      if (last > base + wish.artistSpacing && now - last <= wish.artistSpacing) cost += costs.artistTooNear;
      this.#lastOfArtist[artist] = now;
    }
    return cost;
  }

  #lengthCost(totalMs: number, count: number): number {
    const wished = this.wish.durationMs;
    if (wished === null) return 0;
    const offMs = Math.abs(totalMs - wished);
    const freely = Math.max(0, offMs - wished * lengthFreedom);
    const missed = Math.max(0, offMs - lengthTolerance(wished, totalMs / count));
    return (costs.minuteOff * freely + costs.minuteMissed * missed) / 60_000;
  }

  #forget(): void {
    this.#stamp = 0;
    this.#lastOfArtist.fill(0);
    this.#lastOfRecording.fill(0);
  }
}

function offCurveCost(tracks: SetTracks, row: number, place: Place): number {
  const beyond = Math.abs(tracks.energy[row]! - place.energy) - nearCurveWithin;
  // Also where the energy is not known.
  return beyond > 0 ? costs.offCurve * beyond : 0;
}

function isKeyKnown(tracks: SetTracks, first: number, second: number): boolean {
  return tracks.key[first]! < 24 && tracks.key[second]! < 24;
}
