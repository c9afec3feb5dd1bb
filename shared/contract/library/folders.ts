import { z } from 'zod';
import { command, query } from '../define.ts';

export const folderId = z.number().int().positive().brand<'FolderId'>();
export type FolderId = z.output<typeof folderId>;

/** An absolute path as the host's picker, a drop or the command line gave it. */
export const absolutePath = z
  .string()
  .min(1)
  .max(8192)
  .refine((path) => !path.includes('\0'), 'A path has no NUL character');

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
};
