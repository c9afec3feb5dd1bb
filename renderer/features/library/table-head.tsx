import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, memo, useState } from 'react';
import type { SortField, SortTerm } from '#shared/contract/library/tracks.ts';
import type { ColumnId } from '#shared/contract/settings.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { ColumnEdge } from './column-edge.tsx';
import { columnDefinitions, type VisibleColumn } from './column-layout.ts';
import { moveColumnBy, resizeColumnTo } from './columns.actions.ts';
import { GridHead, GridRow } from './grid-parts.tsx';
import styles from './table-head.module.css';
import { useColumnDrag } from './use-column-drag.ts';

type TableHeadProps = {
  columns: readonly VisibleColumn[];
  sort: readonly SortTerm[];
  onSort: (field: SortField, isLevelAdded: boolean) => void;
  onOwnOrder: (() => void) | undefined;
  onMenu: (event: MouseEvent, column: ColumnId | null) => void;
};

const keyResizeStep = 8;

/**
 * The heads of the columns: a click sorts, dragging moves, the edge resizes. One head at a time is in the tab order;
 * arrow keys go between them, with Alt they move the column, with Shift they resize it.
 */
export const TableHead = memo(function TableHead({ columns, sort, onSort, onOwnOrder, onMenu }: TableHeadProps) {
  const text = useText();
  const [current, setCurrent] = useState<ColumnId>('title');
  const drag = useColumnDrag();
  const tabStop = columns.some(({ id }) => id === current) ? current : 'title';

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, { id, width }: VisibleColumn) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) moveColumnBy(id, step);
    else if (event.shiftKey) resizeColumnTo(id, width + step * keyResizeStep);
    else focusNeighbour(event.currentTarget, step);
  };

  return (
    <GridRow className={styles.head} aria-rowindex={1} onContextMenu={(event) => onMenu(event, null)}>
      {onOwnOrder ? (
        <GridHead className={styles.number} aria-sort={sort.length === 0 ? 'ascending' : undefined}>
          <button
            type="button"
            className={sort.length === 0 ? styles.sorted : styles.name}
            tabIndex={-1}
            aria-label={text('library.ownOrder')}
            title={text('library.ownOrder')}
            onClick={onOwnOrder}
          >
            #
          </button>
        </GridHead>
      ) : (
        <GridHead className={styles.blank}>
          <span className={styles.hidden}>{text('library.column.state')}</span>
        </GridHead>
      )}
      <GridHead className={styles.blank}>
        <span className={styles.hidden}>{text('library.column.artwork')}</span>
      </GridHead>
      {columns.map((column) => {
        const { id } = column;
        const { sortField, isNumeric } = columnDefinitions[id];
        const level = sort.findIndex((term) => term.field === sortField);
        const direction = level < 0 ? undefined : sort[level]?.direction;
        return (
          <GridHead
            key={id}
            className={isNumeric ? styles.number : styles.cell}
            aria-sort={level === 0 ? direction : undefined}
            data-head={id}
            data-over={drag.over === id || undefined}
            onContextMenu={(event) => {
              event.stopPropagation();
              onMenu(event, id);
            }}
          >
            <button
              type="button"
              className={level === 0 ? styles.sorted : styles.name}
              data-level={level > 0 ? level : undefined}
              tabIndex={id === tabStop ? 0 : -1}
              aria-label={headLabel(text(`library.column.${id}`), level, sort.length, text)}
              title={text('library.headHint')}
              onFocus={() => setCurrent(id)}
              onKeyDown={(event) => onKeyDown(event, column)}
              onPointerDown={(event) => drag.start(event, id)}
              onClick={(event) => {
                if (!drag.wasDragged() && sortField) onSort(sortField, event.ctrlKey || event.metaKey);
              }}
            >
              <span className={styles.label}>{text(`library.column.${id}`)}</span>
              {direction === 'ascending' && <ArrowUp size={12} aria-hidden="true" />}
              {direction === 'descending' && <ArrowDown size={12} aria-hidden="true" />}
            </button>
            <ColumnEdge column={column} />
          </GridHead>
        );
      })}
    </GridRow>
  );
});

function headLabel(name: string, level: number, levels: number, text: Text): string {
  return level >= 0 && levels > 1 ? text('library.headLevel', { name, level: level + 1 }) : name;
}

function focusNeighbour(button: HTMLElement, step: number): void {
  const head = button.closest('[role="columnheader"]');
  const neighbour = step > 0 ? head?.nextElementSibling : head?.previousElementSibling;
  neighbour?.querySelector('button')?.focus();
}
