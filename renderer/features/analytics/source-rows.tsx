import type { AnalyticsFilter } from '#shared/contract/analytics.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import styles from './analytics.module.css';
import table from './analytics-table.module.css';
import { countryName, decimalText, monthName, typeName } from './analytics-words.ts';

const mostRows = 200;

/** The rows of statements that the figures are made of; each leads to its statement. */
export function SourceRows({ asked }: { asked: AnalyticsFilter }) {
  const text = useText();
  const { data } = useCall('analytics.lines', { filter: asked, limit: mostRows }, { keepsPrevious: true });
  if (!data) return null;
  const { lines, total } = data;
  return (
    <section className={styles.breakdown}>
      <p className={styles.lead}>
        {text('analytics.rowsAbout')}
        {total > lines.length && `. ${text('analytics.shownOf', { shown: lines.length, count: total })}`}
      </p>
      <table className={table.plain} aria-label={text('analytics.part.rows')}>
        <thead>
          <tr>
            <th scope="col">{text('analytics.column.statement')}</th>
            {(['month', 'store', 'territory', 'type', 'artist', 'track'] as const).map((dimension) => (
              <th key={dimension} scope="col">
                {text(`analytics.dimension.${dimension}`)}
              </th>
            ))}
            <th scope="col" data-figure="true">
              {text('analytics.column.units')}
            </th>
            <th scope="col" data-figure="true">
              {text('analytics.netOnly')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((row) => (
            <tr key={`${row.statementId} ${row.line}`}>
              <th scope="row">
                <Button kind="link" size="small" onPress={() => showView('statements', row.statementId)}>
                  {text('analytics.openRow', { statement: row.statement, line: row.line })}
                </Button>
              </th>
              <td>{monthName(text, row.month)}</td>
              <td>{row.store}</td>
              <td>{row.territory === '' ? '–' : countryName(row.territory)}</td>
              <td>{typeName(text, row.saleType)}</td>
              <td>{row.artist}</td>
              <td>{row.title}</td>
              <td data-figure="true">{text('app.count', { count: row.units })}</td>
              <td data-figure="true">
                {decimalText(row.net)} {row.currency}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
