import { type Db, prepare } from '#core/db/query.ts';
import type { ItemSetter } from '#core/history/field-setters.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';

/* Rows that name a person and belong to no record: handed from one person to another, and back. The item is who gets them. */

/** Rows that have a number of their own: those numbers, and whose they are. */
type OwnedRows = { owner: number; ids: (number | string)[] };
/** Rows of which a person has each once: what the heir did not have yet. */
type NewRows = { add: boolean; rows: Values[] };
/** Counts: what the heir's grow by; negative when taken back. */
type Counts = { by: Record<string, number> };
type Values = Record<string, string | number>;

const owned: Readonly<Record<string, { table: string; column: string; id: string }>> = {
  notifications: { table: 'notification', column: 'person_id', id: 'id' },
  invitations: { table: 'invitation', column: 'person_id', id: 'id' },
  invited: { table: 'invitation', column: 'invited_by', id: 'id' },
  profile: { table: 'workspace', column: 'active_person_id', id: 'id' },
  senders: { table: 'exchange_sender', column: 'person_id', id: 'sender_id' },
};

const shared: Readonly<Record<string, { table: string; key: string; columns: readonly string[] }>> = {
  awards: { table: 'achievement_award', key: 'code', columns: ['code', 'at', 'is_backdated'] },
  days: { table: 'active_day', key: 'day', columns: ['day'] },
  pulse: { table: 'timer_pulse', key: 'person_id', columns: ['seen_at'] },
  told: { table: 'notification_preference', key: 'person_id', columns: ['value'] },
};

/** The changes that hand on what `from` has to `into`. What cannot be told apart from the heir's own stays with `from` too. */
export function heritageChanges(db: Db, from: number, into: number): ValueChange[] {
  const changes: ValueChange[] = [];
  const add = (part: string, oldValue: object, newValue: object) =>
    changes.push({
      itemId: into,
      field: `heritage:${part}`,
      oldValue: oldValue as JsonValue,
      newValue: newValue as JsonValue,
    });
  for (const [part, { table, column, id }] of Object.entries(owned)) {
    const ids = prepare(db, `SELECT ${id} FROM ${table} WHERE ${column} = ?`).pluck().all(from) as OwnedRows['ids'];
    if (ids.length > 0) add(part, { owner: from, ids }, { owner: into, ids });
  }
  for (const [part, { table, key, columns }] of Object.entries(shared)) {
    const isNew = key === 'person_id' ? '' : `AND ${key} = mine.${key}`;
    const rows = prepare(
      db,
      `SELECT ${columns.join(', ')} FROM ${table} AS mine WHERE person_id = ?
         AND NOT EXISTS (SELECT 1 FROM ${table} WHERE person_id = ? ${isNew})`,
    ).all(from, into) as Values[];
    if (rows.length > 0) add(part, { add: false, rows }, { add: true, rows });
  }
  const counts = prepare(db, 'SELECT name, value FROM lifetime_count WHERE person_id = ? AND value <> 0').all(from) as {
    name: string;
    value: number;
  }[];
  if (counts.length > 0) {
    const by = (sign: 1 | -1) => ({ by: Object.fromEntries(counts.map(({ name, value }) => [name, sign * value])) });
    add('counts', by(-1), by(1));
  }
  return changes;
}

export const setHeritage: ItemSetter = (db, values) => {
  for (const { itemId, field, value } of values) {
    const part = field.slice('heritage:'.length);
    const rows = owned[part];
    const each = shared[part];
    if (rows) {
      const { owner, ids } = value as OwnedRows;
      prepare(
        db,
        `UPDATE ${rows.table} SET ${rows.column} = ? WHERE ${rows.id} IN (SELECT value FROM json_each(?))`,
      ).run(owner, JSON.stringify(ids));
    } else if (each) setEach(db, each, itemId, value as NewRows);
    else addCounts(db, itemId, value as Counts);
  }
};

function setEach(db: Db, { table, key, columns }: (typeof shared)[string], heir: number, { add, rows }: NewRows): void {
  const names = columns.join(', ');
  const marks = columns.map(() => '?').join(', ');
  const insert = prepare(db, `INSERT OR IGNORE INTO ${table} (person_id, ${names}) VALUES (?, ${marks})`);
  const isOwnKey = key === 'person_id';
  const remove = prepare(db, `DELETE FROM ${table} WHERE person_id = ?${isOwnKey ? '' : ` AND ${key} = ?`}`);
  for (const row of rows) {
    if (add) insert.run(heir, ...columns.map((column) => row[column]));
    else remove.run(...(isOwnKey ? [heir] : [heir, row[key]]));
  }
}

function addCounts(db: Db, heir: number, { by }: Counts): void {
  const change = prepare(
    db,
    `INSERT INTO lifetime_count (person_id, name, value) VALUES (?, ?, ?)
     ON CONFLICT (person_id, name) DO UPDATE SET value = value + excluded.value`,
  );
  for (const [name, value] of Object.entries(by)) change.run(heir, name, value);
  prepare(db, 'DELETE FROM lifetime_count WHERE person_id = ? AND value = 0').run(heir);
}
