import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteFromPeak, decodeWaveform, encodeWaveform, peakFromByte } from './waveform.ts';

const level = (maxPoints: number) =>
  fc
    .integer({ min: 0, max: maxPoints })
    .chain((points) => fc.uint8Array({ minLength: 3 * points, maxLength: 3 * points }));
const waveform = fc.record({
  durationMs: fc.nat(),
  overview: level(120),
  medium: level(300),
  detail: level(600),
});

test('a waveform comes back from its bytes as it went in', () => {
  fc.assert(
    fc.property(waveform, (given) => {
      expect(decodeWaveform(encodeWaveform(given))).toEqual(given);
    }),
  );
});

test('bytes that are cut, lengthened or of another kind are no waveform', () => {
  fc.assert(
    fc.property(waveform, fc.nat(), (given, cut) => {
      const bytes = encodeWaveform(given);
      expect(decodeWaveform(bytes.subarray(0, cut % bytes.length))).toBeNull();
      expect(decodeWaveform(Uint8Array.of(...bytes, 0))).toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeWaveform(bytes)).toBeNull();
    }),
  );
});

test('counts of points beyond the bytes are refused', () => {
  const bytes = encodeWaveform({
    durationMs: 1,
    overview: new Uint8Array(3),
    medium: new Uint8Array(3),
    detail: new Uint8Array(3),
  });
  new DataView(bytes.buffer).setUint32(20, 0xffffffff, true);
  expect(decodeWaveform(bytes)).toBeNull();
});

test('peaks keep their order and lose less than a hundredth of full scale', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (peak) => {
      expect(Math.abs(peakFromByte(byteFromPeak(peak)) - peak)).toBeLessThan(0.01);
    }),
  );
  expect([-1, 0, 1, 4].map(byteFromPeak)).toEqual([0, 0, 255, 255]);
});
