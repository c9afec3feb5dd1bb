import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { ColumnId } from '#shared/contract/settings.ts';
import type { EditTextField } from '#shared/tags/edit-fields.ts';

const fields: Readonly<Partial<Record<ColumnId, EditTextField>>> = {
  title: 'title',
  artist: 'artist',
  album: 'album',
  genre: 'genre',
  label: 'label',
  year: 'date',
};

/** The tag behind a column of the list; undefined where the column is not typed into. */
export function editableField(column: ColumnId): EditTextField | undefined {
  return fields[column];
}

/** What a cell's editor begins with. */
export function inlineValue(column: ColumnId, row: TrackRow): string {
  if (column === 'year') return row.year === null ? '' : String(row.year);
  const value = row[column as 'title' | 'artist' | 'album' | 'genre' | 'label'];
  return value ?? '';
}
