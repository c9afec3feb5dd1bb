import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeSpectrumPicture,
  encodeSpectrumPicture,
  mostPictureColumns,
  pictureBins,
  pictureRows,
} from './spectrum-picture.ts';

const levels = (length: number) =>
  fc.array(fc.double({ min: -200, max: 20, noNaN: true }), { minLength: length, maxLength: length });

test('a picture comes back to half a decibel, within the range of a byte', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 6 }).chain((columns) => fc.tuple(fc.constant(columns), levels(columns * pictureRows))),
      levels(pictureBins),
      fc.integer({ min: 4000, max: 192_000 }),
      fc.integer({ min: 0, max: 2 ** 31 }),
      ([columns, spectrogram], mean, nyquistHz, durationMs) => {
        const floats = (values: number[]) => Float32Array.from(values);
        const picture = {
          nyquistHz,
          durationMs,
          columns,
          mean: floats(mean),
          largest: floats(mean),
          spectrogram: floats(spectrogram),
        };
        const decoded = decodeSpectrumPicture(encodeSpectrumPicture(picture))!;
        expect(decoded).toMatchObject({ nyquistHz, durationMs, columns });
        const close = (a: Float32Array, b: Float32Array) =>
          a.every((level, at) => Math.abs(level - Math.max(-127.5, Math.min(0, b[at]!))) <= 0.2501);
        expect(close(decoded.mean, picture.mean)).toBe(true);
        expect(close(decoded.largest, picture.largest)).toBe(true);
        expect(close(decoded.spectrogram, picture.spectrogram)).toBe(true);
      },
    ),
  );
});

test('what is no picture gives null', () => {
  const empty = {
    nyquistHz: 22_050,
    durationMs: 1000,
    columns: 1,
    mean: new Float32Array(pictureBins),
    largest: new Float32Array(pictureBins),
    spectrogram: new Float32Array(pictureRows),
  };
  const bytes = encodeSpectrumPicture(empty);
  expect(decodeSpectrumPicture(bytes)).not.toBeNull();
  expect(decodeSpectrumPicture(bytes.subarray(1))).toBeNull();
  expect(decodeSpectrumPicture(bytes.subarray(0, bytes.length - 1))).toBeNull();
  expect(decodeSpectrumPicture(new Uint8Array(0))).toBeNull();
  bytes[1] = mostPictureColumns + 1;
  expect(decodeSpectrumPicture(bytes)).toBeNull();
});
