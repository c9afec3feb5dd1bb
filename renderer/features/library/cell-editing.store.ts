import { create } from 'zustand';
import type { ColumnId } from '#shared/contract/settings.ts';
import { editableField } from '../tags/index.ts';
import { rowAt, useList } from './list.store.ts';
import { focusedIndex, goToRow } from './list-selection.ts';

/** The cell that is typed into. */
export type EditedCell = { index: number; column: ColumnId };

export const useCellEditing = create<{ cell: EditedCell | null }>(() => ({ cell: null }));

/** The column F2 begins with: the one that was edited last. */
let lastColumn: ColumnId = 'title';

/** Opens the editor in a cell; false where the column is not typed into. */
export function editCell(index: number, column: ColumnId): boolean {
  if (!isEditable(column, index) || index < 0 || index >= useList.getState().total) return false;
  lastColumn = column;
  useCellEditing.setState({ cell: { index, column } });
  return true;
}

/** Notes are of entries; what a dead entry keeps is not typed into. */
function isEditable(column: ColumnId, index: number): boolean {
  const row = rowAt(index);
  if (column === 'note') return row?.entryId !== undefined;
  return editableField(column) !== undefined && !row?.isDead;
}

/** F2: the focused row, in the column that was edited last if it is shown. */
export function editFocusedCell(columns: readonly ColumnId[]): boolean {
  const index = focusedIndex();
  const column = columns.includes(lastColumn) ? lastColumn : columns.find((each) => editableField(each));
  if (index === null || !column) return false;
  return editCell(index, column);
}

/** Closes the editor and gives the keyboard back to the list. */
export function stopEditing(): void {
  useCellEditing.setState({ cell: null });
  document.querySelector<HTMLElement>('[data-track-table]')?.focus();
}

/** After saving: the same column one row down, or the next column that is typed into. */
export function editNext(cell: EditedCell, columns: readonly ColumnId[], direction: 'down' | 'right' | 'left'): void {
  if (direction === 'down') {
    goToRow(cell.index + 1, 'only');
    if (cell.index + 1 >= useList.getState().total || !editCell(cell.index + 1, cell.column)) stopEditing();
    return;
  }
  const editable = columns.filter((each) => isEditable(each, cell.index));
  const next = editable[editable.indexOf(cell.column) + (direction === 'right' ? 1 : -1)];
  if (!next || !editCell(cell.index, next)) stopEditing();
}
