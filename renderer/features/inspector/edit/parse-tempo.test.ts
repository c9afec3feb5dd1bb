import { expect, test } from 'vitest';

import { parseTempo } from './parse-tempo.ts';

test('a tempo is read with point, comma and unit; anything else is none', () => {
  expect(['124', ' 124.5 ', '124,25', '87 bpm', '400', '20.'].map(parseTempo)).toEqual([
    124, 124.5, 124.25, 87, 400, 20,
  ]);
  expect(['', '19.9', '401', '1e2', '-124', 'abc', '12 4', '124.5.1'].map(parseTempo)).toEqual(
    Array.from({ length: 8 }, () => null),
  );
});
