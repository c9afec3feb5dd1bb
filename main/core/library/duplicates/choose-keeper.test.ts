import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseKeeper, type FileMerits } from './choose-keeper.ts';

let made = 0;

function file(change: Partial<FileMerits> = {}): FileMerits {
  made += 1;
  return {
    id: made,
    isTruncated: false,
    verdict: 'lossless',
    isLossless: true,
    bandwidthHz: 21_500,
    bitDepth: 16,
    effectiveBits: 16,
    sampleRate: 44_100,
    isUpsampled: false,
    bitrate: 900_000,
    clippedRuns: 0,
    tagCount: 4,
    hasArtwork: true,
    editCount: 0,
    playCount: 0,
    addedAt: 100,
    ...change,
  };
}

const mp3 = { verdict: 'lossy', isLossless: false, bitDepth: null, effectiveBits: null, bitrate: 320_000 } as const;

test.each([
  ['whole', file(), file({ isTruncated: true, bitDepth: 24, effectiveBits: 24 })],
  ['genuine', file(mp3), file({ verdict: 'transcode' })],
  ['lossless', file(), file({ ...mp3, tagCount: 12, playCount: 40 })],
  ['noDoubt', file(), file({ verdict: 'uncertain' })],
  ['bandwidth', file({ ...mp3, bandwidthHz: 20_000 }), file({ ...mp3, bandwidthHz: 16_000 })],
  ['bits', file({ bitDepth: 24, effectiveBits: 24 }), file()],
  ['sampleRate', file({ sampleRate: 48_000 }), file()],
  ['bitrate', file({ ...mp3, bitrate: 320_000 }), file({ ...mp3, bitrate: 192_000 })],
  ['clipping', file({ clippedRuns: 1 }), file({ clippedRuns: 12 })],
  ['tags', file({ tagCount: 9 }), file()],
  ['artwork', file(), file({ hasArtwork: false })],
  ['edits', file({ editCount: 2 }), file()],
  ['plays', file({ playCount: 41 }), file({ playCount: 18 })],
  ['older', file({ addedAt: 5 }), file({ addedAt: 50 })],
] as const)('%s decides', (code, better, worse) => {
  expect(chooseKeeper([worse, better])).toEqual({ keeper: better, reasons: [code] });
  expect(chooseKeeper([better, worse]).keeper).toBe(better);
});

test('24 bits that hold 16, and a rate that was blown up, are worth what is in them', () => {
  const padded = file({ bitDepth: 24, effectiveBits: 16, playCount: 0 });
  expect(chooseKeeper([padded, file({ playCount: 3 })]).reasons).toEqual(['plays']);
  expect(chooseKeeper([file({ sampleRate: 96_000, isUpsampled: true }), file()]).reasons).toEqual(['sampleRate']);
});

test('what is not known of a file neither helps nor hurts it', () => {
  const unknown = file({ verdict: null, bandwidthHz: null, effectiveBits: null, clippedRuns: null, playCount: 2 });
  expect(chooseKeeper([file(), unknown])).toEqual({ keeper: unknown, reasons: ['plays'] });
});

test('any files have one keeper, whatever their order', () => {
  const merits = fc.record({
    isTruncated: fc.boolean(),
    verdict: fc.constantFrom('lossless', 'lossy', 'transcode', 'uncertain', null),
    isLossless: fc.boolean(),
    bandwidthHz: fc.option(fc.integer({ min: 10_000, max: 22_000 })),
    bitrate: fc.option(fc.integer({ min: 64_000, max: 320_000 })),
    clippedRuns: fc.option(fc.nat(20)),
    tagCount: fc.nat(12),
    playCount: fc.nat(3),
    addedAt: fc.nat(5),
  });
  fc.assert(
    fc.property(fc.array(merits, { minLength: 1, maxLength: 8 }), (list) => {
      const files = list.map((each, index) => ({ ...file(each as Partial<FileMerits>), id: index + 1 }));
      const { keeper } = chooseKeeper(files);
      expect(files).toContain(keeper);
      expect(chooseKeeper([...files].reverse()).keeper).toBe(keeper);
    }),
  );
});
