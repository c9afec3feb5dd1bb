import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showUndoable } from '../undo/index.ts';

/**
 * Brings music into the library by its pattern where the settings say so. False where it is to stay where it lies, also
 * where it lies in the library already.
 */
export async function importPath(path: string): Promise<boolean> {
  const { importMode: mode, importFolderId: folderId } = await call('settings.get', undefined);
  if (mode === 'leave' || folderId === null) return false;
  const folders = await call('folders.list', undefined);
  if (!folders.some(({ id }) => id === folderId)) return false;
  const { operation, fileCount, skippedCount } = await call('organize.importFiles', { path, mode, folderId });
  if (operation === null && skippedCount === 0) return false;
  const said = operation === null ? 'organize.importNothing' : (`organize.importing.${mode}` as const);
  showUndoable({ text: text(said, { count: fileCount, skipped: skippedCount }), operations: [operation] });
  return true;
}
