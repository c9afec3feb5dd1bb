import type { ColumnId } from '#shared/contract/settings.ts';
import { hideColumn, moveColumn, placeColumn, resetColumn, resizeColumn, showColumn } from './column-layout.ts';
import { changeColumns } from './list-layout.store.ts';

export function showColumns(ids: ReadonlySet<ColumnId>): void {
  changeColumns((columns) => {
    const kept = columns.reduce((left, { id }) => (ids.has(id) ? left : hideColumn(left, id)), [...columns]);
    return [...ids].reduce(showColumn, kept);
  });
}

export function hideOneColumn(id: ColumnId): void {
  changeColumns((columns) => hideColumn(columns, id));
}

export function moveColumnBy(id: ColumnId, places: number): void {
  changeColumns((columns) => moveColumn(columns, id, places));
}

export function placeColumnAt(id: ColumnId, target: ColumnId): void {
  changeColumns((columns) => placeColumn(columns, id, target));
}

export function resizeColumnTo(id: ColumnId, width: number): void {
  changeColumns((columns) => resizeColumn(columns, id, width));
}

export function resetColumnWidth(id: ColumnId): void {
  changeColumns((columns) => resetColumn(columns, id));
}

/** Makes a column as wide as the longest text of the rows on screen. */
export function fitColumn(id: ColumnId, table: Element | null): void {
  if (!table) return;
  const widths = Array.from(table.querySelectorAll(`[data-cell="${id}"], [data-head="${id}"] button`), contentWidth);
  if (widths.length > 0) resizeColumnTo(id, Math.ceil(Math.max(...widths)) + 2);
}

function contentWidth(cell: Element): number {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getBoundingClientRect().width;
}
