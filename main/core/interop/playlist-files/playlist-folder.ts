import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { ForeignFormat, ReadOptions } from '../foreign-format.ts';
import type { ForeignPart } from '../foreign-library.ts';
import { toReadError } from '../read-error.ts';
import { note } from './list-reader.ts';
import { m3u8Format, m3uFormat } from './m3u.ts';
import { plsFormat } from './pls.ts';
import { wplFormat } from './wpl.ts';
import { xspfFormat } from './xspf.ts';

const formats: readonly ForeignFormat[] = [m3u8Format, m3uFormat, plsFormat, xspfFormat, wplFormat];
const most = { depth: 16, files: 20_000, names: 500_000 };

/** A folder of lists, as an export of several makes it: its folders are folders of playlists. */
export const playlistFolderFormat: ForeignFormat = {
  id: 'playlistFolder',
  extensions: [],
  detects: ({ isFolder }) => isFolder,
  read: readPlaylistFolder,
  holds: 'library',
};

/** A list that cannot be read is noted, and the others are read. */
export async function* readPlaylistFolder(root: string, options: ReadOptions): AsyncGenerator<ForeignPart> {
  const tree = await findLists(root, options.signal);
  for (const path of tree.folders) yield { part: 'playlist', playlist: { path, kind: 'folder', keys: [], rules: '' } };
  for (const { file, format, folders } of tree.lists) {
    try {
      for await (const part of format.read?.(file, options) ?? []) yield within(folders, part);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
      yield note('unreadableList', [...folders, basename(file)].join('/'));
    }
  }
  if (tree.lists.length === 0) throw new AppError('IMPORT_UNKNOWN', 'There is no playlist in this folder.');
}

function within(folders: readonly string[], part: ForeignPart): ForeignPart {
  if (part.part !== 'playlist') return part;
  return { part: 'playlist', playlist: { ...part.playlist, path: [...folders, ...part.playlist.path] } };
}

type Tree = { folders: string[][]; lists: { file: string; format: ForeignFormat; folders: string[] }[] };

/** Lists and the folders they lie in, by name; hidden names and links are passed over. */
async function findLists(root: string, signal?: AbortSignal): Promise<Tree> {
  const tree: Tree = { folders: [], lists: [] };
  let names = 0;
  const walk = async (folders: readonly string[]): Promise<boolean> => {
    if (signal?.aborted) throw new AppError('CANCELLED', 'Reading was cancelled.');
    const entries = await readdir(join(root, ...folders), { withFileTypes: true });
    names += entries.length;
    if (names > most.names) throw new AppError('IMPORT_TOO_LARGE', 'There is too much in this folder.');
    const place = tree.folders.length;
    let hasLists = false;
    for (const entry of entries.sort((one, other) => one.name.localeCompare(other.name))) {
      if (entry.name.startsWith('.')) continue;
      const format = entry.isFile() ? formatOf(entry.name) : undefined;
      if (format) tree.lists.push({ file: join(root, ...folders, entry.name), format, folders: [...folders] });
      if (tree.lists.length > most.files)
        throw new AppError('IMPORT_TOO_LARGE', 'There are too many lists in this folder.');
      hasLists ||= format !== undefined;
      if (entry.isDirectory() && folders.length < most.depth)
        hasLists = (await walk([...folders, entry.name])) || hasLists;
    }
    // Each folder before what it holds.
    if (hasLists && folders.length > 0) tree.folders.splice(place, 0, [...folders]);
    return hasLists;
  };
  await walk([]).catch((error) => Promise.reject(error instanceof AppError ? error : toReadError(error)));
  return tree;
}

function formatOf(name: string): ForeignFormat | undefined {
  const extension = extname(name).toLowerCase();
  return formats.find(({ extensions }) => extensions.includes(extension));
}
