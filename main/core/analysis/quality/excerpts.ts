/** Excerpts begin at multiples of this: a common multiple of what MP3 (576) and AAC (1024) step by. */
const alignment = 9216;
const period = 2 * alignment;
/** Enough for a frame of AAC or two granules of MP3, wherever they begin, and as much around them. */
export const excerptLength = 5120;
const mostExcerpts = 16;

export type Excerpt = {
  /** The mean of the first two channels, and the first one. */
  mid: Float32Array<ArrayBuffer>;
  left: Float32Array<ArrayBuffer>;
  /** The higher, the more can be seen in it. */
  worth: number;
};

/**
 * Keeps short excerpts, spread over a track of any length: 0.12 s of every 0.42 s are looked at, and the best of each
 * stretch is kept; when there are too many stretches, neighbours are joined.
 */
export class ExcerptKeeper {
  readonly #judge: (excerpt: Excerpt) => number;
  #mid = new Float32Array(excerptLength);
  #left = new Float32Array(excerptLength);
  #position = 0;
  #seen = 0;
  /** Excerpts that share a place. */
  #share = 1;
  #kept: Excerpt[] = [];

  /** @param judge says how much an excerpt is worth; it is called for each that passes by */
  constructor(judge: (excerpt: Excerpt) => number) {
    this.#judge = judge;
  }

  push(left: Float32Array, right: Float32Array): void {
    const end = this.#position + left.length;
    for (let at = this.#position; at < end; ) {
      const place = at % period;
      if (place >= excerptLength) {
        at += period - place;
        continue;
      }
      const count = Math.min(excerptLength - place, end - at);
      const from = at - this.#position;
      this.#left.set(left.subarray(from, from + count), place);
      for (let n = 0; n < count; n += 1) this.#mid[place + n] = 0.5 * (left[from + n]! + right[from + n]!);
      if (place + count === excerptLength) this.#keep();
      at += count;
    }
    this.#position = end;
  }

  /** Best first. */
  result(): Excerpt[] {
    return this.#kept.toSorted((a, b) => b.worth - a.worth);
  }

  #keep(): void {
    if (this.#seen === mostExcerpts * this.#share) this.#join();
    const place = Math.floor(this.#seen / this.#share);
    this.#seen += 1;
    const excerpt: Excerpt = { mid: this.#mid, left: this.#left, worth: 0 };
    excerpt.worth = this.#judge(excerpt);
    const rival = this.#kept[place];
    if (rival && rival.worth >= excerpt.worth) return;
    this.#kept[place] = excerpt;
    // The arrays of the one that goes take the next excerpt.
    this.#mid = rival?.mid ?? new Float32Array(excerptLength);
    this.#left = rival?.left ?? new Float32Array(excerptLength);
  }

  #join(): void {
    const joined: Excerpt[] = [];
    for (let place = 0; place < mostExcerpts; place += 2) {
      const [a, b] = [this.#kept[place]!, this.#kept[place + 1]!];
      joined.push(a.worth >= b.worth ? a : b);
    }
    this.#kept = joined;
    this.#share *= 2;
  }
}
