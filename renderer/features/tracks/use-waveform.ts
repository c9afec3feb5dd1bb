import { useQuery } from '@tanstack/react-query';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { decodeWaveform, type Waveform } from '#shared/waveform.ts';
import { mediaUrl } from '../../api/media.ts';

/** All levels of a track's waveform; null until they are here, and where there is none. */
export function useWaveform(track: Pick<TrackRow, 'id' | 'analysisState'> | null): Waveform | null {
  const id = track?.id;
  const { data } = useQuery({
    queryKey: ['waveform', id, track?.analysisState],
    queryFn: ({ signal }) => fetchWaveform(id!, signal),
    enabled: id !== undefined && track?.analysisState === 'done',
    // A waveform takes up to 100 kB: the last few are kept, for going back and forth.
    gcTime: 60_000,
  });
  return data ?? null;
}

async function fetchWaveform(id: number, signal: AbortSignal): Promise<Waveform | null> {
  const response = await fetch(mediaUrl(`/waveform/${id}`), { signal });
  if (!response.ok) return null;
  return decodeWaveform(new Uint8Array(await response.arrayBuffer()));
}
