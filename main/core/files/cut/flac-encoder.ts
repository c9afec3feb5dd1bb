import { createHash } from 'node:crypto';
import { crc8, crc16 } from '#core/analysis/decode/flac-checksum.ts';
import { BitWriter } from './bit-writer.ts';
import { bestOrder, planRice, type RicePlan, residualOf, writeResidual } from './flac-residual.ts';

export const flacBlockFrames = 4096;
const streamInfoBytes = 34;
const rateCodes = [0, 88_200, 176_400, 192_000, 8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
const sizeCodes: Readonly<Record<number, number>> = { 8: 1, 12: 2, 16: 4, 20: 5, 24: 6 };

export type FlacSound = { sampleRate: number; channels: number; bits: number };

/** Whether FLAC can hold such sound: up to 24 bits here, eight channels and 655,350 Hz. */
export function canBeFlac({ sampleRate, channels, bits }: FlacSound): boolean {
  return bits >= 4 && bits <= 24 && channels >= 1 && channels <= 8 && sampleRate >= 1 && sampleRate <= 655_350;
}

/** One way of writing the samples of a channel, and what it costs. */
type Subframe = { samples: Int32Array; bits: number; order: number; rice: RicePlan; cost: number };

/**
 * Encodes whole numbers as FLAC after RFC 9639, with its fixed predictors, Rice codes and mid-side stereo: about 5 %
 * larger than the reference encoder at its best, and bit for bit the same sound.
 */
export class FlacEncoder {
  readonly #sound: FlacSound;
  readonly #output = new BitWriter();
  readonly #md5 = createHash('md5');
  readonly #folded: Uint32Array[] = [];
  #frameNumber = 0;
  #totalFrames = 0;
  #smallest = 0;
  #largest = 0;

  constructor(sound: FlacSound) {
    if (!canBeFlac(sound)) throw new Error('Expected sound that FLAC can hold');
    this.#sound = sound;
  }

  /** MD5 of all samples, as STREAMINFO has it. Call once, behind the last block. */
  finish(): { streamInfo: Uint8Array; md5: string } {
    const md5 = this.#md5.digest();
    const { sampleRate, channels, bits } = this.#sound;
    const info = Buffer.alloc(streamInfoBytes);
    info.writeUInt16BE(flacBlockFrames, 0);
    info.writeUInt16BE(flacBlockFrames, 2);
    info.writeUIntBE(this.#smallest, 4, 3);
    info.writeUIntBE(this.#largest, 7, 3);
    const high = Math.floor(this.#totalFrames / 2 ** 32);
    info.writeUInt32BE(((sampleRate << 12) | ((channels - 1) << 9) | ((bits - 1) << 4) | high) >>> 0, 10);
    info.writeUInt32BE(this.#totalFrames % 2 ** 32, 14);
    info.set(md5, 18);
    return { streamInfo: info, md5: md5.toString('hex') };
  }

  /** A frame of up to 4,096 samples a channel; only the last one may have fewer. Valid until the next one. */
  encode(planar: readonly Int32Array[], frames: number): Uint8Array {
    this.#md5.update(interleaveIntegers(planar, frames, this.#sound.bits));
    const output = this.#output;
    output.clear();
    const { assignment, subframes } = this.#layout(planar, frames);
    this.#writeHeader(frames, assignment);
    for (const [channel, subframe] of subframes.entries()) this.#writeSubframe(subframe, frames, channel);
    output.align();
    output.write(crc16(output.bytes(), 0, output.byteLength, 0), 16);
    this.#frameNumber += 1;
    this.#totalFrames += frames;
    this.#smallest = this.#smallest === 0 ? output.byteLength : Math.min(this.#smallest, output.byteLength);
    this.#largest = Math.max(this.#largest, output.byteLength);
    return output.bytes();
  }

  #layout(planar: readonly Int32Array[], frames: number): { assignment: number; subframes: Subframe[] } {
    const { bits, channels } = this.#sound;
    const plain = planar.map((samples) => planSubframe(samples, frames, bits));
    const [left, right] = planar;
    if (channels !== 2 || !left || !right) return { assignment: channels - 1, subframes: plain };
    const [mid, side] = [new Int32Array(frames), new Int32Array(frames)];
    for (let at = 0; at < frames; at += 1) {
      mid[at] = (left[at]! + right[at]!) >> 1;
      side[at] = left[at]! - right[at]!;
    }
    const [first, second] = plain as [Subframe, Subframe];
    const middle = planSubframe(mid, frames, bits);
    const difference = planSubframe(side, frames, bits + 1);
    const ways: { assignment: number; subframes: Subframe[] }[] = [
      { assignment: 1, subframes: [first, second] },
      { assignment: 8, subframes: [first, difference] },
      { assignment: 9, subframes: [difference, second] },
      { assignment: 10, subframes: [middle, difference] },
    ];
    const cost = (way: (typeof ways)[number]) => way.subframes.reduce((sum, subframe) => sum + subframe.cost, 0);
    return ways.reduce((best, way) => (cost(way) < cost(best) ? way : best));
  }

  #writeHeader(frames: number, assignment: number): void {
    const { sampleRate, bits } = this.#sound;
    const output = this.#output;
    output.write(0xfff8, 16);
    output.write(frames === flacBlockFrames ? 12 : 7, 4);
    output.write(Math.max(0, rateCodes.indexOf(sampleRate)), 4);
    output.write(assignment, 4);
    output.write(sizeCodes[bits] ?? 0, 3);
    output.write(0, 1);
    for (const byte of codedNumber(this.#frameNumber)) output.write(byte, 8);
    if (frames !== flacBlockFrames) output.write(frames - 1, 16);
    output.write(crc8(output.bytes(), 0, output.byteLength), 8);
  }

  #writeSubframe(subframe: Subframe, frames: number, channel: number): void {
    const { samples, bits, order, rice, cost } = subframe;
    const output = this.#output;
    if (samples.every((sample, at) => at >= frames || sample === samples[0])) {
      output.write(0, 8);
      output.write(samples[0] ?? 0, bits);
    } else if (cost >= frames * bits) {
      output.write(2, 8);
      for (let at = 0; at < frames; at += 1) output.write(samples[at]!, bits);
    } else {
      output.write((8 | order) << 1, 8);
      for (let at = 0; at < order; at += 1) output.write(samples[at]!, bits);
      this.#folded[channel] ??= new Uint32Array(flacBlockFrames);
      const folded = this.#folded[channel];
      residualOf(samples, frames, order, folded);
      writeResidual(output, folded, frames, order, rice);
    }
  }
}

const scratch = (frames: number) => new Uint32Array(frames);

function planSubframe(samples: Int32Array, frames: number, bits: number): Subframe {
  const order = bestOrder(samples, frames);
  const folded = scratch(frames);
  residualOf(samples, frames, order, folded);
  const rice = planRice(folded, frames, order);
  return { samples, bits, order, rice, cost: Math.min(frames * bits, rice.bits + order * bits) };
}

/** Coded like a character of UTF-8. */
function codedNumber(value: number): number[] {
  if (value < 0x80) return [value];
  const rest: number[] = [];
  let left = value;
  let first = 0x3f;
  while (left > first) {
    rest.unshift(0x80 | (left & 0x3f));
    left = Math.floor(left / 64);
    first >>= 1;
  }
  return [(~(2 * first + 1) & 0xff) | left, ...rest];
}

/** Interleaved little-endian signed integers of as many whole bytes as the bits need. */
export function interleaveIntegers(planar: readonly Int32Array[], frames: number, bits: number): Uint8Array {
  const sampleBytes = Math.ceil(bits / 8);
  const step = sampleBytes * planar.length;
  const bytes = new Uint8Array(frames * step);
  for (const [channel, samples] of planar.entries()) {
    for (let frame = 0, at = channel * sampleBytes; frame < frames; frame += 1, at += step) {
      const value = samples[frame]!;
      bytes[at] = value;
      if (sampleBytes > 1) bytes[at + 1] = value >> 8;
      if (sampleBytes > 2) bytes[at + 2] = value >> 16;
    }
  }
  return bytes;
}
