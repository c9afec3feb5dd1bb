import { type Db, prepare } from '#core/db/query.ts';
import type { QueryField } from '#shared/query/fields.ts';
import { positionOf, type Rows } from './column-order.ts';
import { newTextColumn, TextCodes, type TextColumn, textExpression, warmTexts } from './text-column.ts';
import {
  maxValues,
  type Value,
  type ValueColumn,
  type ValueSource,
  valueSourceNames,
  valueSources,
} from './value-column.ts';

/** Rows of one step: a request waits for no more than one. */
const stepRows = 4000;

/** A column with more different texts is not worth its memory; it is read when it is asked for. */
const maxTexts = 2 ** 18;

/** What the pass reads: columns that lie in no index, for which the whole table must be walked. */
export type PassColumns = {
  texts: ReadonlyMap<QueryField, TextColumn>;
  values: ReadonlyMap<ValueSource, ValueColumn>;
};

type Before = { rows: Rows; columns: PassColumns };

/**
 * Reads the columns that no index has in one walk through the table, some rows at a time. As with everything that is
 * remembered, it is true of all tracks but those that changed since the ids were read.
 */
export class ColumnPass {
  readonly #db: Db;
  readonly #rows: Rows;
  readonly #texts = new Map<QueryField, { column: TextColumn; codes: TextCodes }>();
  readonly #values = new Map<ValueSource, { column: ValueColumn; codeOf: Map<Value, number> }>();
  readonly #select: string;
  #lastId = 0;
  #isDone = false;

  constructor(db: Db, rows: Rows) {
    this.#db = db;
    this.#rows = rows;
    const size = rows.ids.length;
    for (const field of warmTexts) {
      const column = newTextColumn(size);
      this.#texts.set(field, { column, codes: new TextCodes(column) });
    }
    for (const source of valueSourceNames) {
      this.#values.set(source, { column: { values: [], codes: new Uint16Array(size) }, codeOf: new Map() });
    }
    const expressions = [...warmTexts.map(textExpression), ...valueSourceNames.map((source) => valueSources[source])];
    this.#select = `SELECT track.id, ${expressions.join(', ')} FROM track`;
  }

  /** The columns once all are read. */
  get columns(): PassColumns | undefined {
    if (!this.#isDone) return undefined;
    return {
      texts: new Map([...this.#texts].map(([field, { column }]) => [field, column])),
      values: new Map([...this.#values].map(([source, { column }]) => [source, column])),
    };
  }

  /** Reads some more rows; false when there are none. */
  step(): boolean {
    if (this.#isDone) return false;
    const rows = prepare(this.#db, `${this.#select} WHERE track.id > ? ORDER BY track.id LIMIT ?`)
      .raw()
      .all(this.#lastId, stepRows) as [number, ...Value[]][];
    for (const row of rows) this.#put(row);
    this.#lastId = rows.at(-1)?.[0] ?? this.#lastId;
    if (rows.length < stepRows) this.#finish();
    return true;
  }

  /** Takes over what an earlier pass read, and reads only the tracks that changed since. */
  renew({ rows, columns }: Before, changedIds: readonly number[]): void {
    const { ids } = this.#rows;
    const isSame = rows === this.#rows;
    const places = isSame ? null : Int32Array.from(ids, (id) => positionOf(rows, id));
    for (const [field, { column }] of this.#texts) {
      const before = columns.texts.get(field);
      if (!before) {
        this.#texts.delete(field);
        continue;
      }
      for (const text of before.texts) column.texts.push(text);
      for (const words of before.words) column.words.push(words);
      copyCodes(before.codes, column.codes, places);
      this.#texts.set(field, { column, codes: new TextCodes(column) });
    }
    for (const [source, { column, codeOf }] of this.#values) {
      const before = columns.values.get(source);
      if (!before) {
        this.#values.delete(source);
        continue;
      }
      for (const value of before.values) codeOf.set(value, column.values.push(value) - 1);
      copyCodes(before.codes, column.codes, places);
    }
    const sql = `${this.#select} WHERE track.id IN (SELECT value FROM json_each(?))`;
    const changed = prepare(this.#db, sql).raw().all(JSON.stringify(changedIds)) as [number, ...Value[]][];
    for (const row of changed) this.#put(row);
    this.#finish();
  }

  #put([id, ...cells]: [number, ...Value[]]): void {
    const position = positionOf(this.#rows, id);
    if (position === -1) return;
    let cell = 0;
    for (const field of warmTexts) {
      const text = String(cells[cell++]);
      const known = this.#texts.get(field);
      if (!known) continue;
      known.column.codes[position] = known.codes.codeOf(text);
      if (known.column.texts.length > maxTexts) this.#texts.delete(field);
    }
    for (const source of valueSourceNames) {
      const value = cells[cell++]!;
      const known = this.#values.get(source);
      if (!known) continue;
      let code = known.codeOf.get(value);
      if (code === undefined) {
        code = known.column.values.push(value) - 1;
        known.codeOf.set(value, code);
        if (code >= maxValues) this.#values.delete(source);
      }
      known.column.codes[position] = code;
    }
  }

  #finish(): void {
    this.#isDone = true;
    // Codes of tracks that went name something too.
    for (const { column } of this.#values.values()) if (column.values.length === 0) column.values.push(null);
    for (const { codes } of this.#texts.values()) codes.finish();
  }
}

function copyCodes(from: Uint16Array | Uint32Array, to: Uint16Array | Uint32Array, places: Int32Array | null): void {
  if (!places) to.set(from);
  else
    for (let position = 0; position < to.length; position++)
      if (places[position]! >= 0) to[position] = from[places[position]!]!;
}
