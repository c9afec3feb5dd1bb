import { create } from 'zustand';
import type { AnalyticsDimension, AnalyticsFilter } from '#shared/contract/analytics.ts';
import type { RecordingId, ReleaseId } from '#shared/contract/studio-ids.ts';
import { showView } from '../../app/view.store.ts';
import type { PeriodKind } from './periods.ts';

/** What is filtered by, beside months. */
export type ShownFilter = Omit<AnalyticsFilter, 'from' | 'to'>;
export type FilterName = keyof ShownFilter;

export const analyticsParts = ['breakdown', 'rows', 'streams', 'estimates'] as const;
export type AnalyticsPart = (typeof analyticsParts)[number];

type AnalyticsState = {
  period: PeriodKind;
  /** 'yyyy-mm', both inclusive; of a period of one's own. */
  custom: { from: string; to: string };
  filter: ShownFilter;
  /** What the values of the filter are called, where a number says nothing. */
  names: Partial<Record<FilterName, string>>;
  dimension: AnalyticsDimension;
  part: AnalyticsPart;
  isExportOpen: boolean;
};

/** What is looked at; it stays while other views are. */
export const useAnalytics = create<AnalyticsState>(() => ({
  ...{ period: 'twelve', custom: { from: '', to: '' }, filter: {}, names: {} },
  ...{ dimension: 'store', part: 'breakdown', isExportOpen: false },
}));

export function addFilter<Name extends FilterName>(name: Name, value: ShownFilter[Name], called: string): void {
  useAnalytics.setState(({ filter, names }) => ({
    filter: { ...filter, [name]: value },
    names: { ...names, [name]: called },
  }));
}

export function removeFilter(name: FilterName): void {
  useAnalytics.setState(({ filter, names }) => {
    const { [name]: _value, ...kept } = filter;
    const { [name]: _name, ...keptNames } = names;
    return { filter: kept, names: keptNames };
  });
}

export function showOneMonth(month: string): void {
  useAnalytics.setState({ period: 'custom', custom: { from: month, to: month } });
}

export function showAllOf(): void {
  useAnalytics.setState({ filter: {}, names: {}, period: 'all' });
}

/** Shows what came in of one recording, release or artist; `name` is what its chip says. */
export function showAnalyticsOf(
  of: ({ recordingId: RecordingId } | { releaseId: ReleaseId } | { artist: string }) & { name?: string },
): void {
  const { name = 'artist' in of ? of.artist : undefined, ...filter } = of;
  const [key] = Object.keys(filter) as FilterName[];
  useAnalytics.setState({
    ...{ filter, part: 'breakdown', dimension: 'store', period: 'all' },
    names: key && name !== undefined ? { [key]: name } : {},
  });
  showView('analytics');
}
