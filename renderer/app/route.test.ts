import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortFields } from '#shared/contract/library/tracks.ts';
import { formatRoute, type Route, readRoute, views } from './route.ts';

test.each<[string, Route]>([
  ['', { view: 'library', item: null, text: '', sort: null }],
  ['#/problems', { view: 'problems', item: null, text: '', sort: null }],
  ['#/history/12?q=b', { view: 'history', item: 12, text: 'b', sort: null }],
  ['#/history/x1', { view: 'history', item: null, text: '', sort: null }],
  ['#/nowhere?q=a', { view: 'library', item: null, text: 'a', sort: null }],
  [
    '#/library?q=bpm%3A120+deep&sort=-added,title,nothing',
    {
      view: 'library',
      item: null,
      text: 'bpm:120 deep',
      sort: [
        { field: 'added', direction: 'descending' },
        { field: 'title', direction: 'ascending' },
      ],
    },
  ],
])('%s is read', (hash, route) => {
  expect(readRoute(hash)).toEqual(route);
});

test('an address holds all of a route', () => {
  const term = fc.record({
    field: fc.constantFrom(...sortFields),
    direction: fc.constantFrom('ascending' as const, 'descending' as const),
  });
  const route = fc.record({
    view: fc.constantFrom(...views),
    item: fc.option(fc.integer({ min: 1 })),
    text: fc.string({ unit: 'grapheme' }),
    sort: fc.option(fc.array(term, { minLength: 1, maxLength: 5 })),
  });
  fc.assert(
    fc.property(route, (value) => {
      expect(readRoute(formatRoute(value))).toEqual(value);
    }),
  );
});
