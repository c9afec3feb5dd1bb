import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc16 } from './flac-checksum.ts';
import { FlacDecoder } from './flac-decoder.ts';
import { FlacKernel } from './flac-kernel.ts';

/** Writes bits, most significant first. */
class BitWriter {
  readonly #bits: number[] = [];

  write(value: number, count: number): this {
    for (let bit = count - 1; bit >= 0; bit -= 1) this.#bits.push(Math.floor(value / 2 ** bit) & 1);
    return this;
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    for (const [at, bit] of this.#bits.entries()) bytes[at >> 3]! |= bit << (7 - (at & 7));
    return bytes;
  }
}

/** How the samples of a channel are written down. */
type Coding =
  | { kind: 'constant' }
  | { kind: 'plain' }
  | { kind: 'fixed'; order: number; parameter: number | 'escaped' }
  | { kind: 'predicted'; weights: number[]; shift: number; precision: number; parameter: number };

/** Writes a FLAC frame after RFC 9639, section 9: one partition, the checksums right. */
function encode(channels: readonly (readonly number[])[], bits: number, codings: readonly Coding[]): Uint8Array {
  const count = channels[0]!.length;
  const writer = new BitWriter()
    .write(0xfff8, 16)
    .write(7, 4)
    .write(0, 4)
    .write(channels.length - 1, 4);
  writer
    .write({ 8: 1, 12: 2, 16: 4, 20: 5, 24: 6 }[bits]!, 3)
    .write(0, 1)
    .write(0, 8)
    .write(count - 1, 16);
  writer.write(crc8(writer.bytes()), 8);
  for (const [channel, samples] of channels.entries()) writeChannel(writer, samples, bits, codings[channel]!);
  const body = writer.bytes();
  const sum = crc16(body, 0, body.length, 0);
  return Uint8Array.of(...body, sum >> 8, sum & 255);
}

function writeChannel(writer: BitWriter, samples: readonly number[], bits: number, coding: Coding): void {
  const signed = (value: number, width: number) => writer.write(value < 0 ? value + 2 ** width : value, width);
  if (coding.kind === 'constant') {
    writer.write(0, 8);
    signed(samples[0]!, bits);
    return;
  }
  if (coding.kind === 'plain') {
    writer.write(1 << 1, 8);
    for (const value of samples) signed(value, bits);
    return;
  }
  const weights =
    coding.kind === 'fixed' ? [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]][coding.order]! : coding.weights;
  const shift = coding.kind === 'fixed' ? 0 : coding.shift;
  writer.write((coding.kind === 'fixed' ? 8 + weights.length : 31 + weights.length) << 1, 8);
  for (const value of samples.slice(0, weights.length)) signed(value, bits);
  if (coding.kind === 'predicted') {
    writer.write(coding.precision - 1, 4).write(shift, 5);
    for (const weight of weights) signed(weight, coding.precision);
  }
  const residuals = samples.slice(weights.length).map((value, index) => {
    const predicted = weights.reduce(
      (sum, weight, tap) => sum + weight * samples[index + weights.length - 1 - tap]!,
      0,
    );
    return value - Math.floor(predicted / 2 ** shift);
  });
  writer.write(1, 2).write(0, 4);
  if (coding.parameter === 'escaped') {
    writer.write(31, 5).write(30, 5);
    for (const residual of residuals) signed(residual, 30);
    return;
  }
  writer.write(coding.parameter, 5);
  for (const residual of residuals) {
    const folded = residual < 0 ? -2 * residual - 1 : 2 * residual;
    const quotient = Math.floor(folded / 2 ** coding.parameter);
    writer
      .write(0, quotient)
      .write(1, 1)
      .write(folded % 2 ** coding.parameter, coding.parameter);
  }
}

function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 255 : crc << 1;
  }
  return crc;
}

/** A wave with some noise, so that residuals are small but for a few. */
function wave(length: number, bits: number, seed: number): number[] {
  const full = 2 ** (bits - 1) - 1;
  let state = seed >>> 0;
  return Array.from({ length }, (_, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = (state / 2 ** 31 - 1) * (state % 97 === 0 ? 0.5 : 0.001);
    // No negative zero.
    return 0 + Math.round(full * Math.max(-1, Math.min(1, 0.9 * Math.sin(n * (0.01 + (seed % 9) / 20)) + noise)));
  });
}

