import { type ReviewKind, reviewKinds } from '#shared/contract/review.ts';

export type LaneFilter = ReviewKind | 'all';
export type LaneCounts = Readonly<Record<ReviewKind, number>>;

/** One line of the lane: the head of a kind, or the question at an index of 'review.list'. */
export type LaneRow =
  | { type: 'head'; kind: ReviewKind; count: number }
  | { type: 'item'; kind: ReviewKind; index: number };

/** A kind that has questions: where they begin in the list, and where its head stands among the rows. */
type LaneGroup = { kind: ReviewKind; count: number; firstIndex: number; headRow: number };

export type LaneLayout = { groups: readonly LaneGroup[]; itemCount: number; rowCount: number };

/** Rows of a lane from its counts alone, so that a long one needs only the pages on screen. */
export function layoutLane(counts: LaneCounts, filter: LaneFilter): LaneLayout {
  const groups: LaneGroup[] = [];
  let itemCount = 0;
  for (const kind of reviewKinds) {
    const count = counts[kind];
    if (count <= 0 || (filter !== 'all' && filter !== kind)) continue;
    groups.push({ kind, count, firstIndex: itemCount, headRow: itemCount + groups.length });
    itemCount += count;
  }
  return { groups, itemCount, rowCount: itemCount + groups.length };
}

export function laneRow({ groups }: LaneLayout, row: number): LaneRow | null {
  const group = groups.findLast(({ headRow }) => headRow <= row);
  if (!group || row > group.headRow + group.count) return null;
  const { kind, count, firstIndex, headRow } = group;
  if (row === headRow) return { type: 'head', kind, count };
  return { type: 'item', kind, index: firstIndex + row - headRow - 1 };
}

/** The row of an item. */
export function rowOfItem({ groups }: LaneLayout, index: number): number {
  const group = groups.findLast(({ firstIndex }) => firstIndex <= index);
  return group ? group.headRow + 1 + index - group.firstIndex : 0;
}
