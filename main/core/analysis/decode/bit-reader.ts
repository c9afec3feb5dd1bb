/** Reads bits from the most significant on. Past the end there are zeros, and `isPastEnd` says so. */
export class BitReader {
  readonly #view: DataView;
  readonly #lengthBits: number;
  readonly #lastByte: number;
  position = 0;

  constructor(bytes: Uint8Array) {
    // Reading takes five bytes at once without looking where the end is.
    const padded = new Uint8Array(bytes.length + 8);
    padded.set(bytes);
    this.#view = new DataView(padded.buffer);
    this.#lengthBits = 8 * bytes.length;
    this.#lastByte = bytes.length + 3;
  }

  get isPastEnd(): boolean {
    return this.position > this.#lengthBits;
  }

  /** The next 32 bits, as a signed number, without moving on. */
  peek32(): number {
    const at = this.position >>> 3;
    const shift = this.position & 7;
    if (at > this.#lastByte) return 0;
    return (this.#view.getInt32(at) << shift) | (this.#view.getUint8(at + 4) >>> (8 - shift));
  }

  /** Reads 0 to 32 bits as an unsigned number. */
  read(count: number): number {
    if (count === 0) return 0;
    const value = this.peek32() >>> (32 - count);
    this.position += count;
    return value;
  }

  /** Reads 1 to 32 bits as a signed number. */
  readSigned(count: number): number {
    const value = this.peek32() >> (32 - count);
    this.position += count;
    return value;
  }

  alignToByte(): void {
    this.position = (this.position + 7) & ~7;
  }
}
