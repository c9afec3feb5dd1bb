import { join } from 'node:path';
import type { Context } from '#core/context.ts';
import { carryAccounts, readOpenDoor } from '#core/db/carry-accounts.ts';
import { libraryPaths } from '#core/db/open-library.ts';
import { replaceLibrary } from '#core/db/replace-library.ts';
import type { backupsContract } from '#shared/contract/backups.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import { chooseBackupFolder, chosenBackupFolder, ownBackupFolder, reachableBackupFolder } from './backup-folder.ts';
import { readExport } from './read-export.ts';

/** Whatever an export may hold. */
const readTopics = [
  'tracks',
  'playlists',
  'tracklists',
  'cues',
  'people',
  'songs',
  'packs',
  'releases',
  'ideas',
  'time',
  'expenses',
  'reports',
] as const;

export function backupsHandlers({
  db,
  backups,
  changes,
  history,
  journal,
  platform,
}: Context): Handlers<typeof backupsContract> {
  const { home } = platform;
  return {
    'backups.list': () => ({
      backups: backups.list(),
      folder: chosenBackupFolder(home) ?? ownBackupFolder(home),
      isOwnFolder: chosenBackupFolder(home) === null,
      isFolderAway: chosenBackupFolder(home) !== null && reachableBackupFolder(home) === ownBackupFolder(home),
      exportedAt: backups.exportedAt(),
      recovery: backups.recovery(),
    }),

    'backups.make': () => backups.make('manual'),

    'backups.restore': async ({ name }) => {
      const { reopen } = platform;
      if (!reopen) throw new AppError('UNSUPPORTED', 'This window cannot do that.');
      const copy = await backups.check(name);
      // What is kept must know all that was done to files: whoever goes back to it undoes that from there.
      await journal.rest();
      try {
        const before = await backups.make('restore');
        const kept = join(home, `kept-${before.name.replace(/^library\.|\.db$/g, '')}`);
        const door = readOpenDoor(db);
        const carry = (file: string) => carryAccounts(file, platform.now(), door);
        await reopen(() => void replaceLibrary(libraryPaths(home).database, copy, kept, carry));
      } finally {
        journal.unpause();
      }
    },

    'backups.setFolder': async ({ path }) => {
      const earlier = chosenBackupFolder(home);
      chooseBackupFolder(home, path);
      try {
        // The first copy shows that the folder can be used; without it, nothing changes.
        await backups.make('manual');
      } catch (error) {
        chooseBackupFolder(home, earlier);
        throw error;
      }
      changes.add({ topics: ['backups'] });
    },

    'backups.export': async () => {
      await backups.export();
      return { folder: libraryPaths(home).exports };
    },
    'backups.readExport': async ({ path }) => {
      const { changes: found, matched, unmatched } = await readExport(db, path, platform.now());
      const { operation, trackIds } = history.apply('readExport', found);
      changes.add({ topics: [...readTopics], trackIds });
      return { operation, matched, unmatched };
    },

    'backups.dismissRecovery': () => backups.dismissRecovery(),

    'backups.examine': () => backups.examine(),
  };
}
