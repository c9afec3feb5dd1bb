import { type Db, prepare } from '#core/db/query.ts';
import type { OperationId } from '#shared/contract/operation.ts';

type Value = string | number | null | { base64: string };
type Row = Record<string, Value>;

/**
 * Takes a track out of the library and keeps it whole, with every row that hangs on it, so that `restoreTrack` brings it
 * back under its number. Does nothing where it is gone already. Call it inside a transaction.
 */
export function removeTrack(db: Db, trackId: number, operationId: OperationId): void {
  const row = prepare(db, 'SELECT * FROM track WHERE id = ?').get(trackId) as Record<string, unknown> | undefined;
  if (!row) return;
  const related: Record<string, Row[]> = {};
  for (const { table, column } of relatedColumns(db)) {
    const rows = prepare(db, `SELECT * FROM "${table}" WHERE "${column}" = ?`).all(trackId) as Record<
      string,
      unknown
    >[];
    if (rows.length > 0) related[table] = [...(related[table] ?? []), ...rows.map(toJson)];
  }
  prepare(
    db,
    `INSERT INTO removed_track (track_id, operation_id, row, related) VALUES (?, ?, ?, ?)
     ON CONFLICT (track_id) DO UPDATE SET operation_id = excluded.operation_id, row = excluded.row,
       related = excluded.related`,
  ).run(trackId, operationId, JSON.stringify(toJson(row)), JSON.stringify(related));
  prepare(db, 'DELETE FROM job WHERE subject_id = ?').run(trackId);
  prepare(db, 'DELETE FROM track WHERE id = ?').run(trackId);
}

/** What hangs on a track and names its place, names the one it comes back to. */
function placeOf({ folder_id, path }: Row): Row {
  return { folder_id: folder_id as Value, path: path as Value };
}

export type RestoredPlace = { folderId: number; path: string; fileName: string };

/**
 * Brings a removed track back with all that hung on it; at `place` where that is another one than it had. False where it
 * is not kept, or its folder is no longer in the library.
 */
export function restoreTrack(db: Db, trackId: number, place?: RestoredPlace): boolean {
  const kept = prepare(db, 'SELECT row, related FROM removed_track WHERE track_id = ?').get(trackId) as
    | { row: string; related: string }
    | undefined;
  if (!kept) return false;
  const row = JSON.parse(kept.row) as Row;
  if (place) Object.assign(row, { folder_id: place.folderId, path: place.path, file_name: place.fileName });
  const folder = prepare(db, 'SELECT 1 FROM folder WHERE id = ?').get(row.folder_id);
  if (!folder) return false;
  makeRoom(db, Number(row.folder_id), String(row.path), trackId);
  insertRow(db, 'track', row);
  for (const [table, rows] of Object.entries(JSON.parse(kept.related) as Record<string, Row[]>)) {
    for (const one of rows) insertRow(db, table, 'folder_id' in one ? { ...one, ...placeOf(row) } : one);
  }
  prepare(db, 'DELETE FROM removed_track WHERE track_id = ?').run(trackId);
  return true;
}

/**
 * The trashed track whose file lies at its place again with the sound it had: somebody took it out of the trash by the
 * system's own means. It is back then with all that hung on it; undefined where there is none.
 */
export function reviveTrack(
  db: Db,
  { folderId, path, fileName }: RestoredPlace,
  quickHash: string,
): number | undefined {
  const isTaken = prepare(db, 'SELECT 1 FROM track WHERE folder_id = ? AND path = ?').get(folderId, path) !== undefined;
  if (isTaken) return undefined;
  const id = prepare(
    db,
    `SELECT track_id FROM removed_track JOIN operation ON operation.id = operation_id
     WHERE row ->> 'quick_hash' = ? AND row ->> 'folder_id' = ? AND row ->> 'path' = ? AND kind <> 'forgetTracks'`,
  )
    .pluck()
    .get(quickHash, folderId, path) as number | undefined;
  return id !== undefined && restoreTrack(db, id, { folderId, path, fileName }) ? id : undefined;
}

/**
 * Gives a path free in the library: what another track had there is not on the disk any more. That track gets a name
 * nothing has, and the next scan looks for its file.
 */
export function makeRoom(db: Db, folderId: number, path: string, trackId: number): void {
  const find = prepare(db, 'SELECT id FROM track WHERE folder_id = ? AND path = ?').pluck();
  const holder = find.get(folderId, path) as number | undefined;
  if (holder === undefined || holder === trackId) return;
  const dot = path.lastIndexOf('.') > path.lastIndexOf('/') + 1 ? path.lastIndexOf('.') : path.length;
  for (let count = 1; ; count += 1) {
    const number = count === 1 ? '' : ` ${count}`;
    const other = `${path.slice(0, dot)} (missing${number})${path.slice(dot)}`;
    if (find.get(folderId, other) !== undefined) continue;
    prepare(db, 'UPDATE OR REPLACE problem SET path = ? WHERE track_id = ?').run(other, holder);
    prepare(db, 'UPDATE track SET path = ?, file_key = NULL WHERE id = ?').run(other, holder);
    return;
  }
}

/** Columns that point at a track, of whatever tables there are; jobs point at theirs without a foreign key. */
function relatedColumns(db: Db): { table: string; column: string }[] {
  const found = prepare(
    db,
    `SELECT sqlite_schema.name AS "table", keys."from" AS "column"
     FROM sqlite_schema, pragma_foreign_key_list(sqlite_schema.name) AS keys
     WHERE sqlite_schema.type = 'table' AND keys."table" = 'track' ORDER BY 1, 2`,
  ).all() as { table: string; column: string }[];
  return [...found, { table: 'job', column: 'subject_id' }];
}

function toJson(row: Record<string, unknown>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : (value as Value),
    ]),
  );
}

/** Inserts what the table still has columns for; what came to be in its place stays. */
function insertRow(db: Db, table: string, row: Row): void {
  const columns = new Set(prepare(db, `SELECT name FROM pragma_table_info(?)`).pluck().all(table) as string[]);
  // Numbers of rows that hang on a track may have been given again; they keep nothing but their order.
  const isNumberTaken =
    table !== 'track' &&
    row.id !== undefined &&
    prepare(db, `SELECT 1 FROM "${table}" WHERE id = ?`).get(row.id) !== undefined;
  const names = Object.keys(row).filter((name) => columns.has(name) && !(isNumberTaken && name === 'id'));
  if (names.length === 0) return;
  const onConflict = table === 'track' ? 'ABORT' : 'IGNORE';
  const sql = `INSERT OR ${onConflict} INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')})
    VALUES (${names.map(() => '?').join(', ')})`;
  prepare(db, sql).run(
    ...names.map((name) => {
      const value = row[name] as Value;
      return typeof value === 'object' && value !== null ? Buffer.from(value.base64, 'base64') : value;
    }),
  );
}
