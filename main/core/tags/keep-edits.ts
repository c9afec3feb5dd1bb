import { type Db, prepare } from '#core/db/query.ts';
import type { TagColumns } from '#core/library/scan/file-reading.ts';
import { dateFields, type EditField } from '#shared/tags/edit-fields.ts';
import { columnsOf, columnValues, valuesOfColumn } from './tag-columns.ts';
import { dropEdits, listEdits, setFileValues, type TagEdit } from './tag-edits.repository.ts';
import { tagFieldPrefix } from './tag-history.ts';

/**
 * What the columns of a track become when its file was read: the file's values, but for those the user has edited. An
 * edit that the file now says too is done; of the others the file's value is kept beside. Inside a transaction.
 */
export function keepEdits(db: Db, trackId: number, tags: TagColumns, fileName: string): TagColumns {
  if (prepare(db, 'SELECT has_edits FROM track WHERE id = ?').pluck().get(trackId) !== 1) return tags;
  const kept = { ...tags };
  const done: EditField[] = [];
  for (const edit of listEdits(db, trackId)) {
    const [column] = columnsOf(edit.field);
    if (!column) continue;
    if (isSaid(edit, tags, fileName)) done.push(edit.field);
    else {
      setFileValues(db, trackId, edit.field, valuesOfColumn(edit.field, tags[column]));
      Object.assign(kept, columnValues(edit.field, edit.values, fileName));
    }
  }
  if (done.length > 0) dropEdits(db, trackId, done);
  return kept;
}

function isSaid({ field, values }: TagEdit, tags: TagColumns, fileName: string): boolean {
  // Of a date the library reads the year only, which does not tell whether the day is in the file.
  if ((dateFields as readonly string[]).includes(field) && (values[0]?.length ?? 0) > 4) return false;
  const wanted = columnValues(field, values, fileName);
  const [column] = columnsOf(field);
  return column !== undefined && wanted[column] === tags[column];
}

/**
 * Ends the edits of a track that an operation has brought into its file; what the user wrote meanwhile stays an edit.
 * Call it where the step is noted as done, before the track is brought up to what the file says.
 */
export function endWrittenEdits(db: Db, operationId: number, trackId: number): void {
  const ended = prepare(
    db,
    // The plus keeps SQLite from walking all that the operation changes, once for each of its tracks.
    `SELECT tag_edit.field FROM operation_change JOIN tag_edit ON tag_edit.track_id = operation_change.track_id
       AND operation_change.field = '${tagFieldPrefix}:' || tag_edit.field AND tag_edit.value = old_value
     WHERE +operation_id = ? AND operation_change.track_id = ? AND new_value = 'null'`,
  )
    .pluck()
    .all(operationId, trackId) as EditField[];
  if (ended.length > 0) dropEdits(db, trackId, ended);
}
