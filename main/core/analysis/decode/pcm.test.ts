import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deinterleave, type PcmEncoding, sampleReader } from './pcm.ts';

function read(encoding: PcmEncoding, bytes: readonly number[]): number {
  return sampleReader(encoding)!(new DataView(Uint8Array.from(bytes).buffer), 0);
}

const int = (bits: number, isLittleEndian = true): PcmEncoding => ({ kind: 'int', bits, isLittleEndian });

test('the ends of every integer range are full scale', () => {
  expect([
    read(int(8), [0x80]),
    read(int(16), [0x00, 0x80]),
    read(int(24), [0, 0, 0x80]),
    read(int(32), [0, 0, 0, 0x80]),
    read(int(16, false), [0x80, 0x00]),
    read(int(24, false), [0x80, 0, 0]),
    read({ kind: 'unsigned', bits: 8, isLittleEndian: true }, [0]),
  ]).toEqual([-1, -1, -1, -1, -1, -1, -1]);
  expect(read(int(24), [0xff, 0xff, 0x7f])).toBeCloseTo(1, 6);
  expect(read(int(24, false), [0x40, 0, 0])).toBe(0.5);
});

test('A-law and µ-law follow the tables of G.711', () => {
  const alaw = (code: number) => 32_768 * read({ kind: 'alaw', bits: 8, isLittleEndian: true }, [code]);
  const mulaw = (code: number) => 32_768 * read({ kind: 'mulaw', bits: 8, isLittleEndian: true }, [code]);
  expect([0xd5, 0x55, 0xaa, 0x2a].map(alaw)).toEqual([8, -8, 32_256, -32_256]);
  expect([0xff, 0x7f, 0x80, 0x00].map(mulaw).map((value) => value + 0)).toEqual([0, 0, 32_124, -32_124]);
});

test('24 bits read the same in both orders', () => {
  fc.assert(
    fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (bytes) => {
      expect(read(int(24), bytes)).toBe(read(int(24, false), bytes.toReversed()));
    }),
  );
});

test('floats that are no numbers read as silence', () => {
  const view = new DataView(new ArrayBuffer(8));
  const float32 = sampleReader({ kind: 'float', bits: 32, isLittleEndian: true })!;
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e30]) {
    view.setFloat32(0, value, true);
    expect(float32(view, 0)).toBe(0);
  }
  view.setFloat64(0, -0.25, false);
  expect(sampleReader({ kind: 'float', bits: 64, isLittleEndian: false })!(view, 0)).toBe(-0.25);
});

test('widths nobody uses have no reader', () => {
  expect([int(12), int(40), { kind: 'float', bits: 16, isLittleEndian: true } as const].map(sampleReader)).toEqual([
    null,
    null,
    null,
  ]);
});

test('interleaved samples come apart', () => {
  const reader = sampleReader(int(8))!;
  expect(deinterleave(Uint8Array.of(64, 192, 32, 224), 2, 8, reader)).toEqual([
    Float32Array.of(0.5, 0.25),
    Float32Array.of(-0.5, -0.25),
  ]);
});
