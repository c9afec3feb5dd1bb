import { type Db, prepare } from '#core/db/query.ts';
import type { FieldSetter } from '#core/history/field-setters.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';

export function countInbox(db: Db): number {
  return prepare(db, 'SELECT count(*) FROM track WHERE inbox_at IS NOT NULL').pluck().get() as number;
}

/** Those of some tracks that are in the Inbox. */
export function listInInbox(db: Db, ids: readonly number[]): number[] {
  const sql = 'SELECT id FROM track WHERE inbox_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))';
  return prepare(db, sql).pluck().all(JSON.stringify(ids)) as number[];
}

/** Takes tracks out of the Inbox; answers with those that were in it and since when. */
export function takeFromInbox(db: Db, ids: readonly number[]): ValueChange[] {
  const clear = prepare(
    db,
    `UPDATE track SET inbox_at = NULL WHERE inbox_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
  );
  const before = prepare(
    db,
    'SELECT id, inbox_at AS at FROM track WHERE inbox_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))',
  ).all(JSON.stringify(ids)) as { id: number; at: number }[];
  clear.run(JSON.stringify(ids));
  return before.map(({ id, at }) => ({ trackId: id, field: 'inbox', oldValue: at, newValue: null }));
}

/** `inbox`: since when a track has waited, or null. */
export const setInbox: FieldSetter = (db, values) => {
  const set = prepare(db, 'UPDATE track SET inbox_at = ? WHERE id = ?');
  for (const { trackId, value } of values) set.run(typeof value === 'number' ? value : null, trackId);
};
