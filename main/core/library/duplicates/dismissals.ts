import { type Db, prepare } from '#core/db/query.ts';
import type { FieldSetter } from '#core/history/field-setters.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { setDismissed } from './duplicates.repository.ts';

/** What stands before the ':' and the number of the other track of a pair. */
const prefix = 'duplicate:';

/**
 * Says of each two of these tracks that they are no duplicates, and answers with the changes. The value is what the other
 * one is called, or null while nothing was said.
 */
export function dismissAll(db: Db, trackIds: readonly number[], now: number): ValueChange[] {
  const ordered = [...trackIds].sort((a, b) => a - b);
  const name = prepare(db, `SELECT coalesce(nullif(title, ''), file_name) FROM track WHERE id = ?`).pluck();
  return ordered.flatMap((one, at) =>
    ordered.slice(at + 1).map((other): ValueChange => {
      setDismissed(db, { one, other, isDismissed: true }, now);
      const newValue = (name.get(other) as string | undefined) ?? '';
      return { trackId: one, field: `${prefix}${other}`, oldValue: null, newValue };
    }),
  );
}

/** Sets 'duplicate:17'. */
export const setDismissedFields: FieldSetter = (db, values, { now }) => {
  for (const { trackId, field, value } of values) {
    setDismissed(db, { one: trackId, other: Number(field.slice(prefix.length)), isDismissed: value !== null }, now);
  }
};
