import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';

const mostResults = 20;

/** Tracks of the library that words find, as its own search finds them; none for no words. */
export function useTrackSearch(words: string): readonly TrackRow[] {
  const { data } = useQuery({
    queryKey: ['release track search', words],
    queryFn: () => findTracks(words),
    enabled: words.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  return words.trim() === '' ? [] : (data ?? []);
}

async function findTracks(words: string): Promise<TrackRow[]> {
  const { view, total } = await call('tracks.openView', { slot: 'releaseSearch', text: words, sort: [] });
  return total === 0 ? [] : call('tracks.viewRows', { view, start: 0, count: mostResults });
}
