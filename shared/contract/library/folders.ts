import { z } from 'zod';
import { command, query } from '../define.ts';
import { operationId } from '../operation.ts';

export const folderId = z.number().int().positive().brand<'FolderId'>();
export type FolderId = z.output<typeof folderId>;

/** By this a test finds the methods that name files of the machine. */
export const pathDescription = 'a path of this machine';

/** An absolute path as the host's picker, a drop or the command line gave it. */
export const absolutePath = z
  .string()
  .min(1)
  .max(8192)
  .refine((path) => !path.includes('\0'), 'A path has no NUL character')
  .describe(pathDescription);

/**
 * How changes in a folder are noticed. `polling` looks every few minutes, since the system cannot tell: it has no watch
 * left for us ('limit') or no handle, the folder lies on a network, or telling failed again and again. `off`: switched
 * off, offline, or nobody watches in this process.
 */
export const folderWatch = z.object({
  /** Whether the user wants this folder watched. */
  isWanted: z.boolean(),
  mode: z.enum(['events', 'polling', 'off']),
  reason: z.enum(['limit', 'handles', 'network', 'error']).nullable(),
});
export type FolderWatch = z.output<typeof folderWatch>;

/** A folder whose music the library knows (a root). */
export const folder = z.object({
  id: folderId,
  path: z.string(),
  name: z.string(),
  state: z.enum(['online', 'offline']),
  trackCount: z.number().int(),
  isScanning: z.boolean(),
  /** False where only single files were added: nothing else of the folder is read. */
  isWatched: z.boolean(),
  /** Tracks whose file is gone. They keep everything until the user forgets them. */
  missingCount: z.number().int(),
  /** Tracks not found at the last look, too many at once to believe it without asking; 0 where nothing is asked. */
  heldCount: z.number().int(),
  watch: folderWatch,
});
export type Folder = z.output<typeof folder>;

export const foldersContract = {
  'folders.list': query(['folders', 'tracks'], z.void(), z.array(folder)),
  /**
   * Adds a folder, or a single file, and starts reading it. A path inside a known folder belongs to that folder
   * (`added` is false then); a folder around known ones takes them in.
   */
  'folders.add': command(z.object({ path: absolutePath }), z.object({ id: folderId, added: z.boolean() })),
  /** Forgets a folder and its tracks. No file is touched. */
  'folders.remove': command(z.object({ id: folderId }), z.object({ trackCount: z.number().int() })),
  /** Looks again at one folder, or at all. */
  'folders.scan': command(z.object({ id: folderId.optional() }), z.void()),
  /** Yes, the tracks that were not found are gone: the next look marks them missing. It begins now. */
  'folders.acceptMissing': command(z.object({ id: folderId }), z.void()),
  /** Leaves them as they are; the next look may ask again. */
  'folders.keepMissing': command(z.object({ id: folderId }), z.void()),
  /** Takes all missing tracks of a folder out of the library; an operation that can be undone. */
  'folders.forgetMissing': command(
    z.object({ id: folderId }),
    z.object({ operation: operationId.nullable(), count: z.number().int() }),
  ),
  /**
   * The folder lies somewhere else now: its path changes and nothing else. Throws FOLDER_MISMATCH where none of its
   * tracks lie there, FOLDER_NESTED where the place belongs to another folder of the library.
   */
  'folders.locate': command(z.object({ id: folderId, path: absolutePath }), z.void()),
  /** Whether this one folder is watched. */
  'folders.setWatching': command(z.object({ id: folderId, isWanted: z.boolean() }), z.void()),
};
