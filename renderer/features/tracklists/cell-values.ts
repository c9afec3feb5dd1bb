import type { EntryStep, TracklistEntry } from '#shared/contract/tracklists.ts';
import { formatKey, parseKey } from '#shared/music-key.ts';
import { readTime, writeTime } from '#shared/tracklist/read-time.ts';
import { transitions } from '#shared/tracklist/tracklist-parts.ts';
import type { MessageId } from '../../messages/index.ts';
import type { EditedColumn } from './tracklists.store.ts';

type Values = Extract<EntryStep, { type: 'update' }>['values'];

/** What stands in the editor of a cell. */
export function cellText(entry: TracklistEntry, column: EditedColumn): string {
  const { startMs, bpm, musicalKey } = entry;
  if (column === 'start') return startMs === null ? '' : exactTime(startMs);
  if (column === 'bpm') return bpm === null ? '' : String(bpm);
  if (column === 'key') return musicalKey === null ? '' : formatKey(musicalKey, 'camelot');
  return entry[column];
}

/** As short as it can be without losing a millisecond. */
function exactTime(ms: number): string {
  return ms % 1000 === 0 ? writeTime(ms) : writeTime(ms, 3);
}

/** What a typed text makes of an entry, or why it cannot. Empty takes the value away. */
export function readCell(column: EditedColumn, typed: string): { values: Values } | { error: MessageId } {
  const text = typed.trim();
  switch (column) {
    case 'start': {
      const startMs = text === '' ? null : readTime(text);
      return startMs === null && text !== '' ? { error: 'tracklists.badTime' } : { values: { startMs } };
    }
    case 'bpm': {
      const bpm = text === '' ? null : Number(text.replace(',', '.'));
      const isBad = bpm !== null && !(bpm >= 20 && bpm <= 400);
      return isBad ? { error: 'tracklists.badBpm' } : { values: { bpm } };
    }
    case 'key': {
      const musicalKey = text === '' ? null : parseKey(text);
      return musicalKey === null && text !== '' ? { error: 'tracklists.badKey' } : { values: { musicalKey } };
    }
    case 'transition':
      return { values: { transition: transitions.find((each) => each === text) ?? 'unknown' } };
    default:
      return { values: { [column]: text.slice(0, 500) } };
  }
}
