import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { useSelection } from './selection.store.ts';
import { selectionKey } from './use-selection-summary.ts';

/** More selected tracks than this are not looked up. */
const mostLookedUp = 10_000;
const none: ReadonlySet<number> = new Set();

/** The playlists that hold any of the selected tracks. */
export function usePlaylistsOfSelection(): ReadonlySet<number> {
  const ids = useDeferredValue(useSelection((selection) => selection.ids));
  const { data } = useQuery({
    // The method's name in front lets a change of playlists ask again.
    queryKey: ['playlists.containing', 'selection', selectionKey(ids)],
    queryFn: async () => {
      const found = await call('playlists.containing', { trackIds: [...ids] });
      return new Set<number>(found.map(({ id }) => id));
    },
    enabled: ids.size > 0 && ids.size <= mostLookedUp,
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  return ids.size > 0 ? (data ?? none) : none;
}

/** So many are named. */
const mostNamed = 2;

/** Says which playlists the selected tracks are in. */
export function MembershipNote() {
  const text = useText();
  const holding = usePlaylistsOfSelection();
  const { data: playlists = [] } = useCall('playlists.list');
  const names = playlists.filter(({ id }) => holding.has(id)).map(({ name }) => name);
  if (names.length === 0) return null;
  const named = names.slice(0, mostNamed).join(', ');
  return (
    <span>{text('tracks.inPlaylists', { count: names.length, names: named, more: names.length - mostNamed })}</span>
  );
}
