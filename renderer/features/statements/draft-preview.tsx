import { CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DraftPreview as Preview, StatementDraft } from '#shared/contract/statements.ts';
import { isStatementError } from '#shared/statement-mapping.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox } from '../../ui/index.ts';
import { formatDay } from '../tracks/index.ts';
import { shownMonth, shownMonths } from './amount-text.ts';
import { ColumnMapper } from './column-mapper.tsx';
import { ControlTotals } from './control-totals.tsx';
import { DraftOptions } from './draft-options.tsx';
import { DraftQuestions } from './draft-questions.tsx';
import { chooseDraft } from './statements.actions.ts';
import styles from './statements.module.css';

/** What a file is and what would come of it. Nothing of it is written yet. */
export function DraftPreview({ draft }: { draft: StatementDraft }) {
  const preview = draft.preview as Preview;
  return (
    <>
      <About preview={preview} />
      <SameAs draft={draft} preview={preview} />
      {preview.isUnknown && <FirstRows preview={preview} />}
      <DraftQuestions draft={draft} preview={preview} />
      {(preview.isUnknown || draft.choice.mapping) && <ColumnMapper draft={draft} preview={preview} />}
      {preview.totals.length > 0 && <ControlTotals draft={draft} preview={preview} />}
      <DraftOptions draft={draft} preview={preview} />
      <Problems preview={preview} />
      {!preview.isUnknown && <FirstRows preview={preview} />}
    </>
  );
}

