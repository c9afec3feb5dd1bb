import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { isDatabase } from '../databases/foreign-database.ts';
import type { ForeignFormat, ReadOptions } from '../foreign-format.ts';
import { emptyForeignTrack, type ForeignPart } from '../foreign-library.ts';
import { driveRootOf, plainName } from '../foreign-path.ts';
import { dayOf } from '../foreign-values.ts';
import { note } from '../playlist-files/list-reader.ts';
import { crateDivider, crateFile, writeCrate } from './crate.ts';
import { pathOn, readDatabaseTrack } from './database.ts';
import { fieldsOf, readRecords, seratoText } from './records.ts';
import { refuseWhileSeratoRuns } from './serato-running.ts';
import { readSessionEntry } from './session.ts';

const mostCrates = 20_000;
const mostEntries = 1_000_000;

/** Where Serato DJ 4 keeps its library: in tables that nobody has described. */
const newerLibrary = /(?:^|[\\/])(?:master|root|location)\.sqlite$/i;

/**
 * Files of Serato DJ up to 3: `database V2` with the crates that lie beside it, single crates, smart crates and sessions
 * of its history.
 */
export const seratoFormat: ForeignFormat = {
  id: 'serato',
  extensions: ['.crate'],
  detects: ({ path, bytes, text, isFolder }) =>
    (isFolder && basename(path) === '_Serato_') ||
    text.startsWith('vrsn') ||
    (isDatabase(bytes) && newerLibrary.test(path)),
  read: readSerato,
  holds: 'list',
  write: writeCrate,
  listFile: crateFile,
  checkTarget: () => refuseWhileSeratoRuns(),
};

export async function* readSerato(file: string, { signal }: ReadOptions): AsyncGenerator<ForeignPart> {
  if (newerLibrary.test(file)) throw new AppError('IMPORT_TOO_NEW', 'Serato DJ 4 keeps its library in another form.');
  const root = driveRootOf(file);
  if (basename(file) === '_Serato_') {
    const database = join(file, 'database V2');
    // A drive that only ever was given crates has none.
    if (existsSync(database)) yield* readLibrary(database, root, signal);
    else yield* readCratesBeside(database, root, new Set(), signal);
    return;
  }
  const kind = await kindOf(file);
  if (kind === 'smart') yield note('skippedSmartList', plainName(file));
  else if (kind === 'session') yield* readSession(file, root, signal);
  else if (kind === 'crate') yield* readCrate(file, [cratePath(file).at(-1) ?? ''], root, new Set(), signal);
  else yield* readLibrary(file, root, signal);
}

type Kind = 'crate' | 'smart' | 'session' | 'database';

async function kindOf(file: string): Promise<Kind> {
  for await (const { data } of readRecords(file)) {
    const version = seratoText(data);
    if (/Smart ?Crate/i.test(version)) return 'smart';
    if (/Crate/i.test(version)) return 'crate';
    if (/Review/i.test(version)) return 'session';
    if (/Database/i.test(version)) return 'database';
    break;
  }
  throw new AppError('IMPORT_INVALID', 'This is no file of Serato that we know.');
}

async function* readLibrary(file: string, root: string, signal?: AbortSignal): AsyncGenerator<ForeignPart> {
  const known = new Set<string>();
  for await (const { tag, data } of readRecords(file, signal)) {
    if (tag !== 'otrk') continue;
    const track = readDatabaseTrack(data, root);
    if (!track) yield note('brokenTrack', '');
    // Serato lists some files twice; the first is the one it shows.
    else if (!known.has(track.key)) {
      known.add(track.key);
      yield { part: 'track', track };
    }
  }
  yield* readCratesBeside(file, root, known, signal);
}

/** Crates of the `_Serato_` folder. One with crates within becomes a folder, and a list in it where it holds tracks. */
async function* readCratesBeside(
  file: string,
  root: string,
  known: Set<string>,
  signal?: AbortSignal,
): AsyncGenerator<ForeignPart> {
  const folder = join(dirname(file), 'Subcrates');
  const crates = (await filesIn(folder, '.crate')).map((name) => ({ name, path: cratePath(name) }));
  const folders = new Map<string, string[]>();
  for (const { path } of crates) {
    for (let depth = 1; depth < path.length; depth += 1) {
      const parent = path.slice(0, depth);
      folders.set(parent.join(crateDivider), parent);
    }
  }
  for (const [, path] of [...folders].sort(([, one], [, other]) => one.length - other.length))
    yield { part: 'playlist', playlist: { path, kind: 'folder', keys: [], rules: '' } };
  for (const { name, path } of crates) {
    const last = path.at(-1) ?? name;
    const isFolder = folders.has(path.join(crateDivider));
    yield* readCrate(join(folder, name), isFolder ? [...path, last] : path, root, known, signal, isFolder);
  }
  for (const name of await filesIn(join(dirname(file), 'SmartCrates'), '.scrate'))
    yield note('skippedSmartList', cratePath(name).join('/'));
}

async function* readCrate(
  file: string,
  path: string[],
  root: string,
  known: Set<string>,
  signal?: AbortSignal,
  isLeftOutEmpty = false,
): AsyncGenerator<ForeignPart> {
  const keys: string[] = [];
  for await (const { tag, data } of readRecords(file, signal)) {
    if (tag !== 'otrk') continue;
    const key = pathOn(root, seratoText(fieldsOf(data).get('ptrk')));
    if (key === '') {
      yield note('brokenTrack', path.join('/'));
      continue;
    }
    if (keys.length >= mostEntries) throw new AppError('IMPORT_TOO_LARGE', 'The crate has too many tracks.');
    keys.push(key);
    if (known.has(key)) continue;
    known.add(key);
    yield { part: 'track', track: { ...emptyForeignTrack(key), path: key } };
  }
  if (keys.length > 0 || !isLeftOutEmpty) yield { part: 'playlist', playlist: { path, kind: 'list', keys, rules: '' } };
}

/** A session as a list in the order it was played, called after its day. */
async function* readSession(file: string, root: string, signal?: AbortSignal): AsyncGenerator<ForeignPart> {
  const keys: string[] = [];
  const known = new Set<string>();
  let startedAt: number | null = null;
  for await (const { tag, data } of readRecords(file, signal)) {
    const track = tag === 'oent' ? readSessionEntry(data, root) : null;
    if (!track) continue;
    if (keys.length >= mostEntries) throw new AppError('IMPORT_TOO_LARGE', 'The session has too many entries.');
    startedAt = Math.min(startedAt ?? Number.POSITIVE_INFINITY, track.lastPlayedAt ?? Number.POSITIVE_INFINITY);
    keys.push(track.key);
    if (known.has(track.key)) continue;
    known.add(track.key);
    yield { part: 'track', track };
  }
  const day = dayOf(Number.isFinite(startedAt) ? startedAt : null);
  const two = (number: number) => String(number).padStart(2, '0');
  const name = day ? `${day.year}-${two(day.month)}-${two(day.day)}` : plainName(file);
  yield { part: 'playlist', playlist: { path: [`Serato ${name}`], kind: 'list', keys, rules: '' } };
}

function cratePath(file: string): string[] {
  const name = basename(file).replace(/\.s?crate$/i, '');
  return name.split(crateDivider).filter((part) => part !== '');
}

async function filesIn(folder: string, extension: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    const found = names.filter((name) => name.toLowerCase().endsWith(extension) && !name.startsWith('._'));
    return found.sort((one, other) => one.localeCompare(other)).slice(0, mostCrates);
  } catch {
    // A library without crates has no such folder.
    return [];
  }
}
