import { prepare } from '#core/db/query.ts';
import type { FieldSetter } from '#core/history/field-setters.ts';

/** Sets 'added', when a track came into the library; an import may know of an earlier time. */
export const setAdded: FieldSetter = (db, values) => {
  const update = prepare(db, 'UPDATE track SET added_at = ? WHERE id = ?');
  for (const { trackId, value } of values) update.run(value, trackId);
};
