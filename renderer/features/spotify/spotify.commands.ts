import { CloudDownload, CloudUpload, GitCompareArrows } from 'lucide-react';
import type { Playlist } from '#shared/contract/playlists.ts';
import { call } from '../../api/client.ts';
import { useView } from '../../app/view.store.ts';
import { attempt, registerCommands } from '../commands/index.ts';
import { openCompare, openExport, openImport } from './spotify.store.ts';

/** The number of the playlist on screen; null where none is. */
function openPlaylistId(): number | null {
  const { view, item }: { view: string; item: number | null } = useView.getState();
  return view === 'playlists' ? item : null;
}

function withPlaylist(run: (playlist: Playlist) => void): void {
  void attempt(async () => run(await call('playlists.get', { id: (openPlaylistId() ?? 0) as Playlist['id'] })));
}

export function registerSpotifyCommands(): () => void {
  return registerCommands([
    { id: 'spotify.import', text: 'spotify.importOpen', group: 'window', icon: CloudDownload, run: openImport },
    {
      id: 'spotify.export',
      text: 'spotify.exportOpen',
      // It is about the playlist on screen, whatever is selected in it.
      group: 'window',
      icon: CloudUpload,
      isAvailable: () => openPlaylistId() !== null,
      run: () => withPlaylist(openExport),
    },
    {
      id: 'spotify.compare',
      text: 'spotify.compareOpen',
      group: 'window',
      icon: GitCompareArrows,
      isAvailable: () => openPlaylistId() !== null,
      run: () => withPlaylist(openCompare),
    },
  ]);
}
