import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { emptyForeignTrack, type ForeignTrack } from '#core/interop/foreign-library.ts';
import { writeM3u8 } from '#core/interop/playlist-files/m3u.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';
import { safeName } from '#shared/name-template/safe-name.ts';

/** In the order of `ids`; tracks that are not in the library are left out. */
export function listPaths(db: Db, ids: readonly TrackId[]): { id: TrackId; path: string }[] {
  const rows = prepare(
    db,
    `SELECT wanted.value AS id, folder.path AS root, track.path FROM json_each(?) AS wanted
     JOIN track ON track.id = wanted.value JOIN folder ON folder.id = folder_id ORDER BY wanted.key`,
  ).all(JSON.stringify(ids)) as { id: TrackId; root: string; path: string }[];
  return rows.map(({ id, root, path }) => ({ id, path: join(root, path) }));
}

/** Those that are there: a system that is handed a missing file drags nothing. Throws FILE_NOT_FOUND where none is. */
export async function presentFiles(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  const files = paths.filter((_, index) => found[index]);
  if (files.length === 0) throw new AppError('FILE_NOT_FOUND', 'None of these files is where it was.');
  return files;
}

/** What a system's drag is given at most. */
export const mostDraggedFiles = 1000;
const mostDragged = 10_000;
const entries = '(SELECT * FROM playlist_entry WHERE playlist_id = ?) AS entry JOIN track ON track.id = entry.track_id';

/** `smartIds` are what a smart playlist holds now. Throws NOT_FOUND for a playlist that is gone. */
export function listPlaylistFiles(
  db: Db,
  id: PlaylistId,
  smartIds: readonly number[] | null,
): { name: string; tracks: ForeignTrack[] } {
  const name = prepare(db, 'SELECT name FROM playlist WHERE id = ?').pluck().get(id) as string | undefined;
  if (name === undefined) throw new AppError('NOT_FOUND', 'That playlist no longer exists.', { id });
  const rows = prepare(
    db,
    `SELECT folder.path AS root, track.path, track.title, track.artist, track.duration_ms AS durationMs
     FROM ${smartIds ? 'json_each(?) AS entry JOIN track ON track.id = entry.value' : entries}
     JOIN folder ON folder.id = folder_id ORDER BY entry.${smartIds ? 'key' : 'position'} LIMIT ${mostDragged}`,
  ).all(smartIds ? JSON.stringify(smartIds) : id) as {
    root: string;
    path: string;
    title: string;
    artist: string;
    durationMs: number | null;
  }[];
  const tracks = rows.map(({ root, path, ...facts }) => {
    const file = join(root, path);
    return { ...emptyForeignTrack(file), ...facts, path: file };
  });
  return { name, tracks };
}

/** Makes an M3U8 file in the library's cache, and answers its path. Another list of that name takes its place. */
export async function writeDragList(home: string, name: string, tracks: readonly ForeignTrack[]): Promise<string> {
  const folder = join(home, 'cache', 'dragged');
  await mkdir(folder, { recursive: true });
  const file = join(
    folder,
    safeName(name, { system: 'windows', hasPlainPunctuation: false }, '.m3u8').name || '_.m3u8',
  );
  const source = {
    ...{ name, trackCount: tracks.length, tracks: () => tracks },
    ...{ playlistCount: 0, playlists: () => [], pathOf: () => '' },
  };
  const text = [...writeM3u8(source, { version: '', mp3ShiftMs: 0, bootVolume: '' })].join('');
  await writeFile(file, text);
  return file;
}
