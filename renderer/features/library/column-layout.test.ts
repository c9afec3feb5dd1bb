import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnIds, defaultSettings } from '#shared/contract/settings.ts';
import {
  type ColumnSetting,
  hideColumn,
  layOutColumns,
  moveColumn,
  narrowestColumn,
  placeColumn,
  resizeColumn,
  showColumn,
  widestColumn,
} from './column-layout.ts';

const usual = defaultSettings.columns;
const idsOf = (settings: readonly ColumnSetting[]) => settings.map((column) => column.id);
const someColumns = fc
  .shuffledSubarray([...columnIds.slice(1)])
  .map((ids): ColumnSetting[] => [{ id: 'title' }, ...ids.map((id) => ({ id }))]);

test('a wide table shows what was chosen, the title taking the rest', () => {
  expect(layOutColumns(usual, 1200)).toEqual({
    columns: usual.map(({ id }) => expect.objectContaining({ id })),
    template: '16px 20px minmax(0,1fr) 156px 46px 34px 54px 120px 92px 48px 66px 76px 80px',
    leftOut: [],
  });
});

test('columns leave in the drawn order when the table gets narrow', () => {
  expect(layOutColumns(usual, 0).leftOut).toEqual([
    'added',
    'quality',
    'genre',
    'rating',
    'energy',
    'waveform',
    'artist',
  ]);
  expect(idsOf(layOutColumns(usual, 0).columns)).toEqual(['title', 'bpm', 'key', 'length']);
});

test('a column that was added shows, and another one makes room', () => {
  const columns = showColumn(usual, 'album');
  expect(layOutColumns(columns, 1226).leftOut).toEqual(['added']);
});

test('a narrower table never shows more', () => {
  fc.assert(
    fc.property(someColumns, fc.nat(2400), fc.nat(400), (columns, width, less) => {
      const wide = idsOf(layOutColumns(columns, width).columns);
      const narrow = idsOf(layOutColumns(columns, Math.max(0, width - less)).columns);
      expect(wide).toEqual(expect.arrayContaining(narrow));
      expect(narrow).toContain('title');
    }),
  );
});

test('a title of a chosen width leaves the rest empty', () => {
  const columns = resizeColumn([{ id: 'title' }, { id: 'bpm' }], 'title', 300.4);
  expect(layOutColumns(columns, 900).template).toBe('16px 20px 300px 46px minmax(0,1fr)');
});

test('columns move one place and stop at the ends', () => {
  const columns: ColumnSetting[] = [{ id: 'title' }, { id: 'artist' }, { id: 'bpm' }];
  expect([
    idsOf(moveColumn(columns, 'bpm', -1)),
    idsOf(moveColumn(columns, 'title', -1)),
    idsOf(placeColumn(columns, 'title', 'bpm')),
    idsOf(placeColumn(columns, 'bpm', 'title')),
  ]).toEqual([
    ['title', 'bpm', 'artist'],
    ['title', 'artist', 'bpm'],
    ['artist', 'bpm', 'title'],
    ['bpm', 'title', 'artist'],
  ]);
});

test('whatever is done to columns, each stands there once and the title stays', () => {
  const change = fc.tuple(
    fc.constantFrom('show', 'hide', 'move', 'place', 'resize'),
    fc.constantFrom(...columnIds),
    fc.constantFrom(...columnIds),
    fc.integer({ min: -3000, max: 3000 }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let columns: ColumnSetting[] = [...usual];
      for (const [kind, id, other, amount] of changes) {
        if (kind === 'show') columns = showColumn(columns, id);
        else if (kind === 'hide') columns = hideColumn(columns, id);
        else if (kind === 'move') columns = moveColumn(columns, id, amount);
        else if (kind === 'place') columns = placeColumn(columns, id, other);
        else columns = resizeColumn(columns, id, amount);
      }
      expect(idsOf(columns)).toContain('title');
      expect(new Set(idsOf(columns)).size).toBe(columns.length);
      for (const { width = narrowestColumn } of columns) {
        expect(width).toBeGreaterThanOrEqual(narrowestColumn);
        expect(width).toBeLessThanOrEqual(widestColumn);
      }
    }),
  );
});
