import { type Db, prepare } from '#core/db/query.ts';
import type { TagColumns } from '#core/library/scan/file-reading.ts';
import type { EditField } from '#shared/tags/edit-fields.ts';
import { columnsOf, columnValues, valuesOfColumn } from './tag-columns.ts';

/** What the user wrote into the library and not yet into the file. */
export type TagEdit = {
  field: EditField;
  /** Empty where the field is to go. */
  values: string[];
  /** What the file held when it was last read; null where the library does not know. */
  fileValues: string[] | null;
};

type EditRow = { track_id: number; field: EditField; value: string; file_value: string };

function toEdit({ field, value, file_value }: EditRow): TagEdit {
  return { field, values: JSON.parse(value), fileValues: JSON.parse(file_value) };
}

export function listEdits(db: Db, trackId: number): TagEdit[] {
  const rows = prepare(db, 'SELECT * FROM tag_edit WHERE track_id = ? ORDER BY field').all(trackId) as EditRow[];
  return rows.map(toEdit);
}

/** The edits of many tracks; tracks without any are left out. */
export function mapEdits(db: Db, trackIds: readonly number[]): Map<number, TagEdit[]> {
  const rows = prepare(
    db,
    // CROSS JOIN keeps this order: walking all edits and looking each up in the list would take the square of it.
    `SELECT tag_edit.* FROM json_each(?) AS wanted CROSS JOIN track ON track.id = wanted.value AND +track.has_edits = 1
     CROSS JOIN tag_edit ON tag_edit.track_id = track.id ORDER BY tag_edit.track_id, tag_edit.field`,
  ).all(JSON.stringify(trackIds)) as EditRow[];
  const edits = new Map<number, TagEdit[]>();
  for (const row of rows) {
    const known = edits.get(row.track_id);
    if (known) known.push(toEdit(row));
    else edits.set(row.track_id, [toEdit(row)]);
  }
  return edits;
}

export function countEdited(db: Db): number {
  return prepare(db, 'SELECT count(*) FROM track WHERE has_edits = 1').pluck().get() as number;
}

/** Tracks with edits, by number: a page of them after the track `after`. */
export function listEdited(db: Db, after: number, limit: number): number[] {
  return prepare(db, 'SELECT id FROM track WHERE has_edits = 1 AND id > ? ORDER BY id LIMIT ?')
    .pluck()
    .all(after, limit) as number[];
}

/**
 * Sets one field of a track in the library and keeps what its file says, or gives the file's value back where `values`
 * is null. Call `markEdited` afterwards, once for the track. Unknown tracks are passed over.
 */
export function saveEdit(
  db: Db,
  trackId: number,
  field: EditField,
  values: readonly string[] | null,
  now: number,
): void {
  const track = prepare(db, 'SELECT * FROM track WHERE id = ?').get(trackId) as
    | (TagColumns & { file_name: string })
    | undefined;
  if (!track) return;
  const known = prepare(db, 'SELECT * FROM tag_edit WHERE track_id = ? AND field = ?').get(trackId, field) as
    | EditRow
    | undefined;
  if (values === null) {
    if (!known) return;
    prepare(db, 'DELETE FROM tag_edit WHERE track_id = ? AND field = ?').run(trackId, field);
    setColumns(db, trackId, columnValues(field, toEdit(known).fileValues ?? [], track.file_name));
    return;
  }
  const column = columnsOf(field)[0];
  const fileValue = known?.file_value ?? JSON.stringify(column ? valuesOfColumn(field, track[column]) : null);
  prepare(db, 'INSERT OR REPLACE INTO tag_edit (track_id, field, value, file_value, at) VALUES (?, ?, ?, ?, ?)').run(
    trackId,
    field,
    JSON.stringify(values),
    fileValue,
    now,
  );
  setColumns(db, trackId, columnValues(field, values, track.file_name));
}

/** Notes whether a track still has edits. */
export function markEdited(db: Db, trackId: number): void {
  prepare(
    db,
    `UPDATE track SET has_edits = EXISTS (SELECT 1 FROM tag_edit WHERE track_id = track.id)
     WHERE id = ? AND has_edits <> EXISTS (SELECT 1 FROM tag_edit WHERE track_id = track.id)`,
  ).run(trackId);
}

/** Takes edits away that stand in the file now; the columns stay as they are. */
export function dropEdits(db: Db, trackId: number, fields: readonly EditField[]): void {
  const drop = prepare(db, 'DELETE FROM tag_edit WHERE track_id = ? AND field = ?');
  for (const field of fields) drop.run(trackId, field);
  markEdited(db, trackId);
}

export function setFileValues(db: Db, trackId: number, field: EditField, values: readonly string[]): void {
  prepare(db, 'UPDATE tag_edit SET file_value = ? WHERE track_id = ? AND field = ?').run(
    JSON.stringify(values),
    trackId,
    field,
  );
}

function setColumns(db: Db, trackId: number, values: Readonly<Record<string, string | number | null>>): void {
  const names = Object.keys(values);
  if (names.length === 0) return;
  prepare(db, `UPDATE track SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`).run({
    ...values,
    id: trackId,
  });
}
