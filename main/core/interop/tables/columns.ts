import type { TableColumn } from '#shared/contract/interop-formats.ts';
import { formatKey, parseKey } from '#shared/music-key.ts';
import type { ForeignTrack } from '../foreign-library.ts';
import { readNumber, readPositive } from '../foreign-values.ts';
import type { EntryFacts } from '../playlist-files/list-reader.ts';

/** What each column is called in a table of ours. */
export const columnHeadings: Readonly<Record<TableColumn, string>> = {
  artist: 'Artist',
  title: 'Title',
  mixName: 'Mix',
  remixer: 'Remixer',
  album: 'Album',
  albumArtist: 'Album artist',
  trackNumber: 'Track number',
  discNumber: 'Disc number',
  year: 'Year',
  genre: 'Genre',
  label: 'Label',
  isrc: 'ISRC',
  bpm: 'BPM',
  musicalKey: 'Key',
  durationMs: 'Duration',
  rating: 'Rating',
  playCount: 'Plays',
  lastPlayedAt: 'Last played',
  addedAt: 'Added',
  comment: 'Comment',
  grouping: 'Grouping',
  composer: 'Composer',
  colour: 'Colour',
  bitrate: 'Bitrate (bit/s)',
  sampleRate: 'Sample rate (Hz)',
  sizeBytes: 'Size (bytes)',
  path: 'Path',
};

/** Other names of columns, as programs and services write them: letters and digits only. */
const otherNames: readonly (readonly [TableColumn, ...string[]])[] = [
  ['title', 'name', 'tracktitle', 'trackname', 'song', 'songname', 'songtitle', 'track'],
  ['artist', 'artists', 'artistname', 'artistnames', 'trackartist', 'performer', 'creator'],
  ['album', 'albumname', 'albumtitle', 'release', 'releasetitle'],
  ['albumArtist', 'albumartists', 'albumartistname', 'albumartistnames'],
  ['genre', 'genres', 'style'],
  ['label', 'recordlabel', 'publisher'],
  ['comment', 'comments', 'annotation'],
  ['remixer', 'remixedby', 'mixartist'],
  ['mixName', 'mixname', 'version', 'subtitle'],
  ['year', 'date', 'releasedate', 'albumreleasedate', 'released', 'releaseyear'],
  ['trackNumber', 'trackno', 'trackindex', 'tracknum'],
  ['discNumber', 'discno', 'disknumber', 'disc'],
  ['durationMs', 'time', 'length', 'durationms', 'trackdurationms', 'durations', 'seconds', 'totaltime'],
  ['bpm', 'tempo'],
  ['musicalKey', 'musicalkey', 'initialkey', 'tonality', 'camelot', 'keytext'],
  ['rating', 'stars', 'myrating'],
  ['playCount', 'playcount', 'djplaycount', 'timesplayed'],
  ['lastPlayedAt', 'lastplayed', 'dateplayed', 'playdate', 'datelastplayed'],
  ['addedAt', 'dateadded', 'addedat', 'addeddate'],
  ['path', 'location', 'file', 'filepath', 'filename', 'fullpath', 'fileurl', 'url', 'uri', 'trackuri', 'spotifyuri'],
  ['sizeBytes', 'filesize', 'size'],
  ['bitrate', 'bitratekbps'],
  ['sampleRate', 'samplerate'],
  ['colour', 'color'],
  ['isrc', 'isrccode'],
];

const byName = new Map<string, TableColumn>([
  ...otherNames.flatMap(([column, ...names]) => names.map((name) => [name, column] as const)),
  ...Object.entries(columnHeadings).map(([column, heading]) => [plain(heading), column as TableColumn] as const),
]);

