import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reviewKinds } from '#shared/contract/review.ts';
import { laneRow, layoutLane, rowOfItem } from './lane-layout.ts';

test('kinds with questions have a head, the others are left out', () => {
  const layout = layoutLane({ tempo: 2, key: 0, quality: 1, mood: 0 }, 'all');
  expect(Array.from({ length: layout.rowCount + 1 }, (_, row) => laneRow(layout, row))).toEqual([
    { type: 'head', kind: 'tempo', count: 2 },
    { type: 'item', kind: 'tempo', index: 0 },
    { type: 'item', kind: 'tempo', index: 1 },
    { type: 'head', kind: 'quality', count: 1 },
    { type: 'item', kind: 'quality', index: 2 },
    null,
  ]);
});

test('a filter leaves one kind, counted from its own start', () => {
  const layout = layoutLane({ tempo: 2, key: 3, quality: 1, mood: 0 }, 'key');
  expect(layout.itemCount).toBe(3);
  expect(laneRow(layout, 1)).toEqual({ type: 'item', kind: 'key', index: 0 });
});

test('each item has one row, and the row leads back to it', () => {
  const counts = fc.record({ tempo: fc.nat(40), key: fc.nat(40), quality: fc.nat(40), mood: fc.nat(40) });
  fc.assert(
    fc.property(counts, fc.constantFrom('all' as const, ...reviewKinds), (given, filter) => {
      const layout = layoutLane(given, filter);
      const rows = Array.from({ length: layout.rowCount }, (_, row) => laneRow(layout, row));
      const indexes = rows.flatMap((row) => (row?.type === 'item' ? [row.index] : []));
      expect(indexes).toEqual(Array.from({ length: layout.itemCount }, (_, index) => index));
      for (const index of indexes) expect(laneRow(layout, rowOfItem(layout, index))).toMatchObject({ index });
    }),
  );
});
