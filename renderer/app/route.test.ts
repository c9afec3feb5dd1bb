import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortFields } from '#shared/contract/library/tracks.ts';
import { formatRoute, type Route, readRoute, views } from './route.ts';

test.each<[string, Route]>([
  ['', { view: 'library', text: '', sort: null }],
  ['#/problems', { view: 'problems', text: '', sort: null }],
  ['#/nowhere?q=a', { view: 'library', text: 'a', sort: null }],
  [
    '#/library?q=bpm%3A120+deep&sort=-added,title,nothing',
    {
      view: 'library',
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
    text: fc.string({ unit: 'grapheme' }),
    sort: fc.option(fc.array(term, { minLength: 1, maxLength: 5 })),
  });
  fc.assert(
    fc.property(route, (value) => {
      expect(readRoute(formatRoute(value))).toEqual(value);
    }),
  );
});
