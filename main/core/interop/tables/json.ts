import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { ExportSource, ForeignFormat, ReadOptions } from '../foreign-format.ts';
import { emptyForeignTrack, type ForeignPart, type ForeignTrack } from '../foreign-library.ts';
import { type EntryFacts, ListReader, note } from '../playlist-files/list-reader.ts';
import { readTextLines, readWholeText } from '../text-lines.ts';
import { columnOf, factOf } from './columns.ts';

const signature = 'ledgerline-library';
const version = 1;
/** A list of a million tracks on one line of ours. */
const longestLine = 64 * 1024 * 1024;
const mostForeignBytes = 64 * 1024 * 1024;
const mostTracks = 1_000_000;

/**
 * Everything there is to say, a track or a playlist to a line. Lists of tracks that other programs write as JSON are
 * read by the names of their values.
 */
export const jsonFormat: ForeignFormat = {
  id: 'json',
  extensions: ['.json'],
  detects: ({ extension, text }) =>
    (extension === '.json' && /^\s*[[{]/.test(text)) || text.startsWith(`{"format":"${signature}"`),
  read: readJson,
  holds: 'library',
  write: writeJson,
};

const text = z.string().max(65_536).catch('');
const number = z.number().nullable().catch(null);
const cue = z.object({
  kind: z.enum(['cue', 'loop', 'fadeIn', 'fadeOut', 'load']),
  slot: z.number().int().min(0).max(7).nullable(),
  startMs: z.number().min(0),
  endMs: z.number().min(0).nullable(),
  name: text.default(''),
  colour: text.default(''),
});
const tempo = z.object({
  startMs: z.number().min(0).max(1e9),
  bpm: z.number().gt(0).lt(1000),
  beat: z.number().int().min(1).max(4),
});
/** Each later than the one before. */
const rising = (tempos: z.output<typeof tempo>[]) =>
  tempos
    .toSorted((one, other) => one.startMs - other.startMs)
    .filter(({ startMs }, index, all) => index === 0 || startMs > (all[index - 1]?.startMs ?? 0));
const facts = emptyForeignTrack('');
const trackShape = z.object({
  key: z.string().min(1).max(65_536),
  ...Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      name === 'key' || Array.isArray(value) ? [] : [[name, value === null ? number.default(null) : text.default('')]],
    ),
  ),
  grid: z.array(tempo).max(100_000).default([]).transform(rising),
  cues: z.array(cue).max(1000).default([]),
});
const playlistShape = z.object({
  path: z.array(z.string().max(1000)).min(1).max(64),
  kind: z.enum(['folder', 'list', 'smart']),
  keys: z.array(z.string()).max(mostTracks).default([]),
  rules: text.default(''),
});

export async function* readJson(file: string, options: ReadOptions): AsyncGenerator<ForeignPart> {
  for await (const line of readTextLines(file, options.signal, longestLine)) {
    if (line.startsWith(`{"format":"${signature}"`)) yield* readOwn(file, options);
    else yield* readOther(file, options);
    return;
  }
  throw new AppError('IMPORT_INVALID', 'This file is empty.');
}

/** Line by line: the file may be larger than what fits into memory. */
async function* readOwn(file: string, { signal }: ReadOptions): AsyncGenerator<ForeignPart> {
  let section = '';
  let isEnded = false;
  for await (const line of readTextLines(file, signal, longestLine)) {
    const [, name] = /"(tracks|playlists)":\[$/.exec(line) ?? [];
    isEnded ||= line === ']}';
    if (name) {
      checkVersion(section === '' ? line : '');
      section = name;
    } else if (line.startsWith('{')) {
      const value = parsed(line.replace(/,$/, ''));
      const known = section === 'tracks' ? trackShape.safeParse(value) : playlistShape.safeParse(value);
      if (!known.success) yield note('brokenTrack', line);
      else if (section === 'tracks') yield { part: 'track', track: known.data as ForeignTrack };
      else yield { part: 'playlist', playlist: known.data as z.output<typeof playlistShape> };
    }
  }
  if (!isEnded) throw new AppError('IMPORT_INVALID', 'The end of this file is missing.');
}

function checkVersion(line: string): void {
  const written = Number(/"version":(\d+)/.exec(line)?.[1] ?? version);
  if (written > version)
    throw new AppError('IMPORT_TOO_NEW', 'A newer Ledgerline wrote this file.', { version: written });
}

async function* readOther(file: string, { signal }: ReadOptions): AsyncGenerator<ForeignPart> {
  const value = parsed(await readWholeText(file, mostForeignBytes, signal));
  const list = new ListReader(file);
  const rows = rowsOf(value);
  if (!rows) throw new AppError('IMPORT_INVALID', 'This file holds no list of tracks.');
  if (rows.length > mostTracks) throw new AppError('IMPORT_TOO_LARGE', 'The list has too many tracks.');
  for (const row of rows) {
    const { path = '', ...others } = readRow(row);
    if (path === '' && !others.title) yield note('brokenTrack', JSON.stringify(row) ?? '');
    else yield* list.add(path, others);
  }
  yield list.end();
}

/** The list itself, or the one in an object: under a usual name, else the only one there is. */
function rowsOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return null;
  const lists = Object.entries(value).filter(([, one]) => Array.isArray(one)) as [string, unknown[]][];
  const named = lists.find(([name]) => /^(tracks|items|songs|entries|playlist|tracklist)$/i.test(name));
  return named?.[1] ?? (lists.length === 1 ? (lists[0]?.[1] ?? null) : null);
}

function readRow(row: unknown): EntryFacts & { path?: string } {
  if (typeof row === 'string') return { path: row };
  if (typeof row !== 'object' || row === null) return {};
  const found: EntryFacts & { path?: string } = {};
  for (const [name, value] of Object.entries(row).slice(0, 1000)) {
    const heading = columnOf(name);
    const cell = Array.isArray(value) ? value.map(nameOf).join(', ') : nameOf(value);
    if (!heading || cell === '') continue;
    const fact = factOf(heading.column, cell, heading.unit);
    for (const [key, one] of Object.entries(fact)) if (!(key in found)) Object.assign(found, { [key]: one });
  }
  return found;
}

/** Services write an artist as an object with a name. */
function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  const isNamed = typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
  return isNamed ? String(value.name) : '';
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new AppError('IMPORT_INVALID', 'This file is not well-formed JSON.', {}, { cause: error });
  }
}

export function* writeJson(source: ExportSource): Generator<string> {
  const head = { format: signature, version, name: source.name };
  yield `${JSON.stringify(head).slice(0, -1)},"tracks":[\n`;
  yield* items(source.tracks(), lean);
  yield '],\n"playlists":[\n';
  yield* items(source.playlists(), (playlist) => playlist);
  yield ']}\n';
}

function* items<Item>(list: Iterable<Item>, shown: (item: Item) => unknown): Generator<string> {
  let isFirst = true;
  for (const item of list) {
    yield `${isFirst ? '' : ',\n'}${JSON.stringify(shown(item))}`;
    isFirst = false;
  }
  if (!isFirst) yield '\n';
}

/** Without what is not known. */
function lean(track: ForeignTrack): Partial<ForeignTrack> {
  const known = Object.entries(track).filter(
    ([, value]) => value !== '' && value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(known);
}
