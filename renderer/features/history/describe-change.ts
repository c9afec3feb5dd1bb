import { formatKey, isMusicKey, type KeyNotation } from '#shared/music-key.ts';
import { type MessageId, messages } from '../../messages/index.ts';
import type { Text } from '../../messages/use-text.ts';
import { formatDayAndTime } from '../tracks/index.ts';

/** The name of a field of an operation's change; what this window does not know is shown as it is written. */
export function fieldText(text: Text, field: string): string {
  const id = `history.field.${field.replace(':', '.')}`;
  if (isMessage(id)) return text(id);
  // Of a pair of tracks the field names the other one.
  return field.startsWith('duplicate:') ? text('history.field.duplicate') : (field.split(':').at(-1) ?? field);
}

function isMessage(id: string): id is MessageId {
  return id in messages;
}

/** A value in words: a key in the user's notation, a list with commas, nothing by name. */
export function valueText(text: Text, field: string, value: unknown, notation: KeyNotation): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return text('history.nothing');
  if (field === 'override:key' && typeof value === 'number' && isMusicKey(value)) return formatKey(value, notation);
  if (field === 'lastPlayed' && typeof value === 'number') return formatDayAndTime(value);
  if (Array.isArray(value)) return value.map((each) => plain(each)).join(', ');
  return plain(value);
}

function plain(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
