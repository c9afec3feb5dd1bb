import { create } from 'zustand';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationKind } from '#shared/contract/operation.ts';

export const spans = ['any', 'today', 'week', 'month'] as const;
export type Span = (typeof spans)[number];

type HistoryFilter = {
  kind: OperationKind | 'all';
  span: Span;
  track: { id: TrackId; title: string } | null;
};

/** What the history shows. */
export const useHistoryFilter = create<HistoryFilter>(() => ({ kind: 'all', span: 'any', track: null }));

const dayMs = 86_400_000;
const days: Record<Exclude<Span, 'any'>, number> = { today: 0, week: 6, month: 29 };

/** The time from which on a span counts: the beginning of its first day here. */
export function startOf(span: Span, now: number): number | undefined {
  return span === 'any' ? undefined : new Date(now - days[span] * dayMs).setHours(0, 0, 0, 0);
}
