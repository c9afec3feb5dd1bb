import { differencesOrder, type Predictor, predict } from './alac-prediction.ts';
import { type RiceParameters, readResiduals } from './alac-residuals.ts';
import { BitReader } from './bit-reader.ts';
import type { Damage } from './damage.ts';
import { joinPlanar, type MusicPart, MusicTrimmer, type PacketDecoder } from './packet-decoder.ts';
import { damagedHeader } from './stream-errors.ts';

/** What the magic cookie says of a stream. */
export type AlacConfig = {
  frameLength: number;
  sampleBits: number;
  channels: number;
  sampleRate: number;
  rice: { startMean: number; speed: number; maxRemainderBits: number };
};

const maxFrameLength = 65_536;
const maxChannels = 8;

/** Where Apple's channels go in the order of WAVE: for each count, the place of each channel decoded. */
const wavePlaces: Readonly<Record<number, readonly number[]>> = {
  3: [2, 0, 1],
  4: [2, 0, 1, 3],
  5: [2, 0, 1, 3, 4],
  6: [2, 0, 1, 4, 5, 3],
  7: [2, 0, 1, 4, 5, 6, 3],
  8: [2, 6, 7, 0, 1, 4, 5, 3],
};

/** Reads the magic cookie (ALACSpecificConfig, 24 bytes), or null where it makes no sense. */
export function readAlacConfig(cookie: Uint8Array): AlacConfig | null {
  if (cookie.length < 24) return null;
  const view = new DataView(cookie.buffer, cookie.byteOffset, 24);
  const [sampleBits, speed, startMean, maxRemainderBits, channels] = cookie.subarray(5, 10);
  const config: AlacConfig = {
    frameLength: view.getUint32(0),
    sampleBits: sampleBits!,
    channels: channels!,
    sampleRate: view.getUint32(20),
    rice: { startMean: startMean!, speed: speed!, maxRemainderBits: maxRemainderBits! },
  };
  const isSane =
    config.frameLength > 0 &&
    config.frameLength <= maxFrameLength &&
    [16, 20, 24, 32].includes(config.sampleBits) &&
    config.channels > 0 &&
    config.channels <= maxChannels &&
    config.sampleRate > 0 &&
    config.rice.maxRemainderBits > 0 &&
    config.rice.maxRemainderBits < 32;
  return isSane ? config : null;
}

/**
 * Opens Apple Lossless for one stream: 16 to 32 bits, up to eight channels.
 *
 * The format is as Apple published it with the reference implementation (Apache License 2.0); see ALACDecoder.cpp
 * there for the layout of a packet.
 */
export function openAlacDecoder(cookie: Uint8Array, music: MusicPart | null, damage: Damage): PacketDecoder {
  const config = readAlacConfig(cookie);
  if (!config) throw damagedHeader();
  const decoder = new AlacDecoder(config);
  const trimmer = music && new MusicTrimmer(music, config.sampleRate, 0);
  return {
    decode(packets) {
      const parts = packets.map((packet) => decoder.decode(packet)).filter((part) => part !== null);
      damage.frames(parts.length, packets.length - parts.length);
      if (parts.length === 0) return null;
      const decoded = { channelData: joinPlanar(parts), sampleRate: config.sampleRate };
      return trimmer ? trimmer.trim(decoded) : decoded;
    },
  };
}

/** The elements that a packet is made of. */
const element = { single: 0, pair: 1, lowFrequency: 3, data: 4, fill: 6, end: 7 } as const;

/** How one element is packed. */
type ElementHeader = { count: number; wastedBits: number; isRaw: boolean };

/** Decodes packets, each for itself. */
export class AlacDecoder {
  readonly #config: AlacConfig;
  readonly #left: Int32Array;
  readonly #right: Int32Array;

  constructor(config: AlacConfig) {
    this.#config = config;
    this.#left = new Int32Array(config.frameLength);
    this.#right = new Int32Array(config.frameLength);
  }

