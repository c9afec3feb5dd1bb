import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showUndoable } from '../undo/index.ts';
import { openSongDialog, selectSongs } from './songs.store.ts';

/** Makes a song of an audio file: chosen in the system's dialog, or named by its path where there is none. */
export async function startFromFile(): Promise<void> {
  const { canPickFolder } = await call('host.capabilities');
  if (!canPickFolder) {
    openSongDialog({ kind: 'new', place: { asksFile: true } });
    return;
  }
  const [path] = await call('host.pickFiles');
  if (path !== undefined) await makeFromFile(path);
}

/** Its name is the title, and the file its first version. */
export async function makeFromFile(path: string, artist = ''): Promise<void> {
  const { id, operation } = await call('songs.create', { title: titleOf(path), artist });
  try {
    await call('versions.addFiles', { songId: id, paths: [path] });
  } catch (error) {
    // A file that cannot be taken leaves no empty song behind.
    if (operation !== null) await call('history.undo', { id: operation });
    throw error;
  }
  selectSongs([id]);
  showUndoable({ text: text('songs.made', { title: titleOf(path) }), operations: [operation] });
}

/** A file's name without folders and ending. */
export function titleOf(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return name.replace(/\.[^.]{1,5}$/, '').trim() || name || path;
}
