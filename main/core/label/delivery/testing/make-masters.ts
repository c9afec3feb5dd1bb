import { writeFileSync } from 'node:fs';
import { FlacEncoder, flacBlockFrames, interleaveIntegers } from '#core/files/cut/flac-encoder.ts';

const sampleRate = 44_100;
const channels = 2;
const bits = 24;

/** A good second of a tone in 24 bits, 44.1 kHz, two channels; each `hertz` is another sound. */
function tone(hertz: number): Int32Array[] {
  const top = 2 ** (bits - 2);
  const wave = (phase: number) =>
    Int32Array.from({ length: 1.1 * sampleRate }, (_, at) =>
      Math.round(Math.sin((2 * Math.PI * hertz * at) / sampleRate + phase) * top),
    );
  return [wave(0), wave(1)];
}

/** With the header that many programs give 24 bits, and that stores refuse: WAVE_FORMAT_EXTENSIBLE. */
export function writeExtensibleWave(path: string, hertz: number): void {
  const data = interleaved(hertz);
  const format = Buffer.alloc(40);
  writeFormat(format, 0xfffe);
  format.writeUInt16LE(22, 16);
  format.writeUInt16LE(bits, 18);
  format.writeUInt32LE(3, 20);
  Buffer.from('0100000000001000800000aa00389b71', 'hex').copy(format, 24);
  writeFileSync(path, riff([chunk('fmt ', format), chunk('data', data)]));
}

export function writePlainWave(path: string, hertz: number): void {
  const format = Buffer.alloc(16);
  writeFormat(format, 1);
  writeFileSync(path, riff([chunk('fmt ', format), chunk('data', interleaved(hertz))]));
}

export function writeAiff(path: string, hertz: number): void {
  const data = Buffer.from(interleaved(hertz));
  for (let at = 0; at < data.length; at += 3) data.subarray(at, at + 3).reverse();
  const common = Buffer.alloc(18);
  common.writeUInt16BE(channels, 0);
  common.writeUInt32BE(data.length / 6, 2);
  common.writeUInt16BE(bits, 6);
  // 44,100 as a number of 80 bits.
  Buffer.from('400eac44000000000000', 'hex').copy(common, 8);
  const part = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, 0, 'latin1');
    head.writeUInt32BE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const body = Buffer.concat([
    Buffer.from('AIFF'),
    part('COMM', common),
    part('SSND', Buffer.concat([Buffer.alloc(8), data])),
  ]);
  writeFileSync(path, part('FORM', body));
}

export function writeFlac(path: string, hertz: number): void {
  const encoder = new FlacEncoder({ sampleRate, channels, bits });
  const planar = tone(hertz);
  const total = planar[0]?.length ?? 0;
  const frames: Buffer[] = [];
  for (let at = 0; at < total; at += flacBlockFrames) {
    const length = Math.min(flacBlockFrames, total - at);
    frames.push(
      Buffer.from(
        encoder.encode(
          planar.map((samples) => samples.subarray(at, at + length)),
          length,
        ),
      ),
    );
  }
  const head = Buffer.from([0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, 34]);
  writeFileSync(path, Buffer.concat([head, encoder.finish().streamInfo, ...frames]));
}

function interleaved(hertz: number): Uint8Array {
  const planar = tone(hertz);
  return interleaveIntegers(planar, planar[0]?.length ?? 0, bits);
}

function writeFormat(format: Buffer, tag: number): void {
  format.writeUInt16LE(tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE((sampleRate * channels * bits) / 8, 8);
  format.writeUInt16LE((channels * bits) / 8, 12);
  format.writeUInt16LE(bits, 14);
}

function chunk(name: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function riff(chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
  return chunk('RIFF', body);
}
