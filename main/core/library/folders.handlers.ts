import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { FolderId, foldersContract } from '#shared/contract/library/folders.ts';
import { AppError } from '#shared/errors.ts';
import { addPath } from './add-folder.ts';
import {
  countTracks,
  findFolder,
  listFolders,
  removeFolder,
  removeSomeTracks,
  setFollowsChanges,
} from './folders.repository.ts';
import { forgetTracks } from './forget-tracks.ts';
import { locateFolder } from './locate-folder.ts';
import { listMissing, setHeldCount } from './scan/presence.repository.ts';

/** Tracks forgotten in one go: small, so that nothing else waits for long. */
const removeBatch = 200;
const manyTracks = 1000;

export function foldersHandlers(context: Context): Handlers<typeof foldersContract> {
  const { db, backups, changes, scanner, watcher, platform } = context;
  return {
    'folders.list': () =>
      listFolders(db).map(({ isWanted, ...folder }) => ({
        ...folder,
        name: folderName(folder.path),
        watch: { isWanted, ...watcher.stateOf(folder.id) },
      })),

    'folders.add': async ({ path }) => {
      const { id, added, only } = await addPath(db, path, platform.now());
      changes.add({ topics: ['folders', 'activity'] });
      scanner.scan(id, only ? { only } : {});
      watcher.update();
      return { id, added };
    },

    'folders.remove': async ({ id }) => {
      requireFolder(context, id);
      await scanner.cancel(id);
      // What the user knows of so many tracks goes with them: there is a way back.
      if (countTracks(db, id) > manyTracks) await backups.make('operation');
      let trackCount = 0;
      for (let removed = -1; removed !== 0; trackCount += removed) {
        removed = removeSomeTracks(db, id, removeBatch);
        await new Promise(setImmediate);
      }
      removeFolder(db, id);
      watcher.update();
      changes.add({ topics: ['folders', 'tracks', 'problems', 'activity'] });
      return { trackCount };
    },

    'folders.scan': ({ id }) => {
      if (id !== undefined) requireFolder(context, id);
      const ids = id === undefined ? listFolders(db).map((folder) => folder.id) : [id];
      for (const each of ids) {
        scanner.scan(each);
        watcher.retry(each);
      }
      changes.add({ topics: ['activity'] });
    },

    'folders.acceptMissing': ({ id }) => {
      requireFolder(context, id);
      scanner.scan(id, { acceptsMissing: true });
      changes.add({ topics: ['activity'] });
    },

    'folders.keepMissing': ({ id }) => {
      requireFolder(context, id);
      setHeldCount(db, id, 0);
      changes.add({ topics: ['folders'] });
    },

    'folders.forgetMissing': ({ id }) => {
      requireFolder(context, id);
      return forgetTracks(context, listMissing(db, id));
    },

    'folders.locate': async ({ id, path }) => {
      requireFolder(context, id);
      await scanner.cancel(id);
      await locateFolder(db, id, path);
      changes.add({ topics: ['folders', 'tracks', 'activity'] });
      watcher.update();
      scanner.scan(id);
    },

    'folders.setWatching': ({ id, isWanted }) => {
      requireFolder(context, id);
      setFollowsChanges(db, id, isWanted);
      watcher.update();
      changes.add({ topics: ['folders'] });
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