  /** Planar samples in the order of WAVE, full scale ±1; null where the packet is damaged. */
  decode(packet: Uint8Array): Float32Array[] | null {
    const bits = new BitReader(packet);
    const decoded: Float32Array[] = [];
    while (!bits.isPastEnd) {
      const tag = bits.read(3);
      if (tag === element.end) break;
      if (tag === element.data) skipData(bits);
      else if (tag === element.fill) skipFill(bits);
      else {
        const width = tag === element.pair ? 2 : tag === element.single || tag === element.lowFrequency ? 1 : 0;
        if (width === 0 || decoded.length + width > this.#config.channels) return null;
        const count = this.#readElement(bits, width);
        if (count === 0 || bits.isPastEnd || (decoded[0] && decoded[0].length !== count)) return null;
        decoded.push(this.#toFloat(this.#left, count));
        if (width === 2) decoded.push(this.#toFloat(this.#right, count));
      }
      // Some writers leave the end tag away.
      if (decoded.length === this.#config.channels) break;
    }
    return decoded.length === this.#config.channels ? inWaveOrder(decoded) : null;
  }

  /** Reads one or two channels; gives the number of samples, 0 where something is wrong. */
  #readElement(bits: BitReader, width: 1 | 2): number {
    const header = this.#readHeader(bits);
    if (header === null) return 0;
    if (header.isRaw) return this.#readRaw(bits, width, header.count);
    const sampleBits = this.#config.sampleBits - header.wastedBits + width - 1;
    return sampleBits > 32 || sampleBits < 1 || !this.#readCompressed(bits, width, header, sampleBits)
      ? 0
      : header.count;
  }

  #readHeader(bits: BitReader): ElementHeader | null {
    bits.position += 4; // instance tag
    const isReserved = bits.read(12) !== 0;
    const hasCount = bits.read(1) === 1;
    const wastedBytes = bits.read(2);
    const isRaw = bits.read(1) === 1;
    const count = hasCount ? bits.read(32) : this.#config.frameLength;
    const isSane = !isReserved && wastedBytes < 3 && count > 0 && count <= this.#config.frameLength;
    return isSane ? { count, wastedBits: 8 * wastedBytes, isRaw } : null;
  }

  #readRaw(bits: BitReader, width: 1 | 2, count: number): number {
    const { sampleBits } = this.#config;
    for (let at = 0; at < count; at += 1) {
      this.#left[at] = bits.readSigned(sampleBits);
      if (width === 2) this.#right[at] = bits.readSigned(sampleBits);
    }
    return count;
  }

  #readCompressed(bits: BitReader, width: 1 | 2, { count, wastedBits }: ElementHeader, sampleBits: number): boolean {
    const mixShift = bits.read(8);
    const mixWeight = bits.readSigned(8);
    const channels = [this.#left, this.#right].slice(0, width);
    const predictions = channels.map(() => this.#readPrediction(bits));
    const wasted = bits.position;
    bits.position += wastedBits * width * count;
    for (const [index, samples] of channels.entries()) {
      const { rice, predictor, isTwice } = predictions[index]!;
      if (!readResiduals(bits, rice, sampleBits, samples, count)) return false;
      if (isTwice) predict(samples, count, plainDifferences, sampleBits);
      predict(samples, count, predictor, sampleBits);
    }
    if (width === 2 && mixWeight !== 0) unmix(this.#left, this.#right, count, mixShift, mixWeight);
    if (wastedBits > 0) this.#appendWasted(bits, wasted, channels, count, wastedBits);
    return true;
  }

  #readPrediction(bits: BitReader): { rice: RiceParameters; predictor: Predictor; isTwice: boolean } {
    const isTwice = bits.read(4) !== 0;
    const shift = bits.read(4);
    const speedQuarters = bits.read(3);
    const coefficients = new Int32Array(bits.read(5));
    for (let tap = 0; tap < coefficients.length; tap += 1) coefficients[tap] = bits.readSigned(16);
    const { rice } = this.#config;
    const speed = (rice.speed * speedQuarters) >> 2;
    return { rice: { ...rice, speed }, predictor: { coefficients, shift }, isTwice };
  }

  /** The lowest bits of wide samples stand for themselves, in front of everything else. */
  #appendWasted(bits: BitReader, position: number, channels: Int32Array[], count: number, wastedBits: number): void {
    const after = bits.position;
    bits.position = position;
    for (let at = 0; at < count; at += 1) {
      for (const samples of channels) samples[at] = (samples[at]! << wastedBits) | bits.read(wastedBits);
    }
    bits.position = after;
  }

  #toFloat(samples: Int32Array, count: number): Float32Array {
    const scale = 2 ** (1 - this.#config.sampleBits);
    const floats = new Float32Array(count);
    for (let at = 0; at < count; at += 1) floats[at] = samples[at]! * scale;
    return floats;
  }
}

const plainDifferences: Predictor = { coefficients: new Int32Array(differencesOrder), shift: 0 };

/** Left and right from a weighted middle and the difference, in place. */
function unmix(left: Int32Array, right: Int32Array, count: number, shift: number, weight: number): void {
  for (let at = 0; at < count; at += 1) {
    const difference = right[at]!;
    left[at] = left[at]! + difference - (Math.imul(weight, difference) >> shift);
    right[at] = left[at]! - difference;
  }
}

function skipData(bits: BitReader): void {
  bits.position += 4;
  const isAligned = bits.read(1) === 1;
  const length = bits.read(8);
  const more = length === 255 ? bits.read(8) : 0;
  if (isAligned) bits.alignToByte();
  bits.position += 8 * (length + more);
}

function skipFill(bits: BitReader): void {
  const length = bits.read(4);
  const more = length === 15 ? bits.read(8) - 1 : 0;
  bits.position += 8 * (length + more);
}

function inWaveOrder(decoded: Float32Array[]): Float32Array[] {
  const places = wavePlaces[decoded.length];
  if (!places) return decoded;
  const ordered = [...decoded];
  for (const [channel, place] of places.entries()) ordered[place] = decoded[channel]!;
  return ordered;
}
