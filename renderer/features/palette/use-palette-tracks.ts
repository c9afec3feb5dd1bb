import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';

const shownTracks = 5;

type FoundTracks = { total: number; tracks: TrackRow[] };

const noTracks: FoundTracks = { total: 0, tracks: [] };

/** The first tracks that match. Asked anew each time: the core keeps only its last few views. */
export function usePaletteTracks(query: string): FoundTracks {
  const { data } = useQuery({
    queryKey: ['palette tracks', query],
    queryFn: async (): Promise<FoundTracks> => {
      const { view, total } = await call('tracks.openView', { slot: 'palette', text: query, sort: [] });
      const tracks = total === 0 ? [] : await call('tracks.viewRows', { view, start: 0, count: shownTracks });
      return { total, tracks };
    },
    enabled: query !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return query === '' ? noTracks : (data ?? noTracks);
}