/** The column a heading means, or null. `unit` is what it adds: 'ms', 'kbps', 'mb'. */
export function columnOf(heading: string): { column: TableColumn; unit: string } | null {
  const column = byName.get(plain(heading)) ?? byName.get(plain(heading.replace(/[([].*$/, '')));
  const unit = /\b(ms|kbps|kbit\/s|mb|khz)\b/i.exec(heading.replace(/_/g, ' '))?.[1]?.toLowerCase() ?? '';
  const isMilliseconds = /ms$/i.test(plain(heading)) && column === 'durationMs';
  return column ? { column, unit: isMilliseconds ? 'ms' : unit } : null;
}

function plain(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** What a cell says, in the units of a foreign track; nothing where it cannot be understood. */
export function factOf(column: TableColumn, cell: string, unit: string): EntryFacts & { path?: string } {
  const text = cell.trim();
  if (text === '') return {};
  const value = readCell(column, text, unit);
  return value === null ? {} : { [column]: value };
}

function readCell(column: TableColumn, text: string, unit: string): string | number | null {
  const number = readNumber(text);
  switch (column) {
    case 'year':
      return readPositive(/\b\d{4}\b/.exec(text)?.[0]);
    case 'trackNumber':
    case 'discNumber':
      return readPositive(/^\d+/.exec(text)?.[0]);
    case 'durationMs':
      return durationOf(text, unit);
    case 'bpm':
      return number !== null && number > 0 && number < 1000 ? number : null;
    case 'musicalKey':
      return parseKey(text);
    case 'rating':
      return starsOf(text);
    case 'playCount':
      return number !== null && number >= 0 ? Math.round(number) : null;
    case 'lastPlayedAt':
    case 'addedAt':
      return momentOf(text);
    case 'bitrate':
      return number === null ? null : scaled(number, unit === 'kbps' || unit === 'kbit/s' || number < 5000 ? 1000 : 1);
    case 'sampleRate':
      return number === null ? null : scaled(number, unit === 'khz' || number < 1000 ? 1000 : 1);
    case 'sizeBytes':
      return number === null ? null : scaled(number, unit === 'mb' ? 1_000_000 : 1);
    case 'colour':
      return /^#[0-9a-f]{6}$/i.test(text) ? text.toLowerCase() : null;
    default:
      return text;
  }
}

function scaled(number: number, factor: number): number | null {
  return number > 0 ? Math.round(number * factor) : null;
}

/** '5:05', '1:02:03', '305' (seconds, unless it is too long for that), '305000' under a heading with ms. */
function durationOf(text: string, unit: string): number | null {
  const parts = text.split(':').map((part) => readNumber(part));
  if (parts.length > 3 || parts.some((part) => part === null || part < 0)) return null;
  const amount = parts.reduce<number>((sum, part) => sum * 60 + (part ?? 0), 0);
  const isMilliseconds = parts.length === 1 && (unit === 'ms' || amount >= 100_000);
  const ms = Math.round(isMilliseconds ? amount : amount * 1000);
  return ms > 0 && ms < 1e10 ? ms : null;
}

/** '4', '****', '★★★★☆', '80' (of a hundred), '204' (of 255). */
function starsOf(text: string): number | null {
  if (/^[*★☆ ]+$/.test(text)) return Math.min(5, text.replace(/[^*★]/g, '').length);
  const number = readNumber(text);
  if (number === null || number < 0 || number > 255) return null;
  return Math.round(number <= 5 ? number : number <= 100 ? number / 20 : number / 51);
}

function momentOf(text: string): number | null {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T12:00:00`) : Date.parse(text);
  return at > 0 && at < 1e14 ? at : null;
}

/** What a table of ours shows of a track. */
export function cellOf(track: ForeignTrack, column: TableColumn): string {
  const value = track[column];
  if (value === null || value === '') return '';
  switch (column) {
    case 'durationMs':
      return clockTime(Number(value));
    case 'musicalKey':
      return formatKey(Number(value), 'camelot');
    case 'lastPlayedAt':
    case 'addedAt':
      return new Date(Number(value)).toISOString();
    case 'bpm':
      return String(Math.round(Number(value) * 1000) / 1000);
    default:
      return String(value);
  }
}

/** '5:05', '1:02:03'. */
function clockTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
