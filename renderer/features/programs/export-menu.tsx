import { FileOutput } from 'lucide-react';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { useText } from '../../messages/use-text.ts';
import { MenuItem } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { openExport } from './programs.actions.ts';

/** An item for the menus of playlists and of tracks: exports them to another program. */
export function ExportMenu(props: { playlistIds: readonly PlaylistId[] } | { selection: true }) {
  const text = useText();
  const what = 'selection' in props ? 'selection' : { playlistIds: props.playlistIds };
  return (
    <MenuItem
      icon={<FileOutput size={14} />}
      text={text('programs.menu')}
      onAction={() => void attempt(() => openExport(what))}
    />
  );
}
