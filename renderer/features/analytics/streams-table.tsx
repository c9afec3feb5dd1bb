import type { AnalyticsFilter } from '#shared/contract/analytics.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { EmptyState } from '../../ui/index.ts';
import styles from './analytics.module.css';
import table from './analytics-table.module.css';
import { decimalText, percentText, shownAmount } from './analytics-words.ts';

/** Streams that Spotify for Artists counted, beside those that statements paid for. */
export function StreamsTable({ asked, currency }: { asked: AnalyticsFilter; currency: string }) {
  const text = useText();
  const { data: rows } = useCall('analytics.streams', asked, { keepsPrevious: true });
  if (!rows) return null;
  if (rows.length === 0) return <EmptyState text={text('analytics.noCounted')} />;
  return (
    <section className={styles.breakdown}>
      <p className={styles.lead}>{text('analytics.countedAbout')}</p>
      <table className={table.plain} aria-label={text('analytics.part.streams')}>
        <thead>
          <tr>
            <th scope="col">{text('analytics.dimension.track')}</th>
            {(['counted', 'paid', 'paidShare'] as const).map((column) => (
              <th key={column} scope="col" data-figure="true">
                {text(`analytics.column.${column}`)}
              </th>
            ))}
            <th scope="col" data-figure="true">
              {text('analytics.net', { currency })}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.recordingId ?? ''} ${row.title} ${row.counted}`}>
              <th scope="row">{row.title || text('analytics.none.track')}</th>
              <td data-figure="true">{text('app.count', { count: row.counted })}</td>
              <td data-figure="true">{text('app.count', { count: row.paid })}</td>
              <td data-figure="true">{percentText(text, row.paidShare)}</td>
              <td data-figure="true" title={decimalText(row.net)}>
                {shownAmount(row.net, currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
