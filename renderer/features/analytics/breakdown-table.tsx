import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { AnalyticsDimension, AnalyticsRow } from '#shared/contract/analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './analytics-table.module.css';
import { HeadCells, RowCells, TotalCells } from './breakdown-cells.tsx';
import { canFilterBy } from './drill-down.ts';
import { GridPart } from './grid-part.tsx';

const rowHeight = 28;

type BreakdownTableProps = {
  dimension: AnalyticsDimension;
  answer: Output<'analytics.by'>;
  onChoose: (row: AnalyticsRow) => void;
};

/** Rows of one dimension with their total. Only those in sight are in the page; arrow keys move, Enter opens one. */
export function BreakdownTable({ dimension, answer, onChoose }: BreakdownTableProps) {
  const text = useText();
  const { rows, currency } = answer;
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const largestShare = Math.max(0, ...rows.map(({ share }) => share));
  const chosen = at === null ? undefined : rows[at];
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    // Rows lie below the head and above the total, which stay.
    ...{ scrollMargin: rowHeight, scrollPaddingStart: rowHeight, scrollPaddingEnd: rowHeight + 8 },
    overscan: 12,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 3);
    const next = nextRow(event.key, { at, page, count: rows.length });
    if (event.key === 'Enter' && chosen) onChoose(chosen);
    else if (next !== null) {
      setAt(next);
      virtualizer.scrollToIndex(next, { align: 'auto' });
    } else return;
    event.preventDefault();
  };
  return (
    <GridPart
      ref={box}
      role="grid"
      tabIndex={0}
      className={styles.grid}
      aria-label={text('analytics.breakdown', { dimension: text(`analytics.dimension.${dimension}`) })}
      aria-rowcount={rows.length + 2}
      aria-activedescendant={chosen && `analytics-row-${String(at)}`}
      onKeyDown={onKeyDown}
    >
      <GridPart role="row" className={`${styles.row} ${styles.head}`} aria-rowindex={1}>
        <HeadCells dimension={dimension} />
      </GridPart>
      <div role="presentation" className={styles.rows} style={{ height: rows.length * rowHeight }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index] as AnalyticsRow;
          const isOpen = canFilterBy(dimension, row);
          return (
            <GridPart
              key={row.key}
              id={`analytics-row-${String(index)}`}
              role="row"
              className={styles.row}
              style={{ transform: `translateY(${String(start - rowHeight)}px)` }}
              aria-rowindex={index + 2}
              aria-selected={at === index}
              data-open={isOpen}
              onClick={() => (isOpen ? onChoose(row) : setAt(index))}
            >
              <RowCells
                dimension={dimension}
                row={row}
                currency={currency}
                isOpen={isOpen}
                largestShare={largestShare}
              />
            </GridPart>
          );
        })}
      </div>
      <GridPart role="row" className={`${styles.row} ${styles.total}`} aria-rowindex={rows.length + 2}>
        <TotalCells answer={answer} />
      </GridPart>
    </GridPart>
  );
}

/** Where a key leads; null where it leads nowhere. */
function nextRow(key: string, { at, page, count }: { at: number | null; page: number; count: number }): number | null {
  const steps: Record<string, number> = {
    ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count },
  };
  const step = steps[key];
  return step === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, (at ?? -1) + step));
}
