import type { TimeCell, TimeGroup, TimeRow, TimeWeek } from '#shared/contract/time.ts';
import type { AddedRow } from './time.store.ts';
import { targetKey } from './time-values.ts';

export type GridRow = TimeRow & { key: string };
export type GridGroup = Omit<TimeGroup, 'rows'> & { rows: GridRow[] };

/** The groups of a week with the rows that were added and have no time yet. */
export function withAdded(
  week: TimeWeek,
  added: readonly (AddedRow & { row: TimeRow; group: TimeGroup })[],
): GridGroup[] {
  const groups: GridGroup[] = week.groups.map((group) => ({
    ...group,
    rows: group.rows.map((row) => ({ ...row, key: targetKey(row.target) })),
  }));
  for (const { key, row, group } of added) {
    const own = groups.find(({ projectId }) => projectId === group.projectId);
    if (!own) groups.push({ ...group, rows: [{ ...row, key }] });
    else if (!own.rows.some((each) => each.key === key)) own.rows.push({ ...row, key });
  }
  return groups;
}

export function emptyCells(week: TimeWeek): TimeCell[] {
  return week.days.map(() => ({ ms: 0, entryIds: [], isRunning: false, isOverlapping: false, lock: week.lock }));
}

/** Where the arrows lead in a grid of so many rows and seven days. */
export function moved(
  key: string,
  { row, column }: { row: number; column: number },
  rows: number,
): { row: number; column: number } | null {
  const to = (nextRow: number, nextColumn: number) => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(6, nextColumn)),
  });
  if (key === 'ArrowUp') return to(row - 1, column);
  if (key === 'ArrowDown') return to(row + 1, column);
  if (key === 'ArrowLeft') return to(row, column - 1);
  if (key === 'ArrowRight') return to(row, column + 1);
  if (key === 'Home') return to(row, 0);
  if (key === 'End') return to(row, 6);
  return null;
}
