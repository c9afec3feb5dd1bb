import type { AnalyticsDimension, AnalyticsRow } from '#shared/contract/analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Tag } from '../../ui/index.ts';
import styles from './analytics-table.module.css';
import { decimalText, fixedText, growthText, percentText, rowName, shownAmount } from './analytics-words.ts';
import { GridPart } from './grid-part.tsx';

const columns = ['net', 'share', 'previous', 'growth', 'units', 'streams', 'perThousand', 'rateChange'] as const;
type Column = (typeof columns)[number];
/** What leaves first where there is little room. */
const wideOnly: ReadonlySet<Column> = new Set(['previous', 'rateChange']);

export function HeadCells({ dimension }: { dimension: AnalyticsDimension }) {
  const text = useText();
  return (
    <>
      <GridPart role="columnheader">{text(`analytics.dimension.${dimension}`)}</GridPart>
      {columns.map((column) => (
        <GridPart key={column} role="columnheader" data-figure="true" data-wide={wideOnly.has(column)}>
          {titleOf(text, column)}
        </GridPart>
      ))}
    </>
  );
}

type RowCellsProps = {
  dimension: AnalyticsDimension;
  row: AnalyticsRow;
  currency: string;
  isOpen: boolean;
  /** Of all rows, in percent: what a full bar is. */
  largestShare: number;
};

export function RowCells({ dimension, row, currency, isOpen, largestShare }: RowCellsProps) {
  const text = useText();
  return (
    <>
      <GridPart role="gridcell" className={styles.name}>
        <span>{rowName(text, dimension, row)}</span>
        {dimension === 'track' && !isOpen && <Tag tone="warn">{text('analytics.notMatched')}</Tag>}
      </GridPart>
      {columns.map((column) => (
        <GridPart
          key={column}
          role="gridcell"
          data-figure="true"
          data-wide={wideOnly.has(column)}
          title={exactOf(column, row, currency)}
        >
          {column === 'share' ? (
            <Share row={row} largestShare={largestShare} />
          ) : (
            cellOf(text, { column, row, currency })
          )}
        </GridPart>
      ))}
    </>
  );
}

export function TotalCells({ answer }: { answer: Output<'analytics.by'> }) {
  const text = useText();
  return (
    <>
      <GridPart role="gridcell">{text('analytics.totalOf', { currency: answer.currency })}</GridPart>
      {columns.map((column) => (
        <GridPart key={column} role="gridcell" data-figure="true" data-wide={wideOnly.has(column)}>
          {totalOf(text, column, answer)}
        </GridPart>
      ))}
    </>
  );
}

function titleOf(text: Text, column: Column): string {
  if (column === 'net') return text('analytics.netOnly');
  return text(`analytics.column.${column}`);
}

type CellOf = { column: Exclude<Column, 'share'>; row: AnalyticsRow; currency: string };

function cellOf(text: Text, { column, row, currency }: CellOf): string {
  if (column === 'net') return shownAmount(row.net, currency);
  if (column === 'previous') return row.previousNet === null ? '–' : shownAmount(row.previousNet, currency);
  if (column === 'growth' || column === 'rateChange') return growthText(text, row[column]);
  if (column === 'perThousand') return fixedText(row.perThousand, 4);
  return row[column] === 0 ? '·' : text('app.count', { count: row[column] });
}

function Share({ row, largestShare }: { row: AnalyticsRow; largestShare: number }) {
  const text = useText();
  const width = largestShare > 0 ? Math.min(100, Math.max(0, (row.share / largestShare) * 100)) : 0;
  return (
    <>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${String(width)}%` }} />
      </span>
      {percentText(text, row.share)}
    </>
  );
}

function exactOf(column: Column, row: AnalyticsRow, currency: string): string | undefined {
  const exact = column === 'net' ? row.net : column === 'previous' ? row.previousNet : null;
  return exact === null ? undefined : `${decimalText(exact)} ${currency}`;
}

/** Only of what really adds up. */
function totalOf(text: Text, column: Column, { total, currency, rows, rowCount }: Output<'analytics.by'>): string {
  if (column === 'net') return shownAmount(total, currency);
  if ((column !== 'units' && column !== 'streams') || rowCount > rows.length) return '';
  return text('app.count', { count: rows.reduce((sum, row) => sum + row[column], 0) });
}
