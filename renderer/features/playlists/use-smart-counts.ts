import { useMemo } from 'react';
import type { Playlist, PlaylistId } from '#shared/contract/playlists.ts';
import { useCall } from '../../api/query.ts';

type Summary = { count: number; durationMs: number };

/** One call takes so many. */
const mostCounted = 500;
const none: ReadonlyMap<PlaylistId, Summary> = new Map();

/** How much smart playlists hold now; the last counts until new ones are here. */
export function useSmartCounts(playlists: readonly Playlist[]): ReadonlyMap<PlaylistId, Summary> {
  const ids = useMemo(
    () =>
      playlists
        .filter(({ kind }) => kind === 'smart')
        .map(({ id }) => id)
        .slice(0, mostCounted),
    [playlists],
  );
  const { data } = useCall('playlists.smartCounts', { ids }, { enabled: ids.length > 0, keepsPrevious: true });
  return useMemo(
    () => (data ? new Map(data.flatMap(({ id, summary }) => (summary ? [[id, summary] as const] : []))) : none),
    [data],
  );
}
