import { type Db, prepare } from '#core/db/query.ts';
import type { TrackTable } from '#core/db/schema.ts';
import { columnFields, type EditField } from '#shared/tags/edit-fields.ts';
import { columnsOf, valuesOfColumn } from './tag-columns.ts';
import { mapEdits, type TagEdit } from './tag-edits.repository.ts';

const columns = [...columnFields, 'cover' as const].map((field) => columnsOf(field)[0]);

/** A track with its tags as the library has them. */
export type TaggedTrack = Pick<TrackTable, 'id' | 'folder_id' | 'path' | 'file_name' | 'has_edits'> & {
  /** By field; empty where it has none. Fields without a column are those with an edit. */
  values: Map<EditField, readonly string[]>;
  edits: readonly TagEdit[];
};

/** In the order of the ids; unknown ones are left out. */
export function listTagged(db: Db, ids: readonly number[]): TaggedTrack[] {
  const rows = prepare(
    db,
    `SELECT track.id, folder_id, track.path, file_name, has_edits, ${columns.join(', ')}
     FROM json_each(?) AS wanted JOIN track ON track.id = wanted.value ORDER BY wanted.key`,
  ).all(JSON.stringify(ids)) as TrackTable[];
  const edits = mapEdits(db, ids);
  return rows.map((row) => toTagged(row, edits.get(row.id) ?? []));
}

function toTagged(row: TrackTable, edits: readonly TagEdit[]): TaggedTrack {
  const values = new Map<EditField, readonly string[]>();
  for (const field of [...columnFields, 'cover' as const]) {
    const [column] = columnsOf(field);
    if (column) values.set(field, valuesOfColumn(field, row[column]));
  }
  for (const edit of edits) values.set(edit.field, edit.values);
  const { id, folder_id, path, file_name, has_edits } = row;
  return { id, folder_id, path, file_name, has_edits, values, edits };
}
