import type { StatementId } from '#shared/contract/statements.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './statements.module.css';

/** Rows that were not quite as they should be, and why. */
export function ProblemTable({ id }: { id: StatementId }) {
  const text = useText();
  const { data } = useCall('statements.problems', { id, count: 500 });
  return (
    <section className={styles.scroll} tabIndex={-1} aria-label={text('statements.problems')} data-pane-focus>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text('statements.column.line')}</th>
            <th scope="col">{text('statements.column.why')}</th>
            <th scope="col">{text('statements.column.field')}</th>
            <th scope="col">{text('statements.column.cell')}</th>
          </tr>
        </thead>
        <tbody>
          {data?.problems.map(({ line, code, column, text: cell }, index) => (
            <tr key={`${String(index)} ${String(line)}`}>
              <td>{text('app.count', { count: line })}</td>
              <td>{text(`statements.problem.${code}`, { count: 1 })}</td>
              <td>{column || '–'}</td>
              <td className={styles.name}>{cell || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data && data.total > data.problems.length && (
        <p className={styles.quiet}>{text('statements.moreProblems', { count: data.total - data.problems.length })}</p>
      )}
    </section>
  );
}
