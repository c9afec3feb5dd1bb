import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortFields } from '#shared/contract/library/tracks.ts';
import { addSortLevel, clickedLevels, sortByChoice, sortByClick } from './sort-stack.ts';

test('a second click reverses, a third one turns back', () => {
  const once = sortByClick([], 'title');
  expect([once, sortByClick(once, 'title'), sortByClick(sortByClick(once, 'title'), 'title')]).toEqual([
    [{ field: 'title', direction: 'ascending' }],
    [{ field: 'title', direction: 'descending' }],
    [{ field: 'title', direction: 'ascending' }],
  ]);
});

test('earlier clicks break ties, the newest first', () => {
  const sort = sortByClick(sortByClick(sortByClick(sortByClick([], 'title'), 'artist'), 'key'), 'bpm');
  expect(sort.map((term) => term.field)).toEqual(['bpm', 'key', 'artist']);
});

test('the modifier adds a level behind the others', () => {
  const added = addSortLevel(sortByClick([], 'key'), 'bpm');
  expect([added, addSortLevel(added, 'key')]).toEqual([
    [
      { field: 'key', direction: 'ascending' },
      { field: 'bpm', direction: 'ascending' },
    ],
    [
      { field: 'key', direction: 'descending' },
      { field: 'bpm', direction: 'ascending' },
    ],
  ]);
});

test('new tracks come first at the first click', () => {
  expect(sortByClick([], 'added')).toEqual([{ field: 'added', direction: 'descending' }]);
});

test('no series of clicks names a field twice or grows past what a query may have', () => {
  const click = fc.tuple(fc.constantFrom('click', 'add', 'choose'), fc.constantFrom(...sortFields));
  fc.assert(
    fc.property(fc.array(click, { maxLength: 30 }), (clicks) => {
      let sort = sortByClick([], 'added');
      for (const [kind, field] of clicks) {
        if (kind === 'click') sort = sortByClick(sort, field);
        else if (kind === 'add') sort = addSortLevel(sort, field);
        else sort = sortByChoice(sort, field, 'descending');
        if (kind !== 'add') expect(sort[0]?.field).toBe(field);
      }
      expect(new Set(sort.map((term) => term.field)).size).toBe(sort.length);
      expect(sort.length).toBeLessThanOrEqual(5);
      if (clicks.every(([kind]) => kind === 'click')) expect(sort.length).toBeLessThanOrEqual(clickedLevels);
    }),
  );
});