const anyCoding = (bits: number): fc.Arbitrary<Coding> =>
  fc.oneof(
    fc.constant<Coding>({ kind: 'plain' }),
    fc.record({
      kind: fc.constant<'fixed'>('fixed'),
      order: fc.integer({ min: 0, max: 4 }),
      parameter: fc.oneof(fc.integer({ min: bits - 8, max: bits - 1 }), fc.constant<'escaped'>('escaped')),
    }),
    fc.record({
      kind: fc.constant<'predicted'>('predicted'),
      weights: fc.array(fc.integer({ min: -(2 ** 11), max: 2 ** 11 - 1 }), { minLength: 1, maxLength: 32 }),
      shift: fc.integer({ min: 11, max: 15 }),
      precision: fc.constant(12),
      parameter: fc.integer({ min: bits - 6, max: bits }),
    }),
  );

const anyFrame = fc.constantFrom(8, 12, 16, 20, 24).chain((bits) =>
  fc.record({
    bits: fc.constant(bits),
    seed: fc.integer({ min: 0, max: 1e6 }),
    length: fc.integer({ min: 40, max: 700 }),
    codings: fc.array(anyCoding(bits), { minLength: 1, maxLength: 8 }),
  }),
);

test('frames of every coding come out as they went in', () => {
  fc.assert(
    fc.property(anyFrame, ({ bits, seed, length, codings }) => {
      const channels = codings.map((_, index) => wave(length, bits, seed + index));
      const decoder = FlacKernel.open(channels.length, bits)!;
      const { planar, frames, isDamaged } = decoder.decode(encode(channels, bits, codings));
      expect({ frames, isDamaged }).toEqual({ frames: length, isDamaged: false });
      for (const [index, samples] of planar.entries())
        expect(Array.from(samples, (value) => value * 2 ** (bits - 1))).toEqual(channels[index]);
      decoder.free();
    }),
    { numRuns: 120 },
  );
});

test('libFLAC reads the same in those frames', async () => {
  const reference = await FlacDecoder.open();
  fc.assert(
    fc.property(anyFrame, ({ bits, seed, length, codings }) => {
      const channels = codings.map((_, index) => wave(length, bits, seed + index));
      const { planar } = reference.decode(encode(channels, bits, codings));
      // It takes the largest number for 1, we the number behind it.
      for (const [index, samples] of planar.entries())
        expect(Array.from(samples, (value) => Math.round(value * (2 ** (bits - 1) - 1)))).toEqual(channels[index]);
    }),
    { numRuns: 40 },
  );
  reference.free();
});

test('a constant is one number', () => {
  const decoder = FlacKernel.open(1, 16)!;
  const { planar } = decoder.decode(encode([new Array(300).fill(-16_384)], 16, [{ kind: 'constant' }]));
  expect([...planar[0]!]).toEqual(new Array(300).fill(-0.5));
  decoder.free();
});

test('a frame that was changed anywhere, or cut off, is damaged', () => {
  const frame = encode([wave(200, 16, 7)], 16, [{ kind: 'fixed', order: 2, parameter: 9 }]);
  const decoder = FlacKernel.open(1, 16)!;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: frame.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
      expect(decoder.decode(frame.map((byte, index) => (index === at ? byte ^ change : byte))).isDamaged).toBe(true);
      expect(decoder.decode(frame.subarray(0, at)).isDamaged).toBe(true);
    }),
  );
  expect(decoder.decode(frame).isDamaged).toBe(false);
  decoder.free();
});

test('bytes that only have the right checksum end as damage or samples, never in a trap', () => {
  const decoder = FlacKernel.open(2, 16)!;
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 200 }), (bytes) => {
      const body = Uint8Array.of(0xff, 0xf8, ...bytes);
      const sum = crc16(body, 0, body.length, 0);
      const { frames } = decoder.decode(Uint8Array.of(...body, sum >> 8, sum & 255));
      expect(frames).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
  decoder.free();
});

test('audio of 32 bits is left to libFLAC', () => {
  expect(FlacKernel.open(2, 32)).toBeNull();
});
