import type { Folder } from '#shared/contract/library/folders.ts';
import { quoteValue } from '#shared/query/format-query.ts';
import { loadCapabilities } from '../../api/capabilities.ts';
import { call, pathForFile } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { showQuery } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { importPath } from '../organize/index.ts';
import { showUndoable } from '../undo/index.ts';
import { openFolderDialog } from './folders.store.ts';

/** Lets the user choose a folder in the system's dialog, or in our own where the host has none. */
export async function addFolder(): Promise<void> {
  const { canPickFolder } = await loadCapabilities();
  if (!canPickFolder) return openFolderDialog({ kind: 'pick', isAfterDrop: false });
  const path = await call('host.pickFolder');
  if (path !== null) await addPaths([path]);
}

/** Asks for a folder of this machine, for whatever it is; null where the user thought better of it. */
export async function chooseFolder(): Promise<string | null> {
  const { canPickFolder } = await loadCapabilities();
  if (canPickFolder) return await call('host.pickFolder');
  return await new Promise((resolve) => openFolderDialog({ kind: 'choose', onChoose: resolve }));
}

export async function addFiles(): Promise<void> {
  await addPaths(await call('host.pickFiles'));
}

/** Adds what was dropped; where its place cannot be known, our own picker asks for it. */
export async function addDropped(files: readonly File[]): Promise<void> {
  const paths = files.map(pathForFile).filter((path) => path !== null);
  if (paths.length > 0) await addPaths(paths);
  else openFolderDialog({ kind: 'pick', isAfterDrop: true });
}

/** Adds folders or files; each that cannot be added is named with the reason, the others go on. */
export async function addPaths(paths: readonly string[]): Promise<void> {
  const added: string[] = [];
  const known: string[] = [];
  for (const path of paths) {
    try {
      if (await importPath(path)) continue;
      const answer = await call('folders.add', { path });
      (answer.added ? added : known).push(path);
    } catch (error) {
      const reason = errorText(text, asAppError(error).code);
      showToast({ text: text('folders.couldNotAdd', { name: baseName(path), reason }), tone: 'error' });
      return;
    }
  }
  if (added.length > 1) showToast({ text: text('folders.addedMany', { count: added.length }) });
  else if (added[0] !== undefined) showToast({ text: text('folders.added', { name: baseName(added[0]) }) });
  else if (known[0] !== undefined) showToast({ text: text('folders.alreadyHere', { name: baseName(known[0]) }) });
}

export async function scanFolder(folder: Folder): Promise<void> {
  await call('folders.scan', { id: folder.id });
  showToast({ text: text('folders.scanning', { name: folder.name }) });
}

export async function scanAllFolders(): Promise<void> {
  await call('folders.scan', {});
  showToast({ text: text('folders.scanningAll') });
}

/** Lets the user show where a folder lies now. */
export async function askForPlace(folder: Folder): Promise<void> {
  const { canPickFolder } = await loadCapabilities();
  if (!canPickFolder) return openFolderDialog({ kind: 'locate', folder });
  const path = await call('host.pickFolder');
  if (path !== null) await locateFolder(folder, path);
}

export async function locateFolder(folder: Folder, path: string): Promise<void> {
  await call('folders.locate', { id: folder.id, path });
  showToast({ text: text('folders.located', { name: folder.name }) });
}

export async function forgetMissing(folder: Folder): Promise<void> {
  const { operation, count } = await call('folders.forgetMissing', { id: folder.id });
  // Rows stay where they are while the library changes, but this change was asked for.
  const reopen = () => void runCommand('library.reopen');
  showUndoable({ text: text('folders.forgot', { count }), operations: [operation], after: reopen });
  reopen();
}

export async function acceptMissing(folder: Folder): Promise<void> {
  await call('folders.acceptMissing', { id: folder.id });
}

export async function keepMissing(folder: Folder): Promise<void> {
  await call('folders.keepMissing', { id: folder.id });
}

export async function setWatching(folder: Folder, isWanted: boolean): Promise<void> {
  await call('folders.setWatching', { id: folder.id, isWanted });
  showToast({ text: text(isWanted ? 'folders.startedWatching' : 'folders.stoppedWatching', { name: folder.name }) });
}

export async function removeFolder(folder: Folder): Promise<void> {
  const { trackCount } = await call('folders.remove', { id: folder.id });
  showToast({ text: text('folders.removed', { name: folder.name, count: trackCount }) });
}

/** The query that shows a folder's tracks. */
export function folderQuery(folder: Folder): string {
  return `folder:${quoteValue(folder.path)}`;
}

export function showFolder(folder: Folder): void {
  showQuery(folderQuery(folder));
}

/** The last part of a path of any system; the path itself for a root. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).filter(Boolean).at(-1) ?? path;
}
