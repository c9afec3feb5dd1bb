import { create } from 'zustand';
import {
  groupCounts,
  groupsOfKind,
  type ReportDefinition,
  type ReportGroup,
  type ReportId,
  type ReportKind,
} from '#shared/contract/reports.ts';

type ReportsState = {
  definition: ReportDefinition;
  /** The saved report it came from; null for one of its own. */
  saved: { id: ReportId; name: string } | null;
  dialog: 'export' | 'save' | null;
  showsChart: boolean;
};

/** The report on screen; it stays while other views are looked at. */
export const useReports = create<ReportsState>(() => ({
  definition: {
    kind: 'time',
    groups: ['project'],
    period: { kind: 'thisMonth', from: '', to: '' },
    filter: { people: [], projects: [], clients: [], songs: [], tags: [], billable: 'all', status: 'all' },
    rounding: { mode: 'none', minutes: 15, per: 'entry' },
    sort: 'name',
  },
  saved: null,
  dialog: null,
  showsChart: true,
}));

export function changeReport(change: Partial<ReportDefinition>): void {
  useReports.setState(({ definition }) => ({ definition: { ...definition, ...change } }));
}

export function changeFilter(change: Partial<ReportDefinition['filter']>): void {
  useReports.setState(({ definition }) => ({
    definition: { ...definition, filter: { ...definition.filter, ...change } },
  }));
}

/** Another kind keeps of its groups what it can, and gets the usual ones for what it needs. */
export function changeKind(kind: ReportKind): void {
  const { definition } = useReports.getState();
  changeReport({ kind, groups: fitGroups(kind, definition.groups) });
}

export function fitGroups(kind: ReportKind, groups: readonly ReportGroup[]): ReportGroup[] {
  const [least, most] = groupCounts[kind];
  const possible = groupsOfKind[kind];
  const kept = groups.filter((group) => possible.includes(group)).slice(0, most);
  const usual = possible.filter((group) => !kept.includes(group));
  return [...kept, ...usual.slice(0, Math.max(0, least - kept.length))];
}

/** Sets the group of a place; null takes it away. A group that stands elsewhere already changes places. */
export function setGroup(place: number, group: ReportGroup | null): void {
  const { groups } = useReports.getState().definition;
  const next = groups.filter((_, index) => index !== place);
  if (group === null) {
    changeReport({ groups: next });
    return;
  }
  const before = groups.indexOf(group);
  const swapped = [...groups];
  if (before >= 0 && place < groups.length) swapped[before] = groups[place] as ReportGroup;
  swapped[place] = group;
  changeReport({ groups: [...new Set(swapped)] });
}

export function countFilters({ filter }: ReportDefinition): number {
  const lists = [filter.people, filter.projects, filter.clients, filter.songs, filter.tags];
  const chosen = lists.reduce((sum, list) => sum + list.length, 0);
  return chosen + (filter.billable === 'all' ? 0 : 1) + (filter.status === 'all' ? 0 : 1);
}
