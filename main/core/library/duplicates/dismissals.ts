import type { Db } from '#core/db/query.ts';
import type { FieldSetter } from '#core/history/field-setters.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { setDismissed } from './duplicates.repository.ts';

/** What stands before the ':' and the number of the other track of a pair that are no duplicates. */
export const dismissedPrefix = 'notDuplicate';

/** Says of each two of these tracks that they are no duplicates, and answers with the changes. */
export function dismissAll(db: Db, trackIds: readonly number[], now: number): ValueChange[] {
  const ordered = [...trackIds].sort((a, b) => a - b);
  return ordered.flatMap((one, at) =>
    ordered.slice(at + 1).map((other): ValueChange => {
      setDismissed(db, { one, other, isDismissed: true }, now);
      return { trackId: one, field: `${dismissedPrefix}:${other}`, oldValue: false, newValue: true };
    }),
  );
}

export const setDismissedFields: FieldSetter = (db, values, { now }) => {
  for (const { trackId, field, value } of values) {
    const other = Number(field.slice(dismissedPrefix.length + 1));
    setDismissed(db, { one: trackId, other, isDismissed: value === true }, now);
  }
};
