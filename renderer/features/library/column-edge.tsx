import { type PointerEvent, useRef } from 'react';
import { useColumnDraft } from './column-draft.store.ts';
import type { VisibleColumn } from './column-layout.ts';
import { fitColumn, resizeColumnTo } from './columns.actions.ts';
import styles from './table-head.module.css';

type ColumnEdgeProps = { column: VisibleColumn };

/** The right edge of a head: dragging resizes, a double click fits the column. The head itself resizes by keys. */
export function ColumnEdge({ column }: ColumnEdgeProps) {
  const start = useRef({ x: 0, width: 0 });
  const isResizing = useColumnDraft((draft) => draft.id === column.id);

  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    // The flexible title has no width of its own: what it takes now is where the drag starts.
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? column.width;
    start.current = { x: event.clientX, width };
  };

  const move = (event: PointerEvent<HTMLSpanElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    useColumnDraft.setState({ id: column.id, width: start.current.width + event.clientX - start.current.x });
  };

  const end = (isKept: boolean) => {
    const { id, width } = useColumnDraft.getState();
    if (isKept && id === column.id) resizeColumnTo(id, width);
    useColumnDraft.setState({ id: null });
  };

  return (
    <span
      className={styles.edge}
      aria-hidden="true"
      data-resizing={isResizing || undefined}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
      onDoubleClick={(event) => fitColumn(column.id, event.currentTarget.closest('[data-track-table]'))}
    />
  );
}
