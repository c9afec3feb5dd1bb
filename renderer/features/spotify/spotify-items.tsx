import { CloudUpload, GitCompareArrows } from 'lucide-react';
import type { Playlist } from '#shared/contract/playlists.ts';
import { useText } from '../../messages/use-text.ts';
import { MenuItem } from '../../ui/index.ts';
import { useConnection } from '../connectors/index.ts';
import { isAtSpotify, openCompare, openExport } from './spotify.store.ts';

/** What a playlist's menu says of Spotify; nothing before it is connected. */
export function SpotifyItems({ playlist }: { playlist: Playlist }) {
  const text = useText();
  const service = useConnection('spotify');
  if (!service?.isConnected || playlist.kind === 'folder' || playlist.kind === 'smart') return null;
  return (
    <>
      <MenuItem
        icon={<CloudUpload size={14} />}
        text={text('spotify.exportOpen')}
        onAction={() => openExport(playlist)}
      />
      {isAtSpotify(playlist) && (
        <MenuItem
          icon={<GitCompareArrows size={14} />}
          text={text('spotify.compareOpen')}
          onAction={() => openCompare(playlist)}
        />
      )}
    </>
  );
}
