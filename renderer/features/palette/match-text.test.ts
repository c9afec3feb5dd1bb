import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchText } from './match-text.ts';

const marked = (label: string, query: string) =>
  matchText(label, query)?.marks.map(([start, end]) => label.slice(start, end)) ?? null;

test.each([
  ['Reset the Clocks', 'set', ['set']],
  ['Set rating', 'SET', ['Set']],
  ['A Set of Keys', 'keys set', ['Set', 'Keys']],
  ['Été', 'ete', ['Été']],
  ['Scan folders', 'x', null],
  ['Scan folders', '', []],
])('%s found by %j marks %j', (label, query, expected) => {
  expect(marked(label, query)).toEqual(expected);
});

test('a match at the start comes before one at a word, and that before one inside', () => {
  const ranks = ['Set rating', 'A Set of Keys', 'Reset tags'].map((label) => matchText(label, 'set')?.rank);
  expect(ranks).toEqual([0, 1, 2]);
});

test('marks lie inside the label, in order, apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 4 }), (label, query) => {
      let at = -1;
      for (const [start, end] of matchText(label, query)?.marks ?? []) {
        expect(start > at && end > start && end <= label.length).toBe(true);
        at = end;
      }
    }),
  );
});
