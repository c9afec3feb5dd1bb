import { z } from 'zod';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { trackId } from './library/tracks.ts';
import { playlistId } from './playlists.ts';

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
      /** Whether files can be dragged out of the window into other programs. */
      canDragOut: z.boolean(),
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
  /** Where files of tracks lie, in the order asked; those that are not in the library are left out. */
  'host.trackPaths': query(
    ['tracks'],
    z.object({ ids: z.array(trackId).max(10_000) }),
    z.array(z.object({ id: trackId, path: z.string() })),
  ),
  /**
   * Goes on with a drag outside the window, with the files of these tracks under the pointer. To be called while a button
   * is held. Throws FILE_NOT_FOUND where none of them is there, UNSUPPORTED where the window cannot.
   */
  'host.dragTracks': command(
    z.object({ ids: z.array(trackId).min(1).max(1000) }),
    z.object({ count: z.number().int(), missing: z.number().int() }),
  ),
  /** The same with a playlist: the files of its tracks, each once, or one M3U8 file that names them. */
  'host.dragPlaylist': command(
    z.object({ id: playlistId, as: z.enum(['files', 'list']) }),
    z.object({ count: z.number().int(), missing: z.number().int() }),
  ),
};
