/** Bits, the highest first, in bytes that grow as needed. */
export class BitWriter {
  #bytes = new Uint8Array(16_384);
  #length = 0;
  /** The bits that do not fill a byte yet. */
  #held = 0;
  #heldBits = 0;

  get byteLength(): number {
    return this.#length;
  }

  /** The low `count` bits of a value, up to 32. */
  write(value: number, count: number): void {
    if (count > 16) {
      this.write(value >>> 16, count - 16);
      this.write(value & 0xffff, 16);
      return;
    }
    this.#held = (this.#held << count) | (value & ((1 << count) - 1));
    this.#heldBits += count;
    while (this.#heldBits >= 8) {
      this.#heldBits -= 8;
      this.#push((this.#held >>> this.#heldBits) & 0xff);
    }
    this.#held &= (1 << this.#heldBits) - 1;
  }

  /** So many zeros and a one. */
  writeUnary(zeros: number): void {
    let left = zeros;
    while (left >= 16) {
      this.write(0, 16);
      left -= 16;
    }
    this.write(1, left + 1);
  }

  /** Zeros up to the next whole byte. */
  align(): void {
    if (this.#heldBits > 0) this.write(0, 8 - this.#heldBits);
  }

  /** What was written so far; valid until the next write. Call where whole bytes were written. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
    this.#held = 0;
    this.#heldBits = 0;
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
}
