/** Two fingerprints that may be of one recording. `offset`: items by which `second` lies behind `first`. */
export type Candidate = { first: number; second: number; offset: number };

/**
 * Which of its items a fingerprint is found by. Whether an item is taken depends on nothing but the item, so that a copy
 * that begins later is found by the same ones. Short fingerprints are found by more of theirs; lengths overlap, so that
 * copies of slightly different length meet in one index.
 */
const levels = [
  { shift: 0, from: 0, to: 160 },
  { shift: 2, from: 100, to: 500 },
  { shift: 4, from: 350, to: Number.POSITIVE_INFINITY },
] as const;

/** The low bits of an item tell copies apart sooner than recordings. */
const keyBits = 24;
/** Keys are put into so many slots; what shares one by chance seldom does so twice at one offset. */
const slotBits = 20;
/** What so many fingerprints have says nothing. */
const mostOwners = 400;
/** So many items at one offset are no accident. */
const leastVotes = 2;

/**
 * Finds fingerprints that share items at one offset, without comparing each with each. Holds about 60 items of each
 * (6 bytes an item), and not the fingerprints.
 */
export class RecordingCandidates {
  readonly #indexes = levels.map(({ shift }) => new ItemIndex(shift));
  #count = 0;

  /** Fingerprints are numbered from 0 in the order in which they come. */
  add(items: Uint32Array): void {
    for (const [level, { from, to }] of levels.entries()) {
      if (items.length >= from && items.length < to) this.#indexes[level]?.add(this.#count, items);
    }
    this.#count += 1;
  }

  /** Each pair once. `onProgress` hears the share that is done. */
  *pairs(onProgress: (share: number) => void = () => {}): Generator<Candidate> {
    const votes = new Uint16Array(this.#count);
    const seen = new Set<number>();
    for (const [level, index] of this.#indexes.entries()) {
      index.seal();
      for (const candidate of index.meet(votes, (share) => onProgress((level + share) / levels.length))) {
        const pair = candidate.first * this.#count + candidate.second;
        if (seen.has(pair)) continue;
        seen.add(pair);
        yield candidate;
      }
    }
  }
}

/** Items by their value: a table of where each value's entries begin, and the entries. */
class ItemIndex {
  readonly #shift: number;
  /** While it is filled: one after the other, by owner. */
  #slots = new Uint32Array(1024);
  #places = new Uint16Array(1024);
  #length = 0;
  readonly #owners: number[] = [];
  /** Where the entries of each owner begin. */
  readonly #starts: number[] = [];
  #slotStarts = new Uint32Array(0);
  #entryOwners = new Uint32Array(0);
  #entryPlaces = new Uint16Array(0);

  constructor(shift: number) {
    this.#shift = shift;
  }

  add(owner: number, items: Uint32Array): void {
    this.#owners.push(owner);
    this.#starts.push(this.#length);
    const mask = (1 << this.#shift) - 1;
    let previous = -1;
    for (let place = 0; place < items.length; place += 1) {
      const key = mixKey(items[place]! >>> (32 - keyBits));
      if ((key & mask) !== 0 || key === previous) continue;
      previous = key;
      this.#push(key >>> (keyBits - slotBits), place);
    }
  }

  /** Sorts the entries by value. Nothing is added any more. */
  seal(): void {
    const starts = new Uint32Array(2 ** slotBits + 1);
    for (let at = 0; at < this.#length; at += 1) starts[this.#slots[at]! + 1]! += 1;
    for (let slot = 1; slot < starts.length; slot += 1) starts[slot]! += starts[slot - 1]!;
    const next = starts.slice();
    this.#entryOwners = new Uint32Array(this.#length);
    this.#entryPlaces = new Uint16Array(this.#length);
    for (let number = 0; number < this.#owners.length; number += 1) {
      for (let at = this.#starts[number]!; at < this.#endOf(number); at += 1) {
        const entry = next[this.#slots[at]!]!++;
        this.#entryOwners[entry] = this.#owners[number]!;
        this.#entryPlaces[entry] = this.#places[at]!;
      }
    }
    this.#slotStarts = starts;
  }

  /** `votes` holds zeros, one for each fingerprint, and does so again afterwards. */
  *meet(votes: Uint16Array, onProgress: (share: number) => void): Generator<Candidate> {
    for (let number = 0; number < this.#owners.length; number += 1) {
      const owner = this.#owners[number]!;
      const touched = this.#vote(number, owner, votes);
      const met = touched.filter((other) => votes[other]! >= leastVotes);
      for (const other of touched) votes[other] = 0;
      for (const other of met) {
        const offset = this.#commonOffset(number, other);
        if (offset !== null) yield { first: other, second: owner, offset };
      }
      if (number % 1024 === 0) onProgress(number / this.#owners.length);
    }
  }

  #vote(number: number, owner: number, votes: Uint16Array): number[] {
    const touched: number[] = [];
    for (let at = this.#starts[number]!; at < this.#endOf(number); at += 1) {
      const slot = this.#slots[at]!;
      const [start, end] = [this.#slotStarts[slot]!, this.#slotStarts[slot + 1]!];
      if (end - start > mostOwners) continue;
      for (let entry = start; entry < end; entry += 1) {
        const other = this.#entryOwners[entry]!;
        if (other >= owner) break;
        if (votes[other] === 0) touched.push(other);
        if (votes[other]! < 65_535) votes[other]! += 1;
      }
    }
    return touched;
  }

  /** The offset that most common items agree on; null where they do not. Neighbours count too. */
  #commonOffset(number: number, other: number): number | null {
    const counts = new Map<number, number>();
    for (let at = this.#starts[number]!; at < this.#endOf(number); at += 1) {
      const slot = this.#slots[at]!;
      const [start, end] = [this.#slotStarts[slot]!, this.#slotStarts[slot + 1]!];
      if (end - start > mostOwners) continue;
      for (let entry = start; entry < end; entry += 1) {
        if (this.#entryOwners[entry] !== other) continue;
        const offset = this.#entryPlaces[entry]! - this.#places[at]!;
        counts.set(offset, (counts.get(offset) ?? 0) + 1);
      }
    }
    let best: { offset: number; weight: number } | null = null;
    for (const [offset, count] of counts) {
      const near = (counts.get(offset - 1) ?? 0) + (counts.get(offset + 1) ?? 0);
      const weight = count + near / 2;
      if (count + near >= leastVotes && (!best || weight > best.weight)) best = { offset, weight };
    }
    return best?.offset ?? null;
  }

  #endOf(number: number): number {
    return this.#starts[number + 1] ?? this.#length;
  }

  #push(slot: number, place: number): void {
    if (this.#length === this.#slots.length) {
      this.#slots = grown(this.#slots, new Uint32Array(this.#length * 2));
      this.#places = grown(this.#places, new Uint16Array(this.#length * 2));
    }
    this.#slots[this.#length] = slot;
    this.#places[this.#length] = place;
    this.#length += 1;
  }
}

/** Mixes a key, each into another one, so that any of its bits say who is taken. */
function mixKey(key: number): number {
  const mask = 2 ** keyBits - 1;
  const once = Math.imul(key ^ (key >>> 11), 0x9e3779b1) & mask;
  return once ^ (once >>> 13);
}

function grown<Values extends Uint32Array | Uint16Array>(values: Values, into: Values): Values {
  into.set(values);
  return into;
}
