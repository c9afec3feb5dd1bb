import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef } from 'react';
import type { LineFilter, StatementLine } from '#shared/contract/statements.ts';
import { call } from '../../api/client.ts';
import { useText } from '../../messages/use-text.ts';
import { shownAmount, shownMonth } from './amount-text.ts';
import { Grid, GridBody, GridCell, GridHead, GridRow } from './grid-parts.tsx';
import styles from './statements.module.css';

const rowHeight = 28;
const pageSize = 100;
const columns = [
  'line',
  'month',
  'store',
  'territory',
  'saleType',
  'title',
  'isrc',
  'units',
  'net',
  'currency',
] as const;
const figures: ReadonlySet<string> = new Set(['line', 'units', 'net']);
/** What leaves first where there is little room. */
const wideOnly: ReadonlySet<string> = new Set(['saleType', 'isrc']);

type LineTableProps = {
  filter: LineFilter;
  total: number;
  chosen: number | null;
  onChoose: (index: number, line: StatementLine) => void;
};

/** Lines of statements; only those in sight are in the page, and in memory a page of hundred at a time. */
export function LineTable({ filter, total, chosen, onChoose }: LineTableProps) {
  const text = useText();
  const body = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: total,
    getScrollElement: () => body.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const visible = virtualizer.getVirtualItems();
  const pages = [...new Set(visible.map(({ index }) => Math.floor(index / pageSize)))];
  const answers = useQueries({
    queries: pages.map((page) => {
      const input = { ...filter, offset: page * pageSize, count: pageSize };
      return { queryKey: ['statements.lines', input], queryFn: () => call('statements.lines', input) };
    }),
  });
  const lineAt = (index: number): StatementLine | undefined =>
    answers[pages.indexOf(Math.floor(index / pageSize))]?.data?.lines[index % pageSize];
  const choose = (index: number) => {
    const line = lineAt(index);
    if (line) onChoose(index, line);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((body.current?.clientHeight ?? 0) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -total,
      End: total,
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(total - 1, (chosen ?? -1) + step)));
  };
  return (
    <Grid
      tabIndex={0}
      className={styles.grid}
      aria-label={text('statements.lines')}
      aria-rowcount={total + 1}
      aria-activedescendant={chosen === null ? undefined : `statement-line-${String(chosen)}`}
      data-pane-focus
      onKeyDown={onKeyDown}
    >
      <GridBody>
        <GridRow className={`${styles.gridRow} ${styles.gridHead}`} aria-rowindex={1}>
          {columns.map((column) => (
            <GridHead key={column} data-figure={figures.has(column) || undefined} className={classOf(column)}>
              {text(`statements.column.${column}`)}
            </GridHead>
          ))}
        </GridRow>
      </GridBody>
      <GridBody ref={body} className={styles.gridBody}>
        <div role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {visible.map(({ index, start }) => (
            <LineRow
              key={index}
              index={index}
              top={start}
              line={lineAt(index)}
              isChosen={chosen === index}
              onChoose={() => choose(index)}
            />
          ))}
        </div>
      </GridBody>
    </Grid>
  );
}

function classOf(column: string): string | undefined {
  return wideOnly.has(column) ? styles.narrowHidden : undefined;
}

type LineRowProps = {
  index: number;
  top: number;
  line: StatementLine | undefined;
  isChosen: boolean;
  onChoose: () => void;
};

function LineRow({ index, top, line, isChosen, onChoose }: LineRowProps) {
  const text = useText();
  const cells = line && {
    ...line,
    line: text('app.count', { count: line.line }),
    month: shownMonth(line.month),
    saleType: text(`statements.saleType.${line.saleType}`),
    title: line.title || line.releaseTitle,
    isrc: line.isrc || line.upc || line.catalogueNumber,
    units: text('app.count', { count: line.units }),
    net: shownAmount(line.net),
  };
  return (
    <GridRow
      id={`statement-line-${String(index)}`}
      className={styles.gridRow}
      style={{ transform: `translateY(${String(top)}px)` }}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      onClick={onChoose}
    >
      {columns.map((column) => (
        <GridCell key={column} data-figure={figures.has(column) || undefined} className={classOf(column)}>
          {cells ? cells[column] || '–' : ''}
        </GridCell>
      ))}
    </GridRow>
  );
}
