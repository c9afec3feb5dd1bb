/** A set of row positions 0 to `size - 1`, one bit each. */
export class Bitset {
  readonly size: number;
  readonly words: Uint32Array;

  constructor(size: number, words = new Uint32Array((size + 31) >>> 5)) {
    this.size = size;
    this.words = words;
  }

  static full(size: number): Bitset {
    return new Bitset(size).complement();
  }

  add(position: number): void {
    this.words[position >>> 5]! |= 1 << (position & 31);
  }

  remove(position: number): void {
    this.words[position >>> 5]! &= ~(1 << (position & 31));
  }

  has(position: number): boolean {
    return (this.words[position >>> 5]! & (1 << (position & 31))) !== 0;
  }

  intersection(other: Bitset): Bitset {
    return new Bitset(
      this.size,
      this.words.map((word, index) => word & other.words[index]!),
    );
  }

  union(other: Bitset): Bitset {
    return new Bitset(
      this.size,
      this.words.map((word, index) => word | other.words[index]!),
    );
  }

  difference(other: Bitset): Bitset {
    return new Bitset(
      this.size,
      this.words.map((word, index) => word & ~other.words[index]!),
    );
  }

  complement(): Bitset {
    const words = this.words.map((word) => ~word);
    const used = this.size & 31;
    // Bits past the end must stay 0, or they would be counted.
    if (used !== 0) words[words.length - 1]! &= (1 << used) - 1;
    return new Bitset(this.size, words);
  }

  count(): number {
    let total = 0;
    for (let word of this.words) {
      word -= (word >>> 1) & 0x55555555;
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
      total += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
    }
    return total;
  }

  /** Calls with each position in ascending order. */
  forEach(visit: (position: number) => void): void {
    const { words } = this;
    for (let index = 0; index < words.length; index++) {
      let word = words[index]!;
      while (word !== 0) {
        const lowest = word & -word;
        visit((index << 5) + 31 - Math.clz32(lowest));
        word ^= lowest;
      }
    }
  }
}
