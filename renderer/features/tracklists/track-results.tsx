import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';

const mostResults = 12;

/** Tracks that a text finds, as the library's own search finds them; none for an empty text. */
export function useTrackResults(slot: string, words: string): TrackRow[] {
  const { data } = useQuery({
    queryKey: ['tracklist search', slot, words],
    queryFn: () => findTracks(slot, words),
    enabled: words.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  return words.trim() === '' ? [] : (data ?? []);
}

async function findTracks(slot: string, words: string): Promise<TrackRow[]> {
  const { view, total } = await call('tracks.openView', { slot, text: words, sort: [] });
  return total === 0 ? [] : call('tracks.viewRows', { view, start: 0, count: mostResults });
}
