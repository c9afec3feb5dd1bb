import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { FolderId, foldersContract } from '#shared/contract/library/folders.ts';
import { AppError } from '#shared/errors.ts';
import { addPath } from './add-folder.ts';
import { findFolder, listFolders, removeFolder, removeSomeTracks } from './folders.repository.ts';

/** Tracks forgotten in one go: small, so that nothing else waits for long. */
const removeBatch = 200;

export function foldersHandlers(context: Context): Handlers<typeof foldersContract> {
  const { db, changes, scanner, platform } = context;
  return {
    'folders.list': () => listFolders(db).map((folder) => ({ ...folder, name: folderName(folder.path) })),

    'folders.add': async ({ path }) => {
      const { id, added, only } = await addPath(db, path, platform.now());
      changes.add({ topics: ['folders', 'activity'] });
      scanner.scan(id, only ? { only } : {});
      return { id, added };
    },

    'folders.remove': async ({ id }) => {
      requireFolder(context, id);
      await scanner.cancel(id);
      let trackCount = 0;
      for (let removed = -1; removed !== 0; trackCount += removed) {
        removed = removeSomeTracks(db, id, removeBatch);
        await new Promise(setImmediate);
      }
      removeFolder(db, id);
      changes.add({ topics: ['folders', 'tracks', 'problems', 'activity'] });
      return { trackCount };
    },

    'folders.scan': ({ id }) => {
      if (id !== undefined) requireFolder(context, id);
      const ids = id === undefined ? listFolders(db).map((folder) => folder.id) : [id];
      for (const each of ids) scanner.scan(each, {});
      changes.add({ topics: ['activity'] });
    },
  };
}

function requireFolder({ db }: Context, id: FolderId): void {
  if (!findFolder(db, id)) throw new AppError('NOT_FOUND', 'That folder is no longer in the library.', { id });
}

/** The last part of a path; of a drive or the root, all of it. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}
