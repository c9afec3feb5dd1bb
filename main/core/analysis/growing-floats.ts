/** Numbers of unknown count, kept in one typed array that doubles when it is full. */
export class GrowingFloats {
  #values: Float32Array<ArrayBuffer> = new Float32Array(4096);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** The numbers so far, valid until the next push. */
  view(): Float32Array<ArrayBuffer> {
    return this.#values.subarray(0, this.#length);
  }
}
