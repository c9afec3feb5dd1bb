import { FileSpreadsheet, TriangleAlert, Upload } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { StatementId, StatementSummary } from '#shared/contract/statements.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView, useView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Segmented } from '../../ui/index.ts';
import { formatDay } from '../tracks/index.ts';
import { shownAmount, shownMonth, shownMonths } from './amount-text.ts';
import { ImportDialog } from './import-dialog.tsx';
import { ItemQueue } from './item-queue.tsx';
import { KnownNames } from './known-names.tsx';
import { StatementDetails } from './statement-details.tsx';
import { takeFiles } from './statements.actions.ts';
import styles from './statements.module.css';
import { openImport, statementParts, useStatements } from './statements.store.ts';

/** Statements of those who pay: those that are in, what of them nobody knows, or the one that is open. Files drop anywhere on it. */
export function StatementsView() {
  const text = useText();
  const item = useView((state) => state.item);
  const isImportOpen = useStatements((state) => state.isImportOpen);
  const [isOver, setOver] = useState(false);
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      className={styles.view}
      aria-label={text('statements.title')}
      data-over={isOver || undefined}
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (event.defaultPrevented || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(false);
        void takeFiles(event.dataTransfer.files);
      }}
    >
      {item === null ? <AllStatements /> : <StatementDetails key={item} id={item as StatementId} />}
      {isImportOpen && <ImportDialog />}
    </section>
  );
}

function AllStatements() {
  const text = useText();
  const part = useStatements((state) => state.part);
  const { data, error } = useCall('statements.list', undefined, { keepsPrevious: true });
  const isEmpty = data?.statements.length === 0;
  return (
    <>
      <AreaHead area="label">
        <Button kind="primary" icon={<Upload size={16} />} onPress={openImport}>
          {text('statements.import')}
        </Button>
      </AreaHead>
      {error && <EmptyState icon={<TriangleAlert size={24} />} text={errorText(text, asAppError(error).code)} />}
      {isEmpty && part === 'list' ? (
        <EmptyState
          icon={<FileSpreadsheet size={24} />}
          text={text('statements.empty')}
          action={<Button onPress={openImport}>{text('statements.import')}</Button>}
        />
      ) : (
        data && (
          <>
            <div className={styles.bar}>
              <Segmented
                label={text('statements.show')}
                value={part}
                options={statementParts.map((value) => ({
                  value,
                  text: text(`statements.part.${value}`, { count: data.openItems }),
                }))}
                onChange={(chosen) => useStatements.setState({ part: chosen })}
              />
              <span className={styles.space} />
              {data.parts.map(({ currency, open, total }) => (
                <span key={currency} className={styles.quiet}>
                  {text('statements.openOf', { currency, open: shownAmount(open), total: shownAmount(total) })}
                </span>
              ))}
            </div>
            {part === 'list' && <StatementTable statements={data.statements} missing={data.missing} />}
            {part === 'items' && <ItemQueue />}
            {part === 'names' && <KnownNames />}
          </>
        )
      )}
    </>
  );
}

const columns = ['name', 'source', 'reported', 'months', 'rows', 'net', 'currency', 'check', 'imported'] as const;
const figures: ReadonlySet<string> = new Set(['rows', 'net']);

type StatementTableProps = {
  statements: readonly StatementSummary[];
  missing: readonly { source: string; months: string[] }[];
};

function StatementTable({ statements, missing }: StatementTableProps) {
  const text = useText();
  return (
    <section className={styles.scroll} tabIndex={-1} aria-label={text('statements.list')} data-pane-focus>
      {missing.map(({ source, months }) => (
        <p key={source} className={styles.hintLine}>
          <TriangleAlert size={14} aria-hidden="true" />
          {text('statements.missing', { source, months: months.map(shownMonth).join(', ') })}
        </p>
      ))}
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-figure={figures.has(column) || undefined}>
                {text(`statements.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {statements.map((statement) => (
          <StatementRows key={statement.id} statement={statement} />
        ))}
      </table>
    </section>
  );
}

/** A line for each currency: amounts of different ones never stand in one sum. */
function StatementRows({ statement }: { statement: StatementSummary }) {
  const text = useText();
  const { id, name, source, reportedMonth, fromMonth, toMonth, rows, kind, importedAt } = statement;
  const lines = statement.totals.length > 0 ? statement.totals : [null];
  return (
    <tbody>
      {lines.map((total, index) => (
        <tr key={total?.currency ?? ''}>
          {index === 0 ? (
            <>
              <td className={styles.name}>
                <Button kind="link" onPress={() => showView('statements', id)}>
                  {name}
                </Button>
              </td>
              <td>{source || '–'}</td>
              <td>{reportedMonth === '' ? '–' : shownMonth(reportedMonth)}</td>
              <td>{toMonth === '' ? '–' : shownMonths(fromMonth, toMonth)}</td>
            </>
          ) : (
            <td colSpan={4} />
          )}
          <td data-figure>{text('app.count', { count: total?.rows ?? rows })}</td>
          <td data-figure>{total ? shownAmount(total.net) : '–'}</td>
          <td>{total?.currency ?? (kind === 'streams' ? text('statements.onlyStreams') : '')}</td>
          <td>{total && <Check statement={statement} currency={total.currency} />}</td>
          <td>{index === 0 && formatDay(importedAt, Date.now())}</td>
        </tr>
      ))}
    </tbody>
  );
}

/** Whether what was typed is what the rows come to. */
function Check({ statement, currency }: { statement: StatementSummary; currency: string }) {
  const text = useText();
  const difference = statement.differences.find((each) => each.currency === currency);
  if (difference) {
    return (
      <span className={styles.warn}>{text('statements.differs', { amount: shownAmount(difference.amount) })}</span>
    );
  }
  const isTyped = statement.controlTotals.some((each) => each.currency === currency);
  return isTyped ? (
    <span className={styles.ok}>{text('statements.agrees')}</span>
  ) : (
    <span className={styles.quiet}>–</span>
  );
}
