import { type Db, prepare } from '#core/db/query.ts';

/** The numbers given last, by table, of what may not be made yet. */
const lastGiven = new WeakMap<Db, Map<string, number>>();

/**
 * Gives numbers to items that are about to be made, in tables that count with AUTOINCREMENT. None is given
 * twice, also not to two that plan at the same time and make what they planned one after the other.
 */
export class Numbers {
  readonly #db: Db;
  readonly #given: Map<string, number>;
  readonly #kept = new Map<string, number>();

  constructor(db: Db) {
    this.#db = db;
    this.#given = lastGiven.get(db) ?? new Map();
    lastGiven.set(db, this.#given);
  }

  take(table: string): number {
    const kept = this.#kept.get(table) ?? lastNumber(this.#db, table);
    this.#kept.set(table, kept);
    const number = 1 + Math.max(kept, this.#given.get(table) ?? 0);
    this.#given.set(table, number);
    return number;
  }
}

function lastNumber(db: Db, table: string): number {
  return (prepare(db, 'SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(table) as number | undefined) ?? 0;
}
