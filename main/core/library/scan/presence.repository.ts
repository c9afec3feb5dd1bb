import { type Db, prepare } from '#core/db/query.ts';

/** What a folder knows of where it lies. */
export type FolderPresence = {
  id: number;
  path: string;
  /** `device:inode` of the root when it was last there; null before the first look. */
  volumeKey: string | null;
  heldCount: number;
  /** Whether it was looked through once. */
  wasScanned: boolean;
};

export function findPresence(db: Db, folderId: number): FolderPresence | undefined {
  const row = prepare(db, 'SELECT id, path, volume_key, held_count, scanned_at FROM folder WHERE id = ?').get(
    folderId,
  ) as
    | { id: number; path: string; volume_key: string | null; held_count: number; scanned_at: number | null }
    | undefined;
  return (
    row && {
      id: row.id,
      path: row.path,
      volumeKey: row.volume_key,
      heldCount: row.held_count,
      wasScanned: row.scanned_at !== null,
    }
  );
}

export function setVolumeKey(db: Db, folderId: number, key: string): void {
  prepare(db, 'UPDATE folder SET volume_key = ? WHERE id = ?').run(key, folderId);
}

export function setHeldCount(db: Db, folderId: number, count: number): void {
  prepare(db, 'UPDATE folder SET held_count = ? WHERE id = ?').run(count, folderId);
}

export function setFolderPath(db: Db, folderId: number, path: string): void {
  prepare(db, 'UPDATE folder SET path = ?, volume_key = NULL WHERE id = ?').run(path, folderId);
}

/** Folders whose tracks wait for an answer, other than one. */
export function listHeldFolders(db: Db, exceptId: number): number[] {
  return prepare(db, 'SELECT id FROM folder WHERE held_count > 0 AND id <> ?').pluck().all(exceptId) as number[];
}

/** Paths of up to `count` tracks that should have a file, spread over all of the folder; where none should, of all. */
export function listCanaries(db: Db, folderId: number, count: number): string[] {
  return listSpread(db, folderId, count, 'AND missing_since IS NULL') ?? listSpread(db, folderId, count, '') ?? [];
}

function listSpread(db: Db, folderId: number, count: number, condition: string): string[] | null {
  const bounds = prepare(
    db,
    `SELECT min(id) AS least, max(id) AS most FROM track WHERE folder_id = ? ${condition}`,
  ).get(folderId) as { least: number | null; most: number | null };
  if (bounds.least === null || bounds.most === null) return null;
  const next = prepare(
    db,
    `SELECT id, path FROM track WHERE id >= ? AND +folder_id = ? ${condition} ORDER BY id LIMIT 1`,
  );
  const paths = new Map<number, string>();
  for (let index = 0; index < count; index += 1) {
    const from = Math.floor(bounds.least + ((bounds.most - bounds.least) * index) / Math.max(1, count - 1));
    const row = next.get(from, folderId) as { id: number; path: string } | undefined;
    if (row) paths.set(row.id, row.path);
  }
  return [...paths.values()];
}

/**
 * A disk has another number each time it is connected; its inodes stay. Up to `limit` tracks of the folder take the new
 * number, so that their files count as unchanged; returns how many did.
 */
export function renumberDevice(db: Db, folderId: number, from: string, to: string, limit: number): number {
  return prepare(
    db,
    `UPDATE track SET file_key = ? || substr(file_key, ?) WHERE id IN (
       SELECT id FROM track WHERE folder_id = ? AND file_key >= ? AND file_key < ? LIMIT ?)`,
  ).run(`${to}:`, from.length + 2, folderId, `${from}:`, `${from};`, limit).changes;
}

/** Tracks that have no mark of missing yet, at a path or below it, in the order of their ids. */
export function listPresentBelow(
  db: Db,
  folderId: number,
  path: string,
  after: number,
  limit: number,
): { id: number; path: string }[] {
  return prepare(
    db,
    `SELECT id, path FROM track WHERE folder_id = ? AND (path = ? OR (path >= ? AND path < ?))
     AND id > ? AND missing_since IS NULL ORDER BY id LIMIT ?`,
  ).all(folderId, path, `${path}/`, `${path}0`, after, limit) as { id: number; path: string }[];
}

/** Whether Ledgerline itself has work to do on any file just now. */
export function hasOpenSteps(db: Db): boolean {
  // What a stopped operation has not begun may wait for days.
  const sql = `SELECT 1 FROM file_step WHERE state IN ('planned', 'prepared') AND (state = 'prepared'
    OR (SELECT operation.state FROM operation WHERE operation.id = operation_id) = 'running') LIMIT 1`;
  return prepare(db, sql).get() !== undefined;
}

/** Tracks without a file under the mark of missing, of one folder. */
export function listMissing(db: Db, folderId: number): number[] {
  return prepare(db, 'SELECT id FROM track WHERE missing_since IS NOT NULL AND folder_id = ? ORDER BY id')
    .pluck()
    .all(folderId) as number[];
}
