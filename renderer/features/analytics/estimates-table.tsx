import type { AnalyticsFilter } from '#shared/contract/analytics.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import styles from './analytics.module.css';
import table from './analytics-table.module.css';
import { decimalText, shownAmount } from './analytics-words.ts';

const columns = ['perStream', 'estimate', 'paidUsd'] as const;

/** What streams would have brought by an estimate for each store, beside what they did. Never part of any sum. */
export function EstimatesTable({ asked }: { asked: AnalyticsFilter }) {
  const text = useText();
  const { data: rows } = useCall('analytics.estimates', asked, { keepsPrevious: true });
  if (!rows) return null;
  if (rows.length === 0) return <EmptyState text={text('analytics.noEstimates')} />;
  return (
    <section className={styles.breakdown}>
      <p className={styles.lead}>
        {text('analytics.estimatesAbout')}{' '}
        <Button kind="link" onPress={() => showView('deliveries')}>
          {text('analytics.toStores')}
        </Button>
      </p>
      <table className={table.plain} aria-label={text('analytics.part.estimates')}>
        <thead>
          <tr>
            <th scope="col">{text('analytics.dimension.store')}</th>
            <th scope="col" data-figure="true">
              {text('analytics.streams')}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" data-figure="true">
                {text(`analytics.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.store}>
              <th scope="row">{row.store}</th>
              <td data-figure="true">{text('app.count', { count: row.streams })}</td>
              <td data-figure="true">{row.perStream}</td>
              <td data-figure="true" title={decimalText(row.estimate)}>
                ≈ {shownAmount(row.estimate, 'USD')}
              </td>
              <td data-figure="true" title={row.paid === null ? undefined : decimalText(row.paid)}>
                {row.paid === null ? '–' : shownAmount(row.paid, 'USD')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
