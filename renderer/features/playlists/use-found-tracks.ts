import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';

const mostShown = 20;
const none: readonly TrackRow[] = [];

/** The first tracks a query finds; none for an empty one. A newer query ends an older one. */
export function useFoundTracks(typed: string): readonly TrackRow[] {
  const text = useDeferredValue(typed.trim());
  const { data = none } = useQuery({
    queryKey: ['found-tracks', text],
    queryFn: async () => {
      const { view, total } = await call('tracks.openView', { slot: 'find-track', text, sort: [] });
      return total === 0 ? none : call('tracks.viewRows', { view, start: 0, count: Math.min(total, mostShown) });
    },
    enabled: text !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return text === '' ? none : data;
}
