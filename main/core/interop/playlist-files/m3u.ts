import type { ExportSource, ForeignFormat, ReadOptions, WriteOptions } from '../foreign-format.ts';
import type { ForeignPart, ForeignTrack } from '../foreign-library.ts';
import { readTextLines } from '../text-lines.ts';
import { type EntryFacts, ListReader, labelOf, oneLine, splitLabel, wholeSeconds } from './list-reader.ts';

/** `#EXTINF:123 id="1" tvg-name="x",Artist - Title`; every part may be missing. */
const info = /^#EXTINF(?::\s*(-?\d+(?:\.\d+)?)?((?:\s+[\w.-]+="[^"]*")*)\s*,?(.*))?$/i;
const longestDurationS = 30 * 24 * 3600;

export const m3u8Format: ForeignFormat = {
  id: 'm3u8',
  extensions: ['.m3u8'],
  detects: ({ extension, text }) => extension === '.m3u8' || text.startsWith('#EXTM3U'),
  read: readM3u,
  holds: 'list',
  write: writeM3u8,
};

/** The same in what players took for text before Unicode, as far as that can hold it. */
export const m3uFormat: ForeignFormat = {
  id: 'm3u',
  extensions: ['.m3u'],
  detects: ({ extension }) => extension === '.m3u',
  read: readM3u,
  holds: 'list',
  write: writeM3u,
};

/** Lists of addresses a stream is cut into (HLS) read as lists of those addresses. */
export async function* readM3u(file: string, { signal }: ReadOptions): AsyncGenerator<ForeignPart> {
  const list = new ListReader(file);
  let facts: EntryFacts = {};
  for await (const line of readTextLines(file, signal)) {
    const text = line.trim();
    if (text === '') continue;
    if (!text.startsWith('#')) {
      yield* list.add(text, facts);
      facts = {};
    } else if (/^#PLAYLIST:/i.test(text)) list.setName(text.slice(10));
    else facts = { ...facts, ...readDirective(text) };
  }
  yield list.end();
}

function readDirective(line: string): EntryFacts {
  const [, seconds, , label] = info.exec(line) ?? [];
  if (seconds !== undefined || label !== undefined) {
    const length = Number(seconds);
    const isKnown = length > 0 && length < longestDurationS;
    return { ...(isKnown && { durationMs: Math.round(length * 1000) }), ...(label?.trim() && splitLabel(label)) };
  }
  const [, name = '', value = ''] = /^#(EXTALB|EXTART|EXTGENRE):(.*)$/i.exec(line) ?? [];
  if (name === '' || value.trim() === '') return {};
  const fields = { EXTALB: 'album', EXTART: 'albumArtist', EXTGENRE: 'genre' } as const;
  return { [fields[name.toUpperCase() as keyof typeof fields]]: value.trim() };
}

/** UTF-8 without a mark. */
export function* writeM3u8(source: ExportSource, { isCrlf }: WriteOptions): Generator<string> {
  for (const line of lines(source)) yield `${line}${isCrlf ? '\r\n' : '\n'}`;
}

/** In Windows-1252 where that holds every path and name, else in UTF-8 with a mark. */
export function* writeM3u(source: ExportSource, { isCrlf }: WriteOptions): Generator<string | Uint8Array> {
  const end = isCrlf ? '\r\n' : '\n';
  let isOld = true;
  for (const line of lines(source)) isOld &&= encodeOld(line) !== null;
  if (!isOld) yield '\ufeff';
  for (const line of lines(source)) yield (isOld && encodeOld(`${line}${end}`)) || `${line}${end}`;
}

function* lines(source: ExportSource): Generator<string> {
  yield '#EXTM3U';
  if (source.name !== '') yield `#PLAYLIST:${oneLine(source.name)}`;
  for (const track of source.tracks()) {
    yield `#EXTINF:${wholeSeconds(track.durationMs)},${labelOf(track)}`;
    yield placeOf(track);
  }
}

/** A path that would be read as something else is told apart: one that begins with '#', or holds a line end. */
function placeOf({ path }: ForeignTrack): string {
  const line = path.replace(/[\r\n]/g, encodeURIComponent);
  return line.startsWith('#') ? `./${line}` : line;
}

const oldBytes = new Map<string, number>(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte]),
);

/** Null where it holds a character that Windows-1252 has not, or one of its unassigned ones. */
function encodeOld(text: string): Uint8Array | null {
  const bytes: number[] = [];
  for (const character of text) {
    const byte = oldBytes.get(character);
    if (byte === undefined || (byte >= 0x80 && byte < 0xa0 && character.charCodeAt(0) === byte)) return null;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
