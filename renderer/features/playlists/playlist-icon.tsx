import { Boxes, Folder, FolderOpen, ListMusic, Zap } from 'lucide-react';
import type { PlaylistKind } from '#shared/contract/playlists.ts';

const icons = { list: ListMusic, crate: Boxes, smart: Zap, folder: Folder } as const;

/** The mark of a kind of playlist. A word stands beside it. */
export function PlaylistIcon({ kind, isOpen = false }: { kind: PlaylistKind; isOpen?: boolean }) {
  const Icon = kind === 'folder' && isOpen ? FolderOpen : icons[kind];
  return <Icon size={16} aria-hidden="true" />;
}
