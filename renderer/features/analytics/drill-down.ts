import type { AnalyticsDimension, AnalyticsRow } from '#shared/contract/analytics.ts';
import type { RecordingId, ReleaseId } from '#shared/contract/studio-ids.ts';
import { saleTypes } from '#shared/statement-mapping.ts';
import { addFilter, showOneMonth } from './analytics.store.ts';

/** Whether there is anything to filter by: what is matched with nothing has no number, and no month has no address. */
export function canFilterBy(dimension: AnalyticsDimension, { key }: AnalyticsRow): boolean {
  if (dimension === 'track' || dimension === 'release') return key.startsWith('r');
  if (dimension === 'territory') return key.length <= 2;
  return dimension !== 'month' || key !== '';
}

/** Filters by a row; false where there is nothing to filter by. */
export function filterBy(dimension: AnalyticsDimension, row: AnalyticsRow, called: string): boolean {
  if (!canFilterBy(dimension, row)) return false;
  const { key } = row;
  if (dimension === 'month') showOneMonth(key);
  else if (dimension === 'track') addFilter('recordingId', Number(key.slice(1)) as RecordingId, called);
  else if (dimension === 'release') addFilter('releaseId', Number(key.slice(1)) as ReleaseId, called);
  else if (dimension === 'type')
    addFilter(
      'saleType',
      saleTypes.find((type) => type === key),
      called,
    );
  else addFilter(dimension, key, called);
  return true;
}
