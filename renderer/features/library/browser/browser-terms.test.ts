import fc from 'fast-check';
import { expect, test } from 'vitest';
import { facetFields } from '#shared/contract/library/tracks.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import { paneValues, withoutPanes, withPaneValues } from './browser-terms.ts';

test('a choice becomes a term and another one takes its place', () => {
  const house = withPaneValues('bpm:120..126', 'genre', ['House']);
  const both = withPaneValues(house, 'genre', ['House', 'Deep house']);
  expect([house, both, withPaneValues(both, 'genre', [])]).toEqual([
    'bpm:120..126 genre:=House',
    'bpm:120..126 genre:=House,"Deep house"',
    'bpm:120..126',
  ]);
});

test('keys and years are asked for by value', () => {
  expect([withPaneValues('', 'key', ['8A', '9A']), withPaneValues('dub', 'year', ['1999'])]).toEqual([
    'key:8A,9A',
    'dub year:1999',
  ]);
});

test('a term typed by hand shows in its pane, a negated or fuzzy one does not', () => {
  expect([
    paneValues('genre:house,"deep house" -artist:x', 'genre'),
    paneValues('-genre:house', 'genre'),
    paneValues('~key:8A', 'key'),
  ]).toEqual([['house', 'deep house'], [], []]);
});

test('a choice narrows every alternative of a query with "or"', () => {
  expect(withPaneValues('salt | moth', 'genre', ['House'])).toBe('(salt | moth) genre:=House');
});

test('no value at all is a value', () => {
  const empty = withPaneValues('', 'genre', ['']);
  expect([empty, paneValues(empty, 'genre')]).toEqual(['genre:=""', ['']]);
});

test('any choice of values reads back as it was made, beside any words', () => {
  const value = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text && text !== '');
  fc.assert(
    fc.property(
      fc.constantFrom('', 'dub', 'bpm:120..126 salt', 'a | b'),
      fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
      (text, values) => {
        const query = withPaneValues(text, 'genre', values);
        expect(paneValues(query, 'genre')).toEqual(values);
        expect(parseQuery(query).errors).toEqual([]);
        const rest = withoutPanes(query, [...facetFields]);
        expect([text, `(${text})`]).toContain(rest);
      },
    ),
  );
});
