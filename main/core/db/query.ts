import type Database from 'better-sqlite3';
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Schema } from './schema.ts';

export type Db = Database.Database;

/** Builds typed SQL and never executes it: pass the result to `all`, `first` or `run`. */
export const build = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

export function all<Row>(db: Db, query: Compilable<Row>): Row[] {
  const { sql, parameters } = query.compile();
  return prepare(db, sql).all(...parameters) as Row[];
}

/** The first row, or undefined. */
export function first<Row>(db: Db, query: Compilable<Row>): Row | undefined {
  const { sql, parameters } = query.compile();
  return prepare(db, sql).get(...parameters) as Row | undefined;
}

/** Runs a statement without rows and returns how many rows it changed. */
export function run(db: Db, query: Compilable<unknown>): number {
  const { sql, parameters } = query.compile();
  return prepare(db, sql).run(...parameters).changes;
}

const statements = new WeakMap<Db, Map<string, Database.Statement>>();
const maxStatements = 500;

/** Prepares a statement once for each connection; texts that vary without end push the oldest out. */
export function prepare(db: Db, sql: string): Database.Statement<unknown[]> {
  let known = statements.get(db);
  if (!known) {
    known = new Map();
    statements.set(db, known);
  }
  const found = known.get(sql);
  if (found) return found;
  const statement = db.prepare(sql);
  if (known.size >= maxStatements) known.delete(known.keys().next().value as string);
  known.set(sql, statement);
  return statement;
}
