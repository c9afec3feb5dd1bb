import { AppError } from '#shared/errors.ts';
import type { ExportSource, ForeignFormat, ReadOptions, WriteOptions } from '../foreign-format.ts';
import type { ForeignPart } from '../foreign-library.ts';
import { readTextLines } from '../text-lines.ts';
import { ListReader, labelOf, splitLabel, wholeSeconds } from './list-reader.ts';

const mostEntries = 1_000_000;
const isPls = /^\s*(?:;.*\n\s*)*\[playlist\]/i;

export const plsFormat: ForeignFormat = {
  id: 'pls',
  extensions: ['.pls'],
  detects: ({ extension, text }) => extension === '.pls' || isPls.test(text.slice(0, 2000)),
  read: readPls,
  holds: 'list',
  write: writePls,
};

type Entry = { file: string; title: string; lengthMs: number | null };

/** Entries stand in the order of their numbers, whatever the order of their lines. */
export async function* readPls(file: string, { signal }: ReadOptions): AsyncGenerator<ForeignPart> {
  const list = new ListReader(file);
  const entries = new Map<number, Entry>();
  let isPlaylist = false;
  for await (const line of readTextLines(file, signal)) {
    isPlaylist ||= /^\s*\[playlist\]/i.test(line);
    const [, name = '', digits = '', value = ''] = /^\s*(file|title|length)(\d{1,9})\s*=(.*)$/i.exec(line) ?? [];
    if (name === '') continue;
    const entry = entries.get(Number(digits)) ?? { file: '', title: '', lengthMs: null };
    if (entries.size >= mostEntries) throw new AppError('IMPORT_TOO_LARGE', 'The list has too many entries.');
    entries.set(Number(digits), { ...entry, ...factOf(name.toLowerCase(), value.trim()) });
  }
  if (!isPlaylist) throw new AppError('IMPORT_INVALID', 'This is no PLS playlist.');
  for (const [, entry] of [...entries].sort(([one], [other]) => one - other)) {
    if (entry.file !== '') yield* list.add(entry.file, { ...splitLabel(entry.title), durationMs: entry.lengthMs });
  }
  yield list.end();
}

function factOf(name: string, value: string): Partial<Entry> {
  if (name === 'file') return { file: value };
  if (name === 'title') return { title: value };
  const seconds = Number(value);
  return { lengthMs: seconds > 0 && seconds < 1e7 ? Math.round(seconds * 1000) : null };
}

export function* writePls(source: ExportSource, { isCrlf }: WriteOptions): Generator<string> {
  const end = isCrlf ? '\r\n' : '\n';
  yield `[playlist]${end}`;
  let number = 0;
  for (const track of source.tracks()) {
    number += 1;
    const path = track.path.replace(/[\r\n]/g, encodeURIComponent);
    yield `File${number}=${path}${end}Title${number}=${labelOf(track)}${end}`;
    yield `Length${number}=${wholeSeconds(track.durationMs)}${end}`;
  }
  yield `NumberOfEntries=${number}${end}Version=2${end}`;
}
