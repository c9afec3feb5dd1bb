import { type CellColumn, readableCell } from '#shared/cell-text.ts';
import {
  mostReportRows,
  type ReportColumn,
  type ReportDefinition,
  type ReportResult,
  type ReportRow,
} from '#shared/contract/reports.ts';
import { useText } from '../../messages/use-text.ts';
import { projectTone } from '../projects/index.ts';
import styles from './report-table.module.css';
import { codeText, columnTitle, labelTitle, rowLabel, titleOf } from './report-words.ts';

/** The rows of a report with their total: figures in line, one rule above the total and two below. */
export function ReportTable({ definition, result }: { definition: ReportDefinition; result: ReportResult }) {
  const text = useText();
  const { columns, rows, rowCount } = result;
  return (
    <section ref={makeReachable} className={styles.scroll} aria-label={titleOf(text, definition)} data-pane-focus>
      <table className={styles.table} data-kind={result.kind}>
        <caption className={styles.caption}>{titleOf(text, definition)}</caption>
        <thead>
          <tr>
            <th scope="col">{labelTitle(text, definition)}</th>
            {columns.map((column, index) => (
              <th key={keyOf(column, index)} scope="col" data-figure={isFigure(column)}>
                {columnTitle(text, column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row key={`${String(index)} ${row.group} ${String(row.id)} ${row.label}`} row={row} columns={columns} />
          ))}
        </tbody>
        {rows.length > 0 && (
          <tfoot>
            <tr>
              <th scope="row">{text('reports.total')}</th>
              {columns.map((column, index) => (
                <Cell key={keyOf(column, index)} column={column} cell={result.total[index] ?? null} />
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {rowCount > rows.length && (
        <p className={styles.cut}>{text('reports.cut', { shown: mostReportRows, count: rowCount })}</p>
      )}
    </section>
  );
}

/** What scrolls can be scrolled by keys too. */
function makeReachable(element: HTMLElement | null): void {
  if (element) element.tabIndex = 0;
}

function Row({ row, columns }: { row: ReportRow; columns: readonly ReportColumn[] }) {
  const text = useText();
  const isNone = row.label === '' || row.isGone;
  const tone = row.group === 'project' && row.id !== null && !row.isGone ? projectTone(row.colour, row.id) : null;
  return (
    <tr data-kind={row.kind} data-level={row.level}>
      <th scope="row" data-none={isNone}>
        {tone && <span className={styles.colour} style={{ background: tone }} aria-hidden="true" />}
        {rowLabel(text, row)}
      </th>
      {columns.map((column, index) => (
        <Cell key={keyOf(column, index)} column={column} cell={row.cells[index] ?? null} />
      ))}
    </tr>
  );
}

function Cell({ column, cell }: { column: ReportColumn; cell: string | number | null }) {
  const text = useText();
  const isOver = isOverBudget(column, cell);
  const isEmpty = column.slot !== null && cell === 0;
  return (
    <td data-figure={isFigure(column)} data-over={isOver} data-empty={isEmpty} data-key={column.key}>
      {isEmpty
        ? '·'
        : column.key === 'activity'
          ? codeText(text, String(cell))
          : readableCell(toCellColumn(column), cell)}
    </td>
  );
}

function isOverBudget({ key }: ReportColumn, cell: string | number | null): boolean {
  if (typeof cell !== 'number') return false;
  if (key === 'timeShare' || key === 'budgetShare') return cell > 1;
  return (key === 'timeLeft' || key === 'budgetLeft' || key === 'result') && cell < 0;
}

function toCellColumn({ kind, currency }: ReportColumn): CellColumn {
  return currency === '' ? { kind } : { kind, currency };
}

function isFigure({ kind }: ReportColumn): boolean {
  return kind !== 'text' && kind !== 'date';
}

function keyOf(column: ReportColumn, index: number): string {
  return `${String(index)} ${column.key}`;
}
