import { expect, test } from 'vitest';
import { queriesWithoutOne, strongestTerm } from './strongest-term.ts';

test('every term is left out once, an order never', () => {
  expect(queriesWithoutOne('genre:house bpm:180.. -dub year+')).toEqual([
    { term: 'genre:house', rest: 'bpm:180.. -dub year+' },
    { term: 'bpm:180..', rest: 'genre:house -dub year+' },
    { term: '-dub', rest: 'genre:house bpm:180.. year+' },
  ]);
});

test('the term whose absence finds the most is named, and none where none helps', () => {
  const effect = (term: string, count: number) => ({ term, rest: '', count });
  expect([
    strongestTerm([effect('a', 3), effect('b', 1204), effect('c', 0)])?.term,
    strongestTerm([effect('a', 0), effect('b', 0)]),
  ]).toEqual(['b', null]);
});
