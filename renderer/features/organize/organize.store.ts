import { create } from 'zustand';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OrganizeScope, ProposalFilter } from '#shared/contract/organize.ts';

export type ProposalGroup = 'conflicts' | 'warnings' | 'ready';

type OrganizeState = {
  filter: ProposalFilter;
  /** Of the filter field. */
  text: string;
  /** The row the keys act on, by its place among all rows of the list. */
  current: number;
  folded: ReadonlySet<ProposalGroup>;
  /** The file whose new path is being typed. */
  editing: TrackId | null;
  /** The rule whose pattern is on screen. */
  ruleId: string | null;
  /** What the last look looked at; a new pattern looks at the same. */
  scope: OrganizeScope;
  /** What a dry run came to, until anything changes. */
  dryRun: string | null;
};

export const useOrganize = create<OrganizeState>(() => ({
  filter: 'all',
  text: '',
  current: 0,
  folded: new Set(),
  editing: null,
  ruleId: null,
  scope: { type: 'all' },
  dryRun: null,
}));

export function showFilter(filter: ProposalFilter): void {
  useOrganize.setState({ filter, current: 0 });
}

export function setFilterText(text: string): void {
  useOrganize.setState({ text, current: 0 });
}

export function toggleFold(group: ProposalGroup): void {
  useOrganize.setState(({ folded }) => {
    const next = new Set(folded);
    if (!next.delete(group)) next.add(group);
    return { folded: next };
  });
}
