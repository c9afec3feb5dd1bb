import { expect, test } from 'vitest';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { hear, nothingHeard } from './play-count.ts';

const one = 1 as TrackId;

/** Plays from one place to another in steps of a quarter of a second, and answers how many plays that made. */
function listen(
  stretches: [from: number, to: number][],
  durationMs: number,
  part: { startMs: number; endMs: number } | null = null,
) {
  let heard = nothingHeard;
  let plays = 0;
  for (const [from, to] of stretches) {
    for (let positionMs = from; positionMs <= to; positionMs += 250) {
      const next = hear(heard, { trackId: one, positionMs, durationMs, part });
      heard = next.heard;
      if (next.isPlay) plays += 1;
    }
  }
  return plays;
}

test('half of a track, or four minutes of a long one, is a play, once', () => {
  expect(listen([[0, 99_000]], 200_000)).toBe(0);
  expect(listen([[0, 101_000]], 200_000)).toBe(1);
  expect(listen([[0, 200_000]], 200_000)).toBe(1);
  expect(listen([[0, 241_000]], 3_600_000)).toBe(1);
});

test('what was skipped was not heard', () => {
  expect(
    listen(
      [
        [0, 5000],
        [150_000, 190_000],
      ],
      200_000,
    ),
  ).toBe(0);
  expect(
    listen(
      [
        [0, 60_000],
        [150_000, 195_000],
      ],
      200_000,
    ),
  ).toBe(1);
});

test('the same track again is another play', () => {
  expect(
    listen(
      [
        [0, 200_000],
        [0, 200_000],
      ],
      200_000,
    ),
  ).toBe(2);
});

test('a part that is repeated is none', () => {
  expect(
    listen(
      Array.from({ length: 60 }, () => [0, 8000] as [number, number]),
      200_000,
      { startMs: 0, endMs: 8000 },
    ),
  ).toBe(0);
});
