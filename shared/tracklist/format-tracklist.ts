import { formatKey, isMusicKey } from '../music-key.ts';
import { writeCell } from './delimited-rows.ts';
import { writeTime } from './read-time.ts';
import type { EntryFacts, TracklistFacts } from './tracklist-parts.ts';

const csvColumns = [
  'start',
  'end',
  'artist',
  'title',
  'remix',
  'label',
  'isrc',
  'bpm',
  'key',
  'transition',
  'unknown',
  'note',
] as const;

/** "Artist - Title (Remix)", as people write it. */
export function formatTrackName({ artist, title, remix }: Pick<EntryFacts, 'artist' | 'title' | 'remix'>): string {
  const name = remix === '' ? title : `${title} (${remix})`;
  return artist === '' ? name : `${artist} - ${name}`;
}

/** One line a track: "01. [0:12:30] Artist - Title (Remix) [LABEL]". Times to the second. */
export function formatAsText(entries: readonly EntryFacts[]): string {
  const width = Math.max(2, String(entries.length).length);
  let number = 0;
  const lines = entries.map((entry) => {
    const name = entry.artist === '' && entry.isUnknown ? `ID - ${formatTrackName(entry)}` : formatTrackName(entry);
    const label = entry.label === '' ? '' : ` [${entry.label}]`;
    if (entry.transition === 'mashup' && entry.startMs === null && number > 0) return `w/ ${name}${label}`;
    number += 1;
    const time = entry.startMs === null ? '' : `[${writeTime(entry.startMs)}] `;
    return `${String(number).padStart(width, '0')}. ${time}${name}${label}`;
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** With a head row; everything that is known, times to the millisecond. */
export function formatAsCsv(entries: readonly EntryFacts[]): string {
  const rows = entries.map((entry) => csvColumns.map((column) => writeCell(csvValue(entry, column), ',')).join(','));
  return [csvColumns.join(','), ...rows].map((row) => `${row}\r\n`).join('');
}

function csvValue(entry: EntryFacts, column: (typeof csvColumns)[number]): string {
  const time = (ms: number | null) => (ms === null ? '' : writeTime(ms, 3));
  switch (column) {
    case 'start':
      return time(entry.startMs);
    case 'end':
      return time(entry.endMs);
    case 'bpm':
      return entry.bpm === null ? '' : String(entry.bpm);
    case 'key':
      return entry.musicalKey !== null && isMusicKey(entry.musicalKey) ? formatKey(entry.musicalKey, 'camelot') : '';
    case 'unknown':
      return entry.isUnknown ? 'yes' : '';
    default:
      return entry[column];
  }
}

/** An object with what is known of the mix, and its tracks. */
export function formatAsJson(facts: TracklistFacts, entries: readonly EntryFacts[]): string {
  const tracks = entries.map(({ musicalKey, confidence: _, ...entry }) => ({
    ...entry,
    key: musicalKey !== null && isMusicKey(musicalKey) ? formatKey(musicalKey, 'camelot') : null,
  }));
  return `${JSON.stringify({ ...facts, tracks }, null, 2)}\n`;
}
