import { z } from 'zod';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { operationId } from './operation.ts';

export const backup = z.object({
  /** The name of its file, by which it is restored. */
  name: z.string(),
  kind: z.enum(['recent', 'daily', 'weekly', 'migration', 'operation', 'restore', 'manual']),
  at: z.number(),
  sizeBytes: z.number(),
});
export type Backup = z.output<typeof backup>;

const backupName = z
  .string()
  .max(200)
  .regex(/^library\.[\w-]+\.db$/);

/** One thing the doctor looked at. `detail` is a count or a name, for the sentence. */
export const finding = z.object({
  check: z.enum([
    'database',
    'references',
    'searchIndex',
    'journal',
    'temporaryFiles',
    'folders',
    'backups',
    'space',
    'undo',
  ]),
  outcome: z.enum(['well', 'warning', 'bad']),
  count: z.number(),
  detail: z.string(),
});
export type Finding = z.output<typeof finding>;

export const backupsContract = {
  /** Newest first, from the folder that backups are written to. */
  'backups.list': query(
    ['backups'],
    z.void(),
    z.object({
      backups: z.array(backup),
      folder: z.string(),
      isOwnFolder: z.boolean(),
      /** The chosen folder is not connected: backups go to the library's own meanwhile. */
      isFolderAway: z.boolean(),
      /** The plain JSON export written last. */
      exportedAt: z.number().nullable(),
      /** Set where the library was damaged and came back from a backup, until `backups.dismissRecovery`. */
      recovery: z.object({ at: z.number(), backupAt: z.number(), damagedFolder: z.string() }).nullable(),
    }),
  ),
  /** Makes one now; it is checked before it counts. */
  'backups.make': command(z.void(), backup),
  /**
   * Puts a backup in the place of the library, after looking through all of it. What is there now becomes a backup of kind
   * 'restore'. The library opens again; lists have to be asked for anew. Throws BACKUP_INVALID, and nothing was changed then.
   */
  'backups.restore': command(z.object({ name: backupName }), z.void()),
  /** Where backups go from now on; null for the library's own folder. Earlier ones stay where they are. */
  'backups.setFolder': command(z.object({ path: absolutePath.nullable() }), z.void()),
  /** Writes the plain JSON export now: what a user made and no scan can find again. */
  'backups.export': command(z.void(), z.object({ folder: z.string() })),
  /**
   * Takes from an export what the library does not know: ratings, plays, values set by hand, edits, playlists. Undoable. `matched` are
   * the export's tracks that the library has. Throws FILE_NOT_FOUND or BACKUP_INVALID.
   */
  'backups.readExport': command(
    z.object({ path: absolutePath }),
    z.object({ operation: operationId.nullable(), matched: z.number().int(), unmatched: z.number().int() }),
  ),
  'backups.dismissRecovery': command(z.void(), z.void()),
  /** Looks at everything that must be right and says what is not. Takes seconds for large libraries. */
  'backups.examine': command(z.void(), z.array(finding)),
};
