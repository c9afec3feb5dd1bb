import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrackId } from '#shared/contract/library/tracks.ts';

import { scaledTempi, tempoRange } from './override-tracks.ts';

const row = (id: number, bpm: number | null) => ({ id: id as TrackId, bpm });

test('tempi are doubled and halved; what is no tempo, or would be none, stays out', () => {
  const rows = [row(1, 87), row(2, null), row(3, 250), row(4, 30)];
  expect(scaledTempi(rows, 2).map(({ id, value }) => [id, value])).toEqual([
    [1, 174],
    [4, 60],
  ]);
  expect(scaledTempi(rows, 0.5).map(({ id, value }) => [id, value])).toEqual([
    [1, 43.5],
    [3, 125],
  ]);
});

test('doubling what was halved gives the same tempo, always one the core takes', () => {
  fc.assert(
    fc.property(fc.double({ min: 20, max: 400, noNaN: true }), (bpm) => {
      for (const { value } of scaledTempi([row(1, bpm)], 0.5)) {
        expect(value).toBeGreaterThanOrEqual(tempoRange.low);
        expect(scaledTempi([row(1, value ?? 0)], 2)[0]?.value).toBeCloseTo(bpm, 9);
      }
    }),
  );
});
