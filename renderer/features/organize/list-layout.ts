import type { ProposalGroup } from './organize.store.ts';

export type GroupCounts = Readonly<Record<ProposalGroup, number>>;

/** One line of the table: the head of a group, or the proposal at an index of 'organize.list'. */
export type ListRow =
  | { type: 'head'; group: ProposalGroup; count: number }
  | { type: 'item'; group: ProposalGroup; index: number };

type Group = { group: ProposalGroup; count: number; shown: number; firstIndex: number; headRow: number };

export type ListLayout = { groups: readonly Group[]; rowCount: number };

const order = ['conflicts', 'warnings', 'ready'] as const;

/** The rows of a list from its counts alone; those of a folded group are left out. */
export function layoutList(counts: GroupCounts, folded: ReadonlySet<ProposalGroup>): ListLayout {
  const groups: Group[] = [];
  let firstIndex = 0;
  let row = 0;
  for (const group of order) {
    const count = counts[group];
    if (count === 0) continue;
    const shown = folded.has(group) ? 0 : count;
    groups.push({ group, count, shown, firstIndex, headRow: row });
    firstIndex += count;
    row += 1 + shown;
  }
  return { groups, rowCount: row };
}

export function listRow({ groups }: ListLayout, row: number): ListRow | null {
  const found = groups.findLast(({ headRow }) => headRow <= row);
  if (!found || row > found.headRow + found.shown) return null;
  const { group, count, firstIndex, headRow } = found;
  return row === headRow
    ? { type: 'head', group, count }
    : { type: 'item', group, index: firstIndex + row - headRow - 1 };
}
