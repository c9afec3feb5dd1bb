import { lazy, Suspense } from 'react';
import type { AnalyticsDimension, AnalyticsFilter, AnalyticsRow } from '#shared/contract/analytics.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './analytics.module.css';
import { useAnalytics } from './analytics.store.ts';
import { rowName } from './analytics-words.ts';
import { BreakdownTable } from './breakdown-table.tsx';
import { filterBy } from './drill-down.ts';

/** The shapes of all countries come when they are looked at first. */
const WorldMap = lazy(async () => ({ default: (await import('./world-map.tsx')).WorldMap }));

const mostRows = 5000;

/** Where a row leads: to what it is made of. */
const below: Record<AnalyticsDimension, AnalyticsDimension> = {
  ...{ store: 'track', territory: 'track', release: 'track', artist: 'track' },
  ...{ track: 'store', type: 'store', source: 'store', month: 'store' },
};

/** What came in by one dimension; a row that is pressed filters by it, and shows what it is made of. */
export function Breakdown({ asked }: { asked: AnalyticsFilter }) {
  const text = useText();
  const dimension = useAnalytics((state) => state.dimension);
  const { data } = useCall('analytics.by', { filter: asked, dimension, limit: mostRows }, { keepsPrevious: true });
  // The answer that still stands there may be by another dimension.
  const rows = data?.dimension === dimension ? data.rows : null;
  const drill = (row: AnalyticsRow) => {
    if (!filterBy(dimension, row, rowName(text, dimension, row))) return;
    useAnalytics.setState({ dimension: below[dimension] });
  };
  return (
    <section className={styles.breakdown}>
      {data && data.rowCount > data.rows.length && (
        <p className={styles.lead}>{text('analytics.shownOf', { shown: data.rows.length, count: data.rowCount })}</p>
      )}
      {data && rows && (
        <>
          {dimension === 'territory' && (
            <Suspense fallback={<p className={styles.quiet}>{text('analytics.mapLoading')}</p>}>
              <WorldMap rows={rows} currency={data.currency} onChoose={drill} />
            </Suspense>
          )}
          <BreakdownTable key={dimension} dimension={dimension} answer={data} onChoose={drill} />
        </>
      )}
    </section>
  );
}
