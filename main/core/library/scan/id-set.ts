/** A set of small positive integers, an eighth of a byte each: a million tracks are 125 kB. */
export class IdSet {
  #bits: Uint8Array;

  constructor(expectedMost: number) {
    this.#bits = new Uint8Array((expectedMost >> 3) + 1024);
  }

  add(id: number): void {
    const index = id >> 3;
    if (index >= this.#bits.length) {
      const grown = new Uint8Array(index * 2);
      grown.set(this.#bits);
      this.#bits = grown;
    }
    this.#bits[index] = this.#bits[index]! | (1 << (id & 7));
  }

  has(id: number): boolean {
    return ((this.#bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }
}
