import { AudioWaveform, Boxes, FolderPlus, ListMusic, Plus, Zap } from 'lucide-react';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { makePlaylist, makeSmart } from './playlists.actions.ts';

/** The + beside the section's name. */
export function NewMenu() {
  const text = useText();
  return (
    <Menu
      label={text('playlists.new')}
      trigger={
        <IconButton size="small" label={text('playlists.new')}>
          <Plus size={16} />
        </IconButton>
      }
    >
      <NewItems />
    </Menu>
  );
}

const kinds = [
  { kind: 'list', icon: ListMusic, label: 'playlists.command.new', keys: 'Mod+N' },
  { kind: 'crate', icon: Boxes, label: 'playlists.command.newCrate', keys: undefined },
  { kind: 'folder', icon: FolderPlus, label: 'playlists.command.newFolder', keys: 'Mod+Shift+N' },
] as const;

/** Something new, in a folder where one is named, else where one is. */
export function NewItems({ parentId }: { parentId?: PlaylistId }) {
  const text = useText();
  const place = parentId === undefined ? {} : { parentId };
  const items = kinds.map(({ kind, icon: Icon, label, keys }) => (
    <MenuItem
      key={kind}
      icon={<Icon size={14} />}
      text={text(label)}
      keys={parentId === undefined ? keys : undefined}
      onAction={() => void attempt(async () => void (await makePlaylist({ kind, ...place })))}
    />
  ));
  const smart = (
    <MenuItem
      key="smart"
      icon={<Zap size={14} />}
      text={text('playlists.command.newSmart')}
      keys={parentId === undefined ? 'Mod+Alt+N' : undefined}
      onAction={() => void attempt(() => makeSmart(parentId))}
    />
  );
  return (
    <>
      {items.slice(0, 2)}
      {smart}
      {parentId === undefined && (
        <MenuItem icon={<AudioWaveform size={14} />} text={text('sets.new')} onAction={() => runCommand('sets.new')} />
      )}
      {items.slice(2)}
    </>
  );
}
