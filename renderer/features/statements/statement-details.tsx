import { ArrowLeft, Download, Trash2 } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { LineFilter, StatementDetail, StatementId, StatementLine } from '#shared/contract/statements.ts';
import { type SaleType, saleTypes } from '#shared/statement-mapping.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Field, IconButton, Segmented, Select, ViewHead } from '../../ui/index.ts';
import { shownAmount } from './amount-text.ts';
import { ExportLines } from './export-lines.tsx';
import { ItemQueue } from './item-queue.tsx';
import { LineTable } from './line-table.tsx';
import { ProblemTable } from './problem-table.tsx';
import { RowPanel } from './row-panel.tsx';
import { StatementFacts } from './statement-facts.tsx';
import { removeStatement } from './statements.actions.ts';
import styles from './statements.module.css';

const parts = ['lines', 'items', 'facts', 'problems'] as const;

/** One statement: its sums, its lines with the rows behind them, and what is known of it. */
export function StatementDetails({ id }: { id: StatementId }) {
  const text = useText();
  const { data: statement, error } = useCall('statements.get', { id }, { keepsPrevious: true });
  const [part, setPart] = useState<(typeof parts)[number]>('lines');
  const [isExporting, setExporting] = useState(false);
  if (error || !statement) {
    return (
      <>
        <ViewHead title={text('statements.title')} />
        {error && (
          <EmptyState
            text={errorText(text, asAppError(error).code)}
            action={<Button onPress={() => showView('statements')}>{text('statements.back')}</Button>}
          />
        )}
      </>
    );
  }
  return (
    <>
      <ViewHead title={statement.name} summary={text('statements.rows', { count: statement.rows })}>
        <Button icon={<ArrowLeft size={14} />} onPress={() => showView('statements')}>
          {text('statements.back')}
        </Button>
        <Button icon={<Download size={14} />} onPress={() => setExporting(true)}>
          {text('statements.export')}
        </Button>
        <IconButton
          label={text(statement.isClosed ? 'statements.closedHint' : 'statements.remove')}
          isDisabled={statement.isClosed}
          onPress={() => void removeStatement(id, statement.name)}
        >
          <Trash2 size={16} />
        </IconButton>
      </ViewHead>
      <Sums statement={statement} />
      <div className={styles.bar}>
        <Segmented
          label={text('statements.show')}
          value={part}
          options={parts
            .filter((value) => value !== 'problems' || statement.problemCount > 0)
            .map((value) => ({ value, text: text(`statements.view.${value}`, { count: statement.problemCount }) }))}
          onChange={setPart}
        />
      </div>
      {part === 'lines' && <Lines statement={statement} />}
      {part === 'items' && <ItemQueue statementId={id} />}
      {part === 'facts' && <StatementFacts key={id} statement={statement} />}
      {part === 'problems' && <ProblemTable id={id} />}
      {isExporting && (
        <ExportLines filter={{ statementId: id }} name={statement.name} onClose={() => setExporting(false)} />
      )}
    </>
  );
}

function Sums({ statement }: { statement: StatementDetail }) {
  const text = useText();
  return (
    <div className={styles.figuresRow}>
      {statement.parts.map(({ currency, total, matched, open, ignored }) => (
        <div key={currency} className={styles.figure}>
          <span className={styles.quiet}>{text('statements.netIn', { currency })}</span>
          <strong>{shownAmount(total)}</strong>
          <span className={styles.quiet}>
            {[
              text('statements.sumMatched', { amount: shownAmount(matched) }),
              ...(open === '0' ? [] : [text('statements.sumOpen', { amount: shownAmount(open) })]),
              ...(ignored === '0' ? [] : [text('statements.sumIgnored', { amount: shownAmount(ignored) })]),
            ].join(' · ')}
          </span>
        </div>
      ))}
      {statement.differences.map(({ currency, amount }) => (
        <div key={currency} className={styles.figure}>
          <span className={styles.quiet}>{text('statements.differenceIn', { currency })}</span>
          <strong className={styles.warn}>{shownAmount(amount)}</strong>
          <span className={styles.quiet}>
            {text(statement.isDifferenceKnown ? 'statements.differenceKnown' : 'statements.differenceNew')}
          </span>
        </div>
      ))}
    </div>
  );
}

function Lines({ statement }: { statement: StatementDetail }) {
  const text = useText();
  const [words, setWords] = useState('');
  const [saleType, setSaleType] = useState<SaleType | ''>('');
  const [chosen, setChosen] = useState<{ index: number; line: StatementLine } | null>(null);
  const deferred = useDeferredValue(words);
  const filter: LineFilter = {
    statementId: statement.id,
    ...(deferred.trim() === '' ? {} : { text: deferred }),
    ...(saleType === '' ? {} : { saleType }),
  };
  const { data } = useCall('statements.lines', { ...filter, offset: 0, count: 100 }, { keepsPrevious: true });
  const filtered = (work: () => void) => {
    setChosen(null);
    work();
  };
  return (
    <div className={styles.columns}>
      <div className={styles.pane}>
        <div className={styles.bar}>
          <Field
            label={text('statements.filterLines')}
            isLabelHidden
            placeholder={text('statements.filterLines')}
            value={words}
            onChange={(value) => filtered(() => setWords(value))}
          />
          <Select
            isLabelHidden
            label={text('statements.field.saleType')}
            value={saleType}
            options={[
              { value: '' as const, text: text('statements.allSaleTypes') },
              ...saleTypes.map((value) => ({ value, text: text(`statements.saleType.${value}`) })),
            ]}
            onChange={(value) => filtered(() => setSaleType(value))}
          />
          <span className={styles.space} />
          {data?.sums.map(({ currency, rows, net }) => (
            <span key={currency} className={styles.quiet}>
              {text('statements.sumOfLines', { count: rows, amount: shownAmount(net), currency })}
            </span>
          ))}
        </div>
        {data?.total === 0 ? (
          <EmptyState text={text(statement.kind === 'streams' ? 'statements.noMoney' : 'statements.noneMatch')} />
        ) : (
          <LineTable
            key={JSON.stringify(filter)}
            filter={filter}
            total={data?.total ?? 0}
            chosen={chosen?.index ?? null}
            onChoose={(index, line) => setChosen({ index, line })}
          />
        )}
      </div>
      <aside className={styles.side} aria-label={text('statements.rowBehind')}>
        {chosen ? <RowPanel line={chosen.line} /> : <p className={styles.quiet}>{text('statements.pickLine')}</p>}
      </aside>
    </div>
  );
}
