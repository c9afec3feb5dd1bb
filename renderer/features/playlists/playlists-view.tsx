import { ListMusic } from 'lucide-react';
import { type ComponentType, type ReactNode, useEffect } from 'react';
import type { Playlist, PlaylistId } from '#shared/contract/playlists.ts';
import { useCall } from '../../api/query.ts';
import { showView, useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { changeSelection, emptySelection } from '../tracks/index.ts';
import { PlaylistView } from './playlist-view.tsx';
import { PlaylistsOverview } from './playlists-overview.tsx';
import { SmartView } from './smart-view.tsx';

/** What other features bring to a playlist: a way to look at it as a set. */
export type PlaylistParts = {
  /** With a head of its own, in which `actions` stand. */
  setView?: ComponentType<{ playlist: Playlist; actions: ReactNode }> | undefined;
};

/** The playlist that is open, what a folder holds, or all playlists. */
export function PlaylistsView(parts: PlaylistParts) {
  const text = useText();
  const item = useView((state) => state.item) as PlaylistId | null;
  const { data: playlists } = useCall('playlists.list');
  const listed = playlists?.find(({ id }) => id === item);
  // One that was just made may not be listed yet.
  const isUnlisted = item !== null && playlists !== undefined && !listed;
  const single = useCall('playlists.get', { id: item as PlaylistId }, { enabled: isUnlisted });
  const playlist = listed ?? (isUnlisted ? single.data : undefined);
  // Entries are of one list; what was selected in the library stays.
  useEffect(() => () => changeSelection((selection) => (selection.entries ? emptySelection : selection)), []);

  if (!playlists || (isUnlisted && single.isPending)) return null;
  if (item === null) return <PlaylistsOverview playlists={playlists} folder={null} />;
  if (!playlist) {
    return (
      <EmptyState
        icon={<ListMusic size={24} />}
        text={text('playlists.gone')}
        action={<Button onPress={() => showView('playlists')}>{text('playlists.showAll')}</Button>}
      />
    );
  }
  if (playlist.kind === 'folder') return <PlaylistsOverview playlists={playlists} folder={playlist} />;
  if (playlist.kind === 'smart') return <SmartView key={playlist.id} playlist={playlist} />;
  return <PlaylistView key={playlist.id} playlist={playlist} {...parts} />;
}
