import {
  ArrowDown,
  ArrowUp,
  Copy,
  CornerLeftUp,
  CornerRightDown,
  FolderInput,
  ListMusic,
  Pencil,
  Play,
  SlidersHorizontal,
  Trash2,
} from 'lucide-react';
import type { Playlist } from '#shared/contract/playlists.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { ContextMenu, MenuItem, type MenuPlace, MenuSeparator } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { ExportMenu } from '../programs/index.ts';
import { openSmart } from '../rules/index.ts';
import { SpotifyItems } from '../spotify/index.ts';
import { NewItems } from './new-menu.tsx';
import { stepFrom } from './playlist-nodes.ts';
import { duplicatePlaylist, placePlaylist, playPlaylist, removePlaylist, showPlaylist } from './playlists.actions.ts';
import { usePlaylists } from './playlists.store.ts';

type PlaylistMenuProps = { playlist: Playlist | null; place: MenuPlace | null; onClose: () => void };

/** What can be done with a playlist, wherever its name stands. */
export function PlaylistMenu({ playlist, place, onClose }: PlaylistMenuProps) {
  const text = useText();
  if (!playlist) return null;
  return (
    <ContextMenu label={text('playlists.menu', { name: playlist.name })} place={place} onClose={onClose}>
      <PlaylistItems playlist={playlist} />
    </ContextMenu>
  );
}

export function PlaylistItems({ playlist }: { playlist: Playlist }) {
  const text = useText();
  return (
    <>
      <MenuItem
        icon={<ListMusic size={14} />}
        text={text('playlists.open')}
        onAction={() => showPlaylist(playlist.id)}
      />
      {playlist.kind !== 'folder' && (
        <MenuItem
          icon={<Play size={14} />}
          text={text('playlists.play')}
          onAction={() => void attempt(() => playPlaylist(playlist))}
        />
      )}
      {playlist.kind === 'smart' && (
        <MenuItem
          icon={<SlidersHorizontal size={14} />}
          text={text('playlists.editRules')}
          onAction={() => openSmart(playlist)}
        />
      )}
      <MenuSeparator />
      <MenuItem
        icon={<Pencil size={14} />}
        text={text('playlists.rename')}
        keys="F2"
        onAction={() => usePlaylists.setState({ renaming: playlist.id })}
      />
      <MenuItem
        icon={<Copy size={14} />}
        text={text('playlists.duplicate')}
        onAction={() => void attempt(() => duplicatePlaylist(playlist))}
      />
      <MenuItem
        icon={<Trash2 size={14} />}
        text={text('playlists.remove')}
        keys="Delete"
        onAction={() => void attempt(() => removePlaylist(playlist))}
      />
      <MenuSeparator />
      <ExportMenu playlistIds={[playlist.id]} />
      <SpotifyItems playlist={playlist} />
      <MoveItems playlist={playlist} />
      {playlist.kind === 'folder' && (
        <>
          <MenuSeparator />
          <NewItems parentId={playlist.id} />
        </>
      )}
    </>
  );
}

const steps = [
  { step: 'up', icon: ArrowUp, keys: 'Alt+ArrowUp' },
  { step: 'down', icon: ArrowDown, keys: 'Alt+ArrowDown' },
  { step: 'into', icon: CornerRightDown, keys: 'Alt+ArrowRight' },
  { step: 'out', icon: CornerLeftUp, keys: 'Alt+ArrowLeft' },
] as const;

const stepTexts = { up: 'playlists.moveUp', down: 'playlists.moveDown', out: 'playlists.moveOut' } as const;

function MoveItems({ playlist }: { playlist: Playlist }) {
  const text = useText();
  const { data: playlists = [] } = useCall('playlists.list');
  const folders = playlists.filter(
    ({ id, kind }) => kind === 'folder' && id !== playlist.parentId && id !== playlist.id,
  );
  const possible = steps.flatMap(({ step, icon: Icon, keys }) => {
    const place = stepFrom(playlists, playlist.id, step);
    if (!place) return [];
    const into = folders.find(({ id }) => id === place.parentId)?.name ?? '';
    const label = step === 'into' ? text('playlists.moveInto', { name: into }) : text(stepTexts[step]);
    return [{ step, label, icon: <Icon size={14} />, keys, place }];
  });
  if (possible.length === 0) return null;
  return (
    <>
      <MenuSeparator />
      {possible.map(({ step, label, icon, keys, place }) => (
        <MenuItem
          key={step}
          icon={step === 'into' ? <FolderInput size={14} /> : icon}
          text={label}
          keys={keys}
          onAction={() => void attempt(() => placePlaylist(playlist, place))}
        />
      ))}
    </>
  );
}
