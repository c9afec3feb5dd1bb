import { expect, test } from 'vitest';
import { layoutList, listRow } from './list-layout.ts';

const rows = (counts: [number, number, number], folded: ('conflicts' | 'warnings' | 'ready')[] = []) => {
  const layout = layoutList({ conflicts: counts[0], warnings: counts[1], ready: counts[2] }, new Set(folded));
  return Array.from({ length: layout.rowCount + 1 }, (_, row) => {
    const found = listRow(layout, row);
    return found && (found.type === 'head' ? found.group : found.index);
  });
};

test('heads stand before their files, and folded groups keep only the head', () => {
  expect(rows([2, 0, 1])).toEqual(['conflicts', 0, 1, 'ready', 2, null]);
  expect(rows([2, 1, 1], ['conflicts', 'ready'])).toEqual(['conflicts', 'warnings', 2, 'ready', null]);
  expect(rows([0, 0, 0])).toEqual([null]);
});
