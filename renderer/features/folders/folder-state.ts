import type { Folder } from '#shared/contract/library/folders.ts';
import type { Text } from '../../messages/use-text.ts';

/** What the sidebar says about a folder. */
export type FolderState = {
  icon: 'offline' | 'asking' | 'there';
  tone: 'plain' | 'warn';
  note: string;
  /** The note in words, for screen readers. */
  noteLabel: string;
};

export function folderState(text: Text, folder: Folder): FolderState {
  const count = folder.trackCount;
  if (folder.state === 'offline') {
    const noteLabel = text('folders.offlineLabel', { count });
    return { icon: 'offline', tone: 'warn', note: text('folders.offline'), noteLabel };
  }
  if (folder.heldCount > 0) {
    const noteLabel = text('folders.asksLabel', { count: folder.heldCount });
    return { icon: 'asking', tone: 'warn', note: text('folders.asks'), noteLabel };
  }
  const note = text('app.count', { count });
  if (folder.isScanning)
    return { icon: 'there', tone: 'plain', note, noteLabel: text('folders.readingLabel', { count }) };
  if (folder.watch.mode === 'polling' && folder.watch.reason !== 'network') {
    return {
      icon: 'there',
      tone: 'warn',
      note: text('folders.polled'),
      noteLabel: text('folders.polledLabel', { count }),
    };
  }
  return { icon: 'there', tone: 'plain', note, noteLabel: text('app.tracksCount', { count }) };
}

/** In words how changes in a folder are noticed. */
export function watchText(text: Text, { name, state, isWatched, watch }: Folder): string {
  if (!isWatched) return text('folders.singleFiles');
  if (state === 'offline') return text('folders.notConnected');
  if (watch.mode === 'events') return text('folders.watching');
  if (watch.mode === 'off') return text('folders.notWatched');
  return text(`folders.notice.${watch.reason ?? 'error'}`, { name });
}
