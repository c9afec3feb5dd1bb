import { create } from 'zustand';
import type { PersonId, PersonRole } from '#shared/contract/people.ts';
import { useView } from '../../app/view.store.ts';

export const peopleTabs = ['people', 'teams', 'invitations'] as const;
export type PeopleTab = (typeof peopleTabs)[number];

export type RoleFilter = PersonRole | 'all' | 'member' | 'removed';

export type PeopleDialog =
  | { kind: 'make'; name: string }
  | { kind: 'merge'; ids: readonly [PersonId, PersonId] }
  | { kind: 'mergeWith'; id: PersonId }
  | { kind: 'handOver'; id: PersonId }
  | { kind: 'import'; text: string }
  | { kind: 'invite' }
  | { kind: 'join'; text: string };

export const detailTabs = ['details', 'credits', 'time'] as const;

type PeopleState = {
  tab: PeopleTab;
  text: string;
  role: RoleFilter;
  selected: ReadonlySet<PersonId>;
  detailTab: (typeof detailTabs)[number];
  dialog: PeopleDialog | null;
};

export const usePeopleStore = create<PeopleState>(() => ({
  tab: 'people',
  text: '',
  role: 'all',
  selected: new Set(),
  detailTab: 'details',
  dialog: null,
}));

export function openPeopleDialog(dialog: PeopleDialog): void {
  usePeopleStore.setState({ dialog });
}

export function closePeopleDialog(): void {
  usePeopleStore.setState({ dialog: null });
}

/** Who is selected: what was, or who the address names. */
export function selectedPeople(): PersonId[] {
  const { view, item } = useView.getState();
  const { selected, tab } = usePeopleStore.getState();
  if (view !== 'people' || tab !== 'people') return [];
  if (selected.size > 0) return [...selected];
  return item === null ? [] : [item as PersonId];
}
