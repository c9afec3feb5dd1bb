import { useQuery } from '@tanstack/react-query';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';
import { mergeSummaries, summarisedPerCall, type TracksSummary } from './merge-summaries.ts';
import { useSelection } from './selection.store.ts';

/** Counts, sums and shared values of the selected tracks; the last ones until new ones are here. */
export function useSelectionSummary(): TracksSummary | null {
  const ids = useSelection((selection) => selection.ids);
  const { data } = useQuery({
    // The method's name in front lets a change of tracks ask again, as for any other call.
    queryKey: ['tracks.summarise', 'selection', selectionKey(ids)],
    queryFn: ({ signal }) => summariseAll([...ids], signal),
    enabled: ids.size > 0,
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  return ids.size > 0 ? (data ?? null) : null;
}

/** A set never changes once it is in the store, so a number can stand for it. */
const keys = new WeakMap<ReadonlySet<TrackId>, number>();
let nextKey = 0;

export function selectionKey(ids: ReadonlySet<TrackId>): number {
  const known = keys.get(ids);
  if (known !== undefined) return known;
  nextKey++;
  keys.set(ids, nextKey);
  return nextKey;
}

async function summariseAll(ids: TrackId[], signal: AbortSignal): Promise<TracksSummary | null> {
  let sum: TracksSummary | null = null;
  for (let start = 0; start < ids.length; start += summarisedPerCall) {
    signal.throwIfAborted();
    const part = await call('tracks.summarise', { ids: ids.slice(start, start + summarisedPerCall) });
    sum = sum ? mergeSummaries(sum, part) : part;
  }
  return sum;
}
