import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';
import type { ItemSetter } from './field-setters.ts';
import { Numbers } from './numbers.ts';
import type { JsonValue, ValueChange } from './operations.repository.ts';

/** How a value lies in its column: as it is, true and false as 1 and 0, or as JSON text. */
type ColumnForm = 'plain' | 'flag' | 'json';

/** `name` is a column that holds the value as it is. */
type Column = string | { column: string; form: ColumnForm };

/** Rows of another table, in order, in columns `owner` and `position`; kept and changed as one value. */
type RowList = { table: string; owner: string; columns: Readonly<Record<string, Column>> };

type RecordSpec<State> = {
  /** The first part of its fields: 'song' for 'song:title'. */
  name: string;
  /** Counts with AUTOINCREMENT. */
  table: string;
  columns: Readonly<Partial<Record<keyof State & string, Column>>>;
  lists?: Readonly<Partial<Record<keyof State & string, RowList>>>;
  /** Columns that follow from the others, as for searching. */
  derived?: (state: State) => Record<string, string | number | null>;
  /** Whether the table has a column `changed_at`. */
  hasChangedAt?: boolean;
  /** Looks at what was set, and throws where it may not be: a cycle in a tree. Runs in the operation's transaction. */
  check?: (db: Db, ids: readonly number[]) => void;
};

export const flag = (column: string): Column => ({ column, form: 'flag' });
export const json = (column: string): Column => ({ column, form: 'json' });

export type ItemChange = ValueChange & { itemId: number };

/**
 * A kind of item that history keeps: one row of a table with its lists. `State` is all of it as a plain JSON object.
 * Changes that it makes are handed to `history.apply`; `setter` goes into `field-setters.ts`.
 */
export type RecordKind<State> = {
  name: string;
  table: string;
  setter: ItemSetter;
  read(db: Db, id: number): State | undefined;
  /** Throws NOT_FOUND. */
  get(db: Db, id: number): State;
  /** The change that makes one; its `itemId` is the number it gets, and is given to nobody else. */
  make(db: Db, state: State): ItemChange;
  /** The changes of those values that differ. Throws NOT_FOUND. */
  edit(db: Db, id: number, patch: { readonly [Key in keyof State]?: State[Key] | undefined }): ItemChange[];
  /** The change that takes it away with all it has. Throws NOT_FOUND. */
  remove(db: Db, id: number): ItemChange;
};

export function recordKind<State extends object>(spec: RecordSpec<State>): RecordKind<State> {
  const { name, table } = spec;
  const columns = entriesOf(spec.columns);
  const lists = Object.entries(spec.lists ?? {}) as [string, RowList][];

  const read = (db: Db, id: number): State | undefined => {
    const row = prepare(db, `SELECT * FROM ${table} WHERE id = ?`).get(id) as Row | undefined;
    if (!row) return undefined;
    const state = toValues(columns, row);
    for (const [key, list] of lists) state[key] = readList(db, list, id);
    return state as State;
  };
  const get = (db: Db, id: number): State => {
    const state = read(db, id);
    if (!state) throw new AppError('NOT_FOUND', 'That is not here any more.', { kind: name, id });
    return state;
  };
  const setWhole = (db: Db, id: number, state: Values | null, now: number) => {
    if (!state) {
      prepare(db, `DELETE FROM ${table} WHERE id = ?`).run(id);
      return;
    }
    insertRow(db, table, {
      id,
      ...toRow(columns, state),
      ...spec.derived?.(state as State),
      ...(spec.hasChangedAt ? { changed_at: now } : {}),
    });
    for (const [key, list] of lists) writeList(db, list, id, (state[key] ?? []) as Values[]);
  };
  const setPart = (db: Db, id: number, part: string, value: JsonValue) => {
    const list = lists.find(([key]) => key === part);
    const column = columns.find(({ key }) => key === part);
    if (column) prepare(db, `UPDATE ${table} SET ${column.column} = ? WHERE id = ?`).run(toStored(column, value), id);
    else if (!list) throw new Error(`A ${name} has no field ${part}`);
    else if (read(db, id)) writeList(db, list[1], id, value as Values[]);
  };

  return {
    name,
    table,
    read,
    get,
    setter: (db, values, { now }) => {
      const ids = new Set<number>();
      for (const { itemId, field, value } of values) {
        const part = field.slice(name.length + 1);
        if (part === 'whole') setWhole(db, itemId, value as Values | null, now);
        else setPart(db, itemId, part, value);
        ids.add(itemId);
      }
      for (const id of ids) {
        if (spec.hasChangedAt) prepare(db, `UPDATE ${table} SET changed_at = ? WHERE id = ?`).run(now, id);
        setDerived(db, spec, id, read(db, id));
      }
      spec.check?.(db, [...ids]);
    },
    make: (db, state) => ({
      itemId: new Numbers(db).take(table),
      field: `${name}:whole`,
      oldValue: null,
      newValue: state as unknown as JsonValue,
    }),
    edit: (db, id, patch) => {
      const before = get(db, id) as Values;
      return Object.entries(patch as Record<string, JsonValue | undefined>).flatMap(([key, value]) =>
        value === undefined || JSON.stringify(before[key]) === JSON.stringify(value)
          ? []
          : [{ itemId: id, field: `${name}:${key}`, oldValue: before[key] as JsonValue, newValue: value }],
      );
    },
    remove: (db, id) => ({
      itemId: id,
      field: `${name}:whole`,
      oldValue: get(db, id) as unknown as JsonValue,
      newValue: null,
    }),
  };
}

