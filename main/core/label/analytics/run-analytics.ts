import type { Db } from '#core/db/query.ts';
import type { AnalyticsDimension, AnalyticsFilter } from '#shared/contract/analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import { breakDown } from './break-down.ts';
import { findRows } from './find-rows.ts';
import { findHints } from './hints.ts';
import { overview } from './overview.ts';
import { compareStreams, estimateStreams } from './streams.ts';

/** What is asked of a thread that only reads: each looks at all sums. */
export type AnalyticsQuery = { type: 'analytics'; filter: AnalyticsFilter; currency: string } & (
  | { view: 'overview' | 'streams' | 'estimates' }
  | { view: 'hints'; now: number }
  | { view: 'lines'; limit: number }
  | { view: 'by'; dimension: AnalyticsDimension; limit: number }
);

export type AnalyticsAnswer = Output<
  | 'analytics.overview'
  | 'analytics.by'
  | 'analytics.lines'
  | 'analytics.hints'
  | 'analytics.streams'
  | 'analytics.estimates'
>;

export function runAnalytics(db: Db, query: AnalyticsQuery): AnalyticsAnswer {
  const { filter, currency } = query;
  switch (query.view) {
    case 'overview':
      return overview(db, filter, currency);
    case 'by':
      return breakDown(db, query, currency);
    case 'lines':
      return findRows(db, filter, query.limit);
    case 'hints':
      return findHints(db, filter, { currency, now: query.now });
    case 'streams':
      return compareStreams(db, filter, currency);
    case 'estimates':
      return estimateStreams(db, filter);
  }
}
