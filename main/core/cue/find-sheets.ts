import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { toFileError } from '#core/files/file-error.ts';
import { placeOf } from '#core/files/journal/follow-files.ts';
import { type CueSource, mostCueBytes } from '#shared/contract/cue.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { parseCue } from '#shared/cue/parse.ts';
import { AppError } from '#shared/errors.ts';
import { type DecodedText, decodeText } from './encoding.ts';
import { readFlacSheets } from './flac-sheet.ts';

export type FoundSheet = { place: 'block' | 'comment' | 'file'; name: string; trackCount: number };
type TrackFile = { id: TrackId; path: string; format: string };

/** A folder may be full of sheets; those of a mix are among the first. */
const mostFiles = 50;

/** The file of a track. Throws NOT_FOUND, FOLDER_OFFLINE. */
export function locateTrack(db: Db, id: number): TrackFile {
  const row = prepare(
    db,
    `SELECT folder.path AS root, folder.state, track.path, track.format FROM track
     JOIN folder ON folder.id = folder_id WHERE track.id = ?`,
  ).get(id) as { root: string; state: string; path: string; format: string } | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id });
  if (row.state === 'offline') throw new AppError('FOLDER_OFFLINE', 'The folder of that track is not connected.');
  return { id: id as TrackId, path: join(row.root, row.path), format: row.format };
}

/** Sheets that belong to a track: inside of its file, and files beside it that name it or are named like it. */
export async function findSheets(db: Db, id: number): Promise<FoundSheet[]> {
  const track = locateTrack(db, id);
  const found: FoundSheet[] = [];
  const { block, comment } = await embeddedSheets(track);
  for (const [place, text] of [['block', block] as const, ['comment', comment] as const]) {
    const trackCount = text === null ? 0 : parseCue(text).tracks.length;
    if (trackCount > 0) found.push({ place, name: basename(track.path), trackCount });
  }
  for (const name of await sheetNames(dirname(track.path))) {
    const trackCount = await countOf(join(dirname(track.path), name), track.path);
    if (trackCount > 0) found.push({ place: 'file', name, trackCount });
  }
  return found;
}

/** Reads a sheet from wherever it is. See 'cue.read' for what it throws. */
export async function readSheet(
  db: Db,
  source: CueSource,
  encoding?: Parameters<typeof decodeText>[1],
): Promise<DecodedText & { name: string; folder: string | null; trackId: TrackId | null }> {
  const read = await readSource(db, source, encoding);
  if (parseCue(read.text).tracks.length === 0) {
    throw new AppError('FORMAT_UNKNOWN', 'This is no CUE sheet: it has no tracks.');
  }
  return read;
}

async function readSource(
  db: Db,
  source: CueSource,
  encoding: Parameters<typeof decodeText>[1],
): Promise<DecodedText & { name: string; folder: string | null; trackId: TrackId | null }> {
  if (source.type === 'bytes') {
    const decoded = decodeText(Buffer.from(source.base64, 'base64'), encoding);
    return { ...decoded, name: source.name, folder: null, trackId: null };
  }
  if (source.type === 'path') return await readPath(source.path, null, encoding);
  const track = locateTrack(db, source.trackId);
  const folder = dirname(track.path);
  if (source.place === 'file') return await readPath(join(folder, basename(source.name)), track.id, encoding);
  const text = (await embeddedSheets(track))[source.place];
  if (text === null) throw new AppError('FILE_NOT_FOUND', 'The file holds no sheet any more.');
  return { text, encoding: 'utf-8', hasByteOrderMark: false, name: basename(track.path), folder, trackId: track.id };
}

async function readPath(path: string, trackId: TrackId | null, encoding: Parameters<typeof decodeText>[1]) {
  try {
    const { size } = await stat(path);
    if (size > mostCueBytes) throw new AppError('FILE_TOO_LARGE', 'This file is too large for a CUE sheet.');
    const decoded = decodeText(await readFile(path), encoding);
    return { ...decoded, name: basename(path), folder: dirname(path), trackId };
  } catch (error) {
    throw toFileError(error);
  }
}

async function embeddedSheets({ path, format }: TrackFile) {
  if (format !== 'flac') return { block: null, comment: null };
  const file = await open(path, 'r').catch((error: unknown) => {
    throw toFileError(error);
  });
  try {
    return await readFlacSheets(file, basename(path));
  } finally {
    await file.close();
  }
}

async function sheetNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /\.cue$/i.test(name) && !name.startsWith('.'))
    .sort()
    .slice(0, mostFiles);
}

/** The tracks of a sheet if it is about that file, else 0. */
async function countOf(path: string, audio: string): Promise<number> {
  try {
    if ((await stat(path)).size > mostCueBytes) return 0;
    const sheet = parseCue(decodeText(await readFile(path)).text);
    const isAbout = isNamedLike(basename(path), audio) || sheet.files.some((file) => isSameFile(file.name, audio));
    return isAbout ? sheet.tracks.length : 0;
  } catch {
    // Gone or unreadable: not offered.
    return 0;
  }
}

/** 'mix.cue' and 'mix.flac.cue' are about 'mix.flac'. */
function isNamedLike(sheetName: string, audio: string): boolean {
  const stem = fold(sheetName.slice(0, -'.cue'.length));
  const name = fold(basename(audio));
  return stem === name || stem === fold(basename(audio, extname(audio)));
}

/** Sheets name the file as it lay on another machine, and often as the WAVE it was before it was packed. */
export function isSameFile(written: string, audio: string): boolean {
  const name = written.split(/[\\/]/).at(-1) ?? '';
  const stem = (text: string) => fold(text.slice(0, text.length - extname(text).length) || text);
  return name !== '' && stem(name) === stem(basename(audio));
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

export type NamedAudio = { isThere: boolean; durationMs: number | null };

/** What lies where each FILE of a sheet points, seen from the sheet's folder, and the library's track of the first one. */
export async function lookAtAudio(
  db: Db,
  folder: string,
  names: readonly string[],
): Promise<{ files: NamedAudio[]; trackId: TrackId | null }> {
  const here = await readdir(folder).catch(() => []);
  let trackId: TrackId | null = null;
  const files: NamedAudio[] = [];
  for (const [index, name] of names.entries()) {
    const exact = here.find((entry) => fold(entry) === fold(name.split(/[\\/]/).at(-1) ?? ''));
    const found = exact ?? here.find((entry) => !/\.cue$/i.test(entry) && isSameFile(name, entry));
    const track = found === undefined ? undefined : findTrackAt(db, join(folder, found));
    if (index === 0) trackId = track?.id ?? null;
    files.push({ isThere: found !== undefined, durationMs: track?.durationMs ?? null });
  }
  return { files, trackId };
}

/** The only track whose file is called so; null where there is none or several. For sheets of which nobody knows the place. */
export function findTrackNamed(db: Db, written: string): TrackId | null {
  const name = written.split(/[\\/]/).at(-1) ?? '';
  const ids = prepare(db, 'SELECT id FROM track WHERE file_name = ? LIMIT 2').pluck().all(name) as TrackId[];
  return ids.length === 1 ? (ids[0] ?? null) : null;
}

function findTrackAt(db: Db, path: string): { id: TrackId; durationMs: number | null } | undefined {
  const place = placeOf(db, path);
  if (!place) return;
  return prepare(db, 'SELECT id, duration_ms AS durationMs FROM track WHERE folder_id = ? AND path = ?').get(
    place.folderId,
    place.path,
  ) as ReturnType<typeof findTrackAt>;
}
