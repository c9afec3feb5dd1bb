import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixToMono } from '#core/analysis/mix-to-mono.ts';
import { toneSong } from '#core/testing/tone-songs.ts';
import { compareFingerprints } from './compare-fingerprints.ts';
import { compressFingerprint, decompressFingerprint } from './compress-fingerprint.ts';
import { FingerprintMeter } from './fingerprint-meter.ts';
import { fpcalcValues } from './fpcalc-values.ts';

function fingerprintOf(channels: readonly Float32Array[], sampleRate: number, chunk = 30_000) {
  const meter = new FingerprintMeter(sampleRate);
  for (let start = 0; start < (channels[0]?.length ?? 0); start += chunk) {
    const part = channels.map((samples) => samples.subarray(start, start + chunk));
    meter.push(part, mixToMono(part));
  }
  return meter.result();
}

test.each(fpcalcValues)('fpcalc says the same of $channels channels at $sampleRate Hz', (song) => {
  const expected = decompressFingerprint(song.text)!;
  const items = fingerprintOf(toneSong(song), song.sampleRate);
  expect(items.length).toBe(expected.length);
  const equal = items.filter((item, index) => item === expected[index]).length;
  expect(equal / expected.length).toBeGreaterThanOrEqual(0.98);
});

test('the text form is that of fpcalc', () => {
  for (const { text } of fpcalcValues) expect(compressFingerprint(decompressFingerprint(text)!)).toBe(text);
});

test('any items come back from their text form', () => {
  fc.assert(
    fc.property(fc.uint32Array({ maxLength: 200 }), (items) => {
      expect(decompressFingerprint(compressFingerprint(items))).toEqual(Uint32Array.from(items));
    }),
  );
});

test('text that is not a fingerprint gives null or items, never an error', () => {
  expect(decompressFingerprint('')).toBeNull();
  expect(decompressFingerprint('AgAAAQ')).toBeNull();
  expect(decompressFingerprint('Af___w')).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const items = decompressFingerprint(Buffer.from([1, 0, 0, 3, ...bytes]).toString('base64url'));
      expect(items === null || items.length === 3).toBe(true);
    }),
  );
});

test('the size of the chunks changes nothing', () => {
  const song = toneSong({ seed: 9, sampleRate: 44_100, channels: 2, seconds: 5 });
  const expected = fingerprintOf(song, 44_100);
  expect(expected.length).toBeGreaterThan(15);
  for (const chunk of [17, 1152, 65_536]) expect(fingerprintOf(song, 44_100, chunk)).toEqual(expected);
});

test('only the first two minutes count', () => {
  const song = toneSong({ seed: 10, sampleRate: 11_025, seconds: 125 });
  const items = fingerprintOf(song, 11_025);
  expect(items.length).toBe(948);
  expect(fingerprintOf([song[0]!.subarray(0, 120 * 11_025)], 11_025)).toEqual(items);
});

test.each([
  ['nothing', new Float32Array(0), 44_100, 0],
  ['ten milliseconds', new Float32Array(441).fill(0.5), 44_100, 0],
  ['a rate too low', new Float32Array(9000).fill(0.5), 900, 0],
  ['what is no number', new Float32Array(5 * 44_100).fill(Number.NaN), 44_100, 19],
])('%s is no trouble', (_, samples, sampleRate, items) => {
  expect(fingerprintOf([samples], sampleRate).length).toBe(items);
});

test('a noisy, quieter, shifted copy at another rate matches; another song does not', () => {
  const original = fingerprintOf(toneSong({ seed: 20, sampleRate: 44_100, seconds: 20 }), 44_100);
  const other = fingerprintOf(toneSong({ seed: 21, sampleRate: 44_100, seconds: 20 }), 44_100);
  const [copy] = toneSong({ seed: 20, sampleRate: 48_000, seconds: 20 });
  const noise = toneSong({ seed: 22, sampleRate: 48_000, seconds: 20 })[0]!;
  const shifted = copy!.map((value, at) => 0.4 * value + 0.02 * noise[at]!).subarray(2.476 * 48_000);
  const match = compareFingerprints(original, fingerprintOf([shifted], 48_000))!;
  expect(match.bitError).toBeLessThan(0.12);
  expect(match.offset).toBe(20);
  expect(compareFingerprints(original, other)!.bitError).toBeGreaterThan(0.3);
  expect(compareFingerprints(original, original)).toEqual({ offset: 0, overlap: original.length, bitError: 0 });
});

test('silence and short audio match nothing', () => {
  const song = fingerprintOf(toneSong({ seed: 20, sampleRate: 11_025, seconds: 12 }), 11_025);
  const silence = fingerprintOf([new Float32Array(12 * 11_025)], 11_025);
  expect(compareFingerprints(silence, silence)).toBeNull();
  expect(compareFingerprints(song, silence)).toBeNull();
  expect(compareFingerprints(song, song.subarray(0, 30))).toBeNull();
  expect(compareFingerprints(new Uint32Array(0), song)).toBeNull();
});
