import type { TrackTable } from '#core/db/schema.ts';
import type { TagColumns } from '#core/library/scan/file-reading.ts';
import { type TagField, TagFields } from '#core/library/scan/reading/tag-fields.ts';
import { tagColumns } from '#core/library/scan/reading/track-tags.ts';
import type { ColumnField, EditField } from '#shared/tags/edit-fields.ts';
import { isColumnField } from '#shared/tags/edit-fields.ts';

type ColumnName = keyof TagColumns & keyof TrackTable;

/** The columns of a field: what lists show, and what it is sorted by. */
const columnsByField: Readonly<Record<ColumnField, readonly [ColumnName, ...ColumnName[]]>> = {
  title: ['title', 'title_fold'],
  artist: ['artist', 'artist_fold'],
  album: ['album', 'album_fold'],
  albumArtist: ['album_artist', 'album_artist_fold'],
  genre: ['genre', 'genre_fold'],
  label: ['label', 'label_fold'],
  comment: ['comment'],
  grouping: ['grouping'],
  composer: ['composer'],
  remixer: ['remixer'],
  isrc: ['isrc'],
  date: ['year'],
  trackNumber: ['track_number'],
  discNumber: ['disc_number'],
};

const readAs: Readonly<Partial<Record<ColumnField, TagField>>> = { trackNumber: 'track', discNumber: 'disc' };

/** The first 32 characters of a picture's hash are how lists name it. */
const artworkHashLength = 32;

/** The columns that hold a field; none where only the file does. */
export function columnsOf(field: EditField): readonly ColumnName[] {
  if (field === 'cover') return ['artwork_hash'];
  return isColumnField(field) ? columnsByField[field] : [];
}

/** What the columns of a field hold once a file says these values: the same rules as for reading a file. */
export function columnValues(
  field: EditField,
  values: readonly string[],
  fileName: string,
): Partial<Record<ColumnName, string | number | null>> {
  if (field === 'cover') return { artwork_hash: values[0]?.slice(0, artworkHashLength) ?? null };
  if (!isColumnField(field)) return {};
  const fields = new TagFields();
  for (const value of values) fields.add(readAs[field] ?? (field as TagField), value);
  const all = tagColumns(fields, fileName, null);
  return Object.fromEntries(columnsByField[field].map((name) => [name, all[name]]));
}

/** What a column says, as the values of its field. A list was joined into one text, and stays one here. */
export function valuesOfColumn(field: EditField, value: unknown): string[] {
  if (field === 'cover') return typeof value === 'string' ? [value] : [];
  return value === null || value === undefined || value === '' ? [] : [String(value)];
}
