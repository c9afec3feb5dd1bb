import type { StatementLine } from '#shared/contract/statements.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { shownAmount } from './amount-text.ts';
import styles from './statements.module.css';

/** A line and the row of its file, cell by cell. */
export function RowPanel({ line }: { line: StatementLine }) {
  const text = useText();
  const { data: row } = useCall('statements.row', { statementId: line.statementId, line: line.line });
  const amounts = (['gross', 'fee', 'withheld', 'net'] as const).flatMap((field) => {
    const amount = line[field];
    return amount === null ? [] : [[field, amount] as const];
  });
  return (
    <>
      <h2>{text('statements.rowBehind')}</h2>
      <dl className={styles.facts}>
        {amounts.map(([field, amount]) => (
          <Fact
            key={field}
            name={text(`statements.field.${field}`)}
            value={`${shownAmount(amount)} ${line.currency}`}
          />
        ))}
        <Fact
          name={text('statements.knownBy')}
          value={text(line.method === '' ? 'statements.method.none' : `statements.method.${line.method}`)}
        />
      </dl>
      {row && (
        <>
          <span className={styles.quiet}>{text('statements.rowOf', { line: line.line, name: row.fileName })}</span>
          <dl className={`${styles.facts} ${styles.well}`}>
            {row.columns.map((column, at) => (
              <Fact key={column} name={column} value={row.cells[at] || '–'} />
            ))}
          </dl>
        </>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
