import { firstOf, type SetTask } from './grow-order.ts';
import type { SetObjective } from './set-objective.ts';
import { lengthOf } from './set-wish.ts';

/** Of a place's neighbourhood so many are tried there. */
const triedAtPlace = 40;
const groupLimits = { taken: 8, looked: 40 } as const;
/** Two tracks change places, and stretches turn round, up to so far. */
const reachOfMoves = 48;
const mostRounds = 8;
const leastGain = 1e-6;
/** Steps that may be scored: a little under a second. */
const mostSteps = 5_000_000;

/** Asks for the lengths of intros and outros of rows, once they may matter. */
export type LoadEnds = (rows: Iterable<number>) => void;

/**
 * Makes an order better until nothing helps any more, or the budget is used up: another track at a place, two that change
 * places, one that moves, a stretch turned round (2-opt). Locked places are never touched. Answers an order that is worth
 * no less.
 */
export function* improveOrder(task: SetTask, start: Int32Array, loadEnds: LoadEnds): Generator<void, Int32Array> {
  loadEnds(start);
  const search = new LocalSearch(task, start);
  for (let round = 0; round < mostRounds; round += 1) {
    const before = search.value;
    if (!task.usesAll) {
      for (const place of search.freePlaces) {
        search.tryReplacing(place, loadEnds);
        if (place % 8 === 7) yield;
      }
    }
    yield;
    search.tryMoves();
    yield;
    if (search.value - before < leastGain || search.isSpent) break;
  }
  return search.order;
}

class LocalSearch {
  order: Int32Array;
  value: number;
  readonly freePlaces: number[];
  readonly #task: SetTask;
  readonly #objective: SetObjective;
  readonly #trial: Int32Array;
  readonly #endsAfter: number;

  constructor(task: SetTask, start: Int32Array) {
    this.#task = task;
    this.#objective = task.objective;
    this.order = start.slice();
    this.#trial = start.slice();
    this.value = task.objective.evaluate(start);
    this.#endsAfter = task.objective.steps + mostSteps;
    this.freePlaces = [...start.keys()].filter((place) => task.pins[place]! < 0);
  }

  get isSpent(): boolean {
    return this.#objective.steps > this.#endsAfter;
  }

  tryReplacing(place: number, loadEnds: LoadEnds): void {
    if (this.isSpent) return;
    const candidates = this.#candidatesAt(place);
    loadEnds(candidates);
    for (const row of candidates) {
      this.#trial.set(this.order);
      this.#trial[place] = row;
      this.#keepIfBetter();
    }
  }

  /** The most promising tracks for a place, by the steps to and from it. */
  #candidatesAt(place: number): number[] {
    const { index, totalMs } = this.#task;
    const { tracks } = this.#objective;
    const [before, after] = [this.order[place - 1], this.order[place + 1]];
    let elapsedMs = 0;
    for (let each = 0; each < place; each += 1) elapsedMs += lengthOf(tracks, this.order[each]!);
    const at = Math.min(1, (elapsedMs + lengthOf(tracks, this.order[place]!) / 2) / totalMs);
    const { energy } = this.#objective.placeAt(at);
    const used = new Set(this.order);
    const ranks = new Map<number, number>();
    const take = (row: number): boolean => {
      if (used.has(row)) return false;
      if (ranks.has(row)) return true;
      const to = before === undefined ? 0 : this.#objective.step(before, row, this.#objective.placeAt(at));
      const from = after === undefined ? 0 : this.#objective.step(row, after, this.#objective.placeAt(at));
      ranks.set(row, to + from);
      return true;
    };
    const begin = () => firstOf(take, groupLimits);
    if (before !== undefined) index.visitBeside(before, energy, begin);
    if (after !== undefined) index.visitBeside(after, energy, begin);
    if (before === undefined && after === undefined) index.visitAll(energy, begin);
    const ranked = [...ranks].sort(([one, rank], [other, otherRank]) => otherRank - rank || one - other);
    return ranked.slice(0, triedAtPlace).map(([row]) => row);
  }

  tryMoves(): void {
    for (const [rank, from] of this.freePlaces.entries()) {
      for (let distance = 1; distance <= reachOfMoves; distance += 1) {
        const to = this.freePlaces[rank + distance];
        if (to === undefined) break;
        if (this.isSpent) return;
        this.#swap(from, to);
        // What moves or turns passes over no locked place.
        if (to - from !== distance || to - from < 2) continue;
        this.#turn(from, to);
        this.#move(from, to);
        this.#move(to, from);
      }
    }
  }

  #swap(from: number, to: number): void {
    this.#trial.set(this.order);
    this.#trial[from] = this.order[to]!;
    this.#trial[to] = this.order[from]!;
    this.#keepIfBetter();
  }

  #turn(from: number, to: number): void {
    this.#trial.set(this.order);
    for (let place = from; place <= to; place += 1) this.#trial[place] = this.order[from + to - place]!;
    this.#keepIfBetter();
  }

  #move(from: number, to: number): void {
    this.#trial.set(this.order);
    const step = from < to ? 1 : -1;
    for (let place = from; place !== to; place += step) this.#trial[place] = this.order[place + step]!;
    this.#trial[to] = this.order[from]!;
    this.#keepIfBetter();
  }

  #keepIfBetter(): void {
    const value = this.#objective.evaluate(this.#trial);
    if (value <= this.value + leastGain) return;
    this.value = value;
    this.order.set(this.#trial);
  }
}
