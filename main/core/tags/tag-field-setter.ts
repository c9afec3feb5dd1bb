import { prepare } from '#core/db/query.ts';
import type { FieldSetter } from '#core/history/field-setters.ts';
import { isEditField } from '#shared/tags/edit-fields.ts';
import { markEdited, saveEdit } from './tag-edits.repository.ts';
import { tagFieldPrefix } from './tag-history.ts';

/**
 * Sets edits for undoing and doing again. Writing tags ends edits, but only once a file is written: doing a write again
 * therefore leaves them to the journal, so that a file which cannot be written loses nothing.
 */
export const tagFieldSetter: FieldSetter = (db, values, { now, operationId }) => {
  const isWrite = prepare(db, 'SELECT kind FROM operation WHERE id = ?').pluck().get(operationId) === 'writeTags';
  const touched = new Set<number>();
  for (const { trackId, field: name, value } of values) {
    const field = name.slice(tagFieldPrefix.length + 1);
    if (!isEditField(field) || (isWrite && value === null)) continue;
    saveEdit(db, trackId, field, value as string[] | null, now);
    touched.add(trackId);
  }
  for (const trackId of touched) markEdited(db, trackId);
};