type Row = Record<string, string | number | null>;
type Values = Record<string, JsonValue>;
type NamedColumn = { key: string; column: string; form: ColumnForm };

function entriesOf(columns: Readonly<Record<string, Column | undefined>>): NamedColumn[] {
  return Object.entries(columns).flatMap(([key, column]) => {
    if (column === undefined) return [];
    return [typeof column === 'string' ? { key, column, form: 'plain' } : { key, ...column }];
  });
}

function toValues(columns: readonly NamedColumn[], row: Row): Values {
  return Object.fromEntries(columns.map(({ key, column, form }) => [key, fromStored(form, row[column] ?? null)]));
}

function fromStored(form: ColumnForm, value: string | number | null): JsonValue {
  if (form === 'flag') return value === 1;
  return form === 'json' && value !== null ? (JSON.parse(value as string) as JsonValue) : value;
}

function toStored({ form }: NamedColumn, value: JsonValue): string | number | null {
  if (form === 'flag') return value ? 1 : 0;
  if (form === 'json') return value === null ? null : JSON.stringify(value);
  return value as string | number | null;
}

function readList(db: Db, { table, owner, columns }: RowList, id: number): Values[] {
  const rows = prepare(db, `SELECT * FROM ${table} WHERE ${owner} = ? ORDER BY position`).all(id) as Row[];
  const named = entriesOf(columns);
  return rows.map((row) => toValues(named, row));
}

function writeList(db: Db, { table, owner, columns }: RowList, id: number, rows: readonly Values[]): void {
  const named = entriesOf(columns);
  prepare(db, `DELETE FROM ${table} WHERE ${owner} = ?`).run(id);
  for (const [position, row] of rows.entries()) {
    insertRow(db, table, { [owner]: id, position, ...toRow(named, row) });
  }
}

/** What a state of an older build does not have, the table's default stands for. */
function toRow(columns: readonly NamedColumn[], values: Values): Row {
  return Object.fromEntries(
    columns.flatMap((column) => {
      const value = values[column.key];
      return value === undefined ? [] : [[column.column, toStored(column, value)]];
    }),
  );
}

function insertRow(db: Db, table: string, row: Row): void {
  const names = Object.keys(row);
  prepare(db, `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
    ...Object.values(row),
  );
}

function setDerived<State>(db: Db, { derived, table }: RecordSpec<State>, id: number, state: State | undefined): void {
  if (!state || !derived) return;
  const values = derived(state);
  const sets = Object.keys(values).map((column) => `${column} = ?`);
  prepare(db, `UPDATE ${table} SET ${sets.join(', ')} WHERE id = ?`).run(...Object.values(values), id);
}
