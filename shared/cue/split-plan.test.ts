import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitTargets, stretchesOf } from './split-plan.ts';

test('parts lie behind each other without a gap, to the end', () => {
  const time = fc.record({ startMs: fc.option(fc.integer({ min: 0, max: 7_200_000 })) });
  fc.assert(
    fc.property(fc.array(time), fc.option(fc.integer({ min: 1, max: 7_200_000 })), (entries, durationMs) => {
      const parts = stretchesOf(entries, durationMs);
      const starts = entries
        .flatMap(({ startMs }) => startMs ?? [])
        .filter((ms) => durationMs === null || ms < durationMs);
      expect(parts.map(({ toMs }) => toMs)).toEqual([
        ...parts.slice(1).map(({ fromMs }) => fromMs),
        ...(parts[0] ? [null] : []),
      ]);
      expect(parts.map(({ fromMs }) => fromMs)).toEqual([...new Set(starts)].sort((a, b) => a - b));
    }),
  );
});

test.each([
  ['mp3', 'MP3', false, null, ['mp3', 'wav?']],
  ['mp3', 'MP2', false, null, ['wav?']],
  ['flac', 'FLAC', true, 16, ['flac', 'wav']],
  ['flac', 'FLAC', true, 32, ['wav?']],
  ['wav', 'PCM', true, 24, ['flac', 'wav']],
  ['wav', 'PCM', true, null, ['wav']],
  ['wav', 'PCM', true, 32, ['wav']],
  ['aiff', 'PCM', true, 16, ['flac', 'wav']],
  ['mp4', 'ALAC', true, 16, ['flac', 'wav']],
  ['mp4', 'AAC', false, null, ['wav?']],
] as const)('%s with %s can become the following', (format, codec, isLossless, bitDepth, expected) => {
  const targets = splitTargets({ format, codec, isLossless, bitDepth, channels: 2 });
  expect(targets.map((target) => target.format + (target.isExact ? '' : '?'))).toEqual(expected);
});
