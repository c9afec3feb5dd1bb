import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trackRow } from '../tracks/testing/track-row.ts';
import { keepUnchanged, pagesAround, RowPages, rowsPerPage } from './row-pages.ts';

function pagesOver(total: number, rating: { value: number } = { value: 0 }) {
  const asked: number[] = [];
  let changes = 0;
  const errors: unknown[] = [];
  const pages = new RowPages(
    total,
    async (start, count) => {
      asked.push(start);
      return Array.from({ length: count }, (_, index) => trackRow({ id: start + index + 1, rating: rating.value }));
    },
    {
      onChange: () => {
        changes++;
      },
      onError: (error) => errors.push(error),
    },
  );
  return { pages, asked, errors, changes: () => changes };
}

test('rows in sight and a margin are asked for once', async () => {
  const { pages, asked } = pagesOver(1000);
  await Promise.all([pages.show(350, 390), pages.show(351, 391)]);
  await pages.show(352, 392);
  expect([asked.sort((a, b) => a - b), pages.row(360)?.id, pages.row(700)]).toEqual([[200, 300, 400], 361, undefined]);
});

test('the last page asks for no more than there is', async () => {
  const { pages } = pagesOver(250);
  await pages.show(200, 249);
  expect([pages.row(249)?.id, pages.row(250)]).toEqual([250, undefined]);
});

test('a refresh keeps the object of every row that did not change', async () => {
  const rating = { value: 0 };
  const { pages } = pagesOver(100, rating);
  await pages.show(0, 20);
  const before = pages.row(3);
  await pages.refresh(0, 20);
  const same = pages.row(3);
  rating.value = 4;
  await pages.refresh(0, 20);
  expect([same === before, pages.row(3) === before, pages.row(3)?.rating]).toEqual([true, false, 4]);
});

test('old rows stay readable while newer ones are on their way', async () => {
  const { pages } = pagesOver(100);
  await pages.show(0, 20);
  const refreshed = pages.refresh(0, 20);
  expect(pages.row(5)?.id).toBe(6);
  await refreshed;
});

test('pages far away are given up', async () => {
  const { pages, asked } = pagesOver(100_000);
  for (let first = 0; first < 20_000; first += 100) await pages.show(first, first + 40);
  const before = asked.length;
  await pages.show(0, 40);
  expect([pages.row(30)?.id, asked.slice(before)]).toEqual([31, [0, 100]]);
});

test('a failed page tells and is asked for again the next time', async () => {
  let isBroken = true;
  const errors: unknown[] = [];
  const pages = new RowPages(
    100,
    async () => {
      if (isBroken) throw new Error('gone');
      return [trackRow({ id: 1 })];
    },
    { onChange: () => {}, onError: (error) => errors.push(error) },
  );
  await pages.show(0, 10);
  isBroken = false;
  await pages.show(0, 10);
  expect([errors.length, pages.row(0)?.id]).toEqual([1, 1]);
});

test('a closed view changes nothing any more', async () => {
  const { pages, changes } = pagesOver(100);
  const shown = pages.show(0, 10);
  pages.close();
  await shown;
  expect([changes(), pages.row(0)]).toEqual([0, undefined]);
});

test('every visible row lies in a page that is asked for, and no page lies outside the view', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000), fc.nat(100), (total, first, visible) => {
      const from = Math.min(first, total - 1);
      const to = Math.min(from + visible, total - 1);
      const pages = pagesAround(from, to, total);
      for (let index = from; index <= to; index++) expect(pages).toContain(Math.floor(index / rowsPerPage));
      for (const page of pages) expect(page * rowsPerPage).toBeLessThan(total);
      expect(new Set(pages).size).toBe(pages.length);
    }),
  );
});

test('rows are the same by what they say, not by their place', () => {
  const [first, second] = [trackRow({ id: 1 }), trackRow({ id: 2 })];
  const kept = keepUnchanged([first, second], [trackRow({ id: 2 }), trackRow({ id: 1, rating: 3 })]);
  expect([kept[0] === second, kept[1] === first]).toEqual([true, false]);
});
