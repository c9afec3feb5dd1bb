import { z } from 'zod';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { trackId } from './library/tracks.ts';

/** What only the program around the core can do. Hosts answer these; a missing ability answers UNSUPPORTED. */
export const hostContract = {
  'host.capabilities': query(
    [],
    z.void(),
    z.object({
      kind: z.enum(['electron', 'browser']),
      platform: z.enum(['mac', 'windows', 'linux']),
      /** The system's own folder dialog; without it the window shows its own picker over `host.browseFolders`. */
      canPickFolder: z.boolean(),
      canReveal: z.boolean(),
      /** Whether the program can go on without its window. */
      canStayInTray: z.boolean(),
      canStartAtLogin: z.boolean(),
      /** Whether a dropped file's path can be known. */
      canReadDropPaths: z.boolean(),
      version: z.string(),
    }),
  ),
  /** Shows the system's dialog; null when the user cancelled. */
  'host.pickFolder': command(z.void(), z.string().nullable()),
  'host.pickFiles': command(z.void(), z.array(z.string())),
  /** Folders inside a folder, for a picker of our own; without a path, places to start from. */
  'host.browseFolders': query(
    [],
    z.object({ path: absolutePath.optional(), showHidden: z.boolean().default(false) }),
    z.object({
      path: z.string().nullable(),
      parent: z.string().nullable(),
      folders: z.array(z.object({ name: z.string(), path: z.string() })),
      audioFileCount: z.number().int(),
      isCut: z.boolean(),
    }),
  ),
  'host.revealTrack': command(z.object({ id: trackId }), z.void()),
};
