import { type TextTagField, textTagFields } from './tag-fields.ts';

/** What analysis knows better: these go into files by their own rules (write-back), not by an edit. */
const measuredFields = ['bpm', 'key', 'replayGainTrackGain', 'replayGainTrackPeak'] as const;
type MeasuredField = (typeof measuredFields)[number];

/** Fields a person edits, in the order an editor shows them. */
export type EditTextField = Exclude<TextTagField, MeasuredField>;
export const editTextFields = textTagFields.filter(
  (field): field is EditTextField => !(measuredFields as readonly string[]).includes(field),
);

/**
 * What an edit can be about: a field with a name of ours, a free field under the name the file gives it, or the front
 * cover, whose value is the hash of a picture in the folder `pictures` (or nothing, to take it away).
 */
export type EditField = EditTextField | `custom:${string}` | 'cover';

/** Fields that hold several values of equal weight. */
export const multiValueFields = [
  'artist',
  'albumArtist',
  'genre',
  'style',
  'label',
  'grouping',
  'composer',
  'remixer',
  'mood',
  'lyricist',
  'conductor',
  'language',
] as const satisfies readonly EditTextField[];

export const numberFields = ['trackNumber', 'trackTotal', 'discNumber', 'discTotal'] as const;
export const dateFields = ['date', 'originalDate'] as const;
/** Fields of more than one line. */
export const longFields = ['comment', 'lyrics'] as const;

/** Fields the library has a column for; all others stand only in the file, and in the edit until it is written. */
export const columnFields = [
  'title',
  'artist',
  'album',
  'albumArtist',
  'genre',
  'label',
  'comment',
  'grouping',
  'composer',
  'remixer',
  'isrc',
  'date',
  'trackNumber',
  'discNumber',
] as const satisfies readonly EditTextField[];
export type ColumnField = (typeof columnFields)[number];

const mostValues = 100;
const mostCharacters = 2000;
const mostCharactersOfLong = 200_000;
const hash = /^[0-9a-f]{64}$/;
const names = new Set<string>(editTextFields);

export function isEditField(field: string): field is EditField {
  if (field === 'cover' || names.has(field)) return true;
  // A name that every format can hold: Vorbis comments take no '=', and nothing outside of ASCII.
  return /^custom:[!-<>-}]([ -<>-}]{0,78}[!-<>-}])?$/.test(field);
}

export function isMultiValue(field: EditField): boolean {
  return (multiValueFields as readonly string[]).includes(field) || field.startsWith('custom:');
}

export function isColumnField(field: string): field is ColumnField {
  return (columnFields as readonly string[]).includes(field);
}

export type ValueFault = 'NUMBER' | 'DATE' | 'ISRC' | 'TOO_LONG' | 'TOO_MANY' | 'PICTURE';

/**
 * Values as a file can hold them: trimmed, without empty ones and repetitions, on one line where the field has one line;
 * or what is wrong with them.
 */
export function cleanValues(
  field: EditField,
  values: readonly string[],
): { values: string[] } | { fault: ValueFault; value: string } {
  const isLong = (longFields as readonly string[]).includes(field);
  const clean = [...new Set(values.map((value) => cleanText(value, isLong)).filter((value) => value !== ''))];
  if (clean.length > (isMultiValue(field) ? mostValues : 1)) return { fault: 'TOO_MANY', value: clean[1] ?? '' };
  for (const value of clean) {
    const fault = faultOf(field, value, isLong);
    if (fault) return { fault, value };
  }
  if ((numberFields as readonly string[]).includes(field))
    return { values: clean.map((value) => String(Number(value))) };
  return { values: field === 'isrc' ? clean.map((value) => value.toUpperCase()) : clean };
}

function cleanText(value: string, isLong: boolean): string {
  const text = value.replaceAll('\0', ' ').toWellFormed();
  return (isLong ? text.replace(/\r\n?/g, '\n') : text.replace(/[\r\n\t]+/g, ' ')).trim();
}

function faultOf(field: EditField, value: string, isLong: boolean): ValueFault | null {
  if (value.length > (isLong ? mostCharactersOfLong : mostCharacters)) return 'TOO_LONG';
  if (field === 'cover') return hash.test(value) ? null : 'PICTURE';
  if (field === 'isrc') return /^[A-Z]{2}-?[A-Z0-9]{3}-?\d{2}-?\d{5}$/i.test(value) ? null : 'ISRC';
  if ((numberFields as readonly string[]).includes(field)) {
    return /^\d{1,5}$/.test(value) && Number(value) > 0 ? null : 'NUMBER';
  }
  if ((dateFields as readonly string[]).includes(field)) return isDate(value) ? null : 'DATE';
  return null;
}

/** '2026', '2026-11' or '2026-11-21', and such a day must exist. */
function isDate(value: string): boolean {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(value);
  if (!match || Number(match[1]) === 0) return false;
  const [month, day] = [Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(Number(match[1]), month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A list as one text, as lists of tracks show it. */
export function joinValues(values: readonly string[]): string {
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))].join(', ');
}