function Note({ tone, children }: { tone: 'info' | 'warn' | 'error'; children: ReactNode }) {
  const Icon = { info: Info, warn: TriangleAlert, error: CircleX }[tone];
  return (
    <p className={`${styles.note} ${tone === 'info' ? styles.quiet : styles[tone]}`}>
      <Icon size={14} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

function About({ preview }: { preview: Preview }) {
  const text = useText();
  const { file, because, moneyColumns, moneyNote, matches, stores } = preview;
  const known = matches.filter(({ method }) => method !== '' && method !== 'ignored');
  const open = matches.find(({ method }) => method === '');
  const delimiter =
    file.delimiter === '\t' ? 'tab' : file.delimiter === ';' ? 'semicolon' : file.delimiter === '|' ? 'bar' : 'comma';
  const isTable = file.kind === 'xlsx' || file.kind === 'dsr';
  return (
    <dl className={styles.facts}>
      <dt>{text('statements.format')}</dt>
      <dd>
        {preview.formatName || text('statements.unknownFormat')}
        {because.length > 0 && (
          <span className={styles.quiet}> {text('statements.because', { columns: because.join(', ') })}</span>
        )}
      </dd>
      {moneyColumns.length > 0 && (
        <>
          <dt>{text('statements.money')}</dt>
          <dd>
            {moneyColumns.join(', ')}
            {moneyNote !== '' && (
              <span className={styles.quiet}> {text(`statements.money.${moneyNote as 'onlyAmount'}`)}</span>
            )}
          </dd>
        </>
      )}
      <dt>{text('statements.fileForm')}</dt>
      <dd>
        {[
          text(`statements.kind.${file.kind as 'csv'}`),
          ...(isTable ? [file.sheet ?? ''] : [file.encoding.toUpperCase(), text(`statements.delimiter.${delimiter}`)]),
          text(file.decimal === ',' ? 'statements.decimalComma' : 'statements.decimalPoint'),
          file.member ?? '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </dd>
      <dt>{text('statements.content')}</dt>
      <dd>
        {[
          text('statements.rows', { count: preview.rows }),
          preview.to === '' ? '' : shownMonths(preview.from.slice(0, 7), preview.to.slice(0, 7)),
          preview.reportedMonth === ''
            ? ''
            : text('statements.reportedIn', { month: shownMonth(preview.reportedMonth) }),
          stores.length > 0 ? text('statements.stores', { count: stores.length }) : '',
          preview.reversals > 0 ? text('statements.reversals', { count: preview.reversals }) : '',
          preview.leftOutRows > 0 ? text('statements.leftOut', { count: preview.leftOutRows }) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </dd>
      <dt>{text('statements.matched')}</dt>
      <dd>
        {[
          ...known.map(({ method, items, rows }) => text(`statements.by.${method as 'isrc'}`, { items, rows })),
          open ? text('statements.by.none', { items: open.items, rows: open.rows }) : '',
        ]
          .filter(Boolean)
          .join(' · ') || '–'}
      </dd>
      {preview.columns.some(({ isPersonal }) => isPersonal) && (
        <>
          <dt>{text('statements.personal')}</dt>
          <dd>
            {preview.columns
              .filter(({ isPersonal }) => isPersonal)
              .map(({ name }) => name)
              .join(', ')}
          </dd>
        </>
      )}
    </dl>
  );
}

function SameAs({ draft, preview }: { draft: StatementDraft; preview: Preview }) {
  const text = useText();
  const { sameFile, sameRows, overlaps } = preview;
  const of = ({ name, importedAt }: { name: string; importedAt: number }) => ({
    name,
    day: formatDay(importedAt, Date.now()),
  });
  if (sameFile) return <Note tone="warn">{text('statements.sameFile', of(sameFile))}</Note>;
  return (
    <>
      {sameRows && (
        <>
          <Note tone="warn">{text('statements.sameRows', of(sameRows))}</Note>
          <Checkbox
            isSelected={draft.choice.isSameKnown ?? false}
            onChange={(isSameKnown) => void chooseDraft(draft.id, { isSameKnown })}
          >
            {text('statements.importSame')}
          </Checkbox>
        </>
      )}
      {!sameRows && overlaps.length > 0 && (
        <Note tone="info">{text('statements.overlaps', { names: overlaps.map(({ name }) => name).join(', ') })}</Note>
      )}
    </>
  );
}

function Problems({ preview }: { preview: Preview }) {
  const text = useText();
  const { problems, problemCounts, errorCount } = preview;
  if (problemCounts.length === 0) return null;
  const total = problemCounts.reduce((sum, { count }) => sum + count, 0);
  return (
    <details open={errorCount > 0}>
      <summary className={errorCount > 0 ? styles.error : styles.warn}>
        {errorCount > 0
          ? text('statements.errors', { count: errorCount })
          : text('statements.warnings', { count: total })}
      </summary>
      <ul className={styles.list} aria-label={text('statements.problems')}>
        {problemCounts.map(({ code, count }) => (
          <li key={code}>
            <Note tone={isStatementError(code) ? 'error' : 'warn'}>
              {text(`statements.problem.${code}`, { count })}
            </Note>
          </li>
        ))}
      </ul>
      <section className={styles.sample} tabIndex={-1} aria-label={text('statements.problemRows')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{text('statements.column.line')}</th>
              <th scope="col">{text('statements.column.field')}</th>
              <th scope="col">{text('statements.column.cell')}</th>
              <th scope="col">{text('statements.column.why')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ line, code, column, text: cell }, index) => (
              <tr key={`${String(index)} ${String(line)} ${code}`}>
                <td>{text('app.count', { count: line })}</td>
                <td>{column || '–'}</td>
                <td className={styles.name}>{cell || '–'}</td>
                <td>{text(`statements.problem.${code}`, { count: 1 })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** As the file has them, with what each column is read as above it. */
function FirstRows({ preview }: { preview: Preview }) {
  const text = useText();
  const { columns, firstRows } = preview;
  if (columns.length === 0) return null;
  return (
    <details open={preview.isUnknown}>
      <summary>{text('statements.firstRows', { count: firstRows.length })}</summary>
      <section
        className={styles.sample}
        tabIndex={-1}
        aria-label={text('statements.firstRows', { count: firstRows.length })}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map(({ name, field, isPersonal }) => (
                <th key={name} scope="col">
                  {name}
                  <br />
                  {isPersonal
                    ? text('statements.dropped')
                    : field
                      ? text(`statements.field.${field as 'net'}`)
                      : text('statements.onlyKept')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {firstRows.map((cells, index) => (
              <tr key={`${String(index)} ${cells.join(' ')}`}>
                {columns.map(({ name, isPersonal }, at) => (
                  <td key={name} data-personal={isPersonal || undefined}>
                    {cells[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
