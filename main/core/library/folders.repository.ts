import { all, build, type Db, first, prepare, run } from '#core/db/query.ts';
import type { FolderId } from '#shared/contract/library/folders.ts';

export type FolderRow = {
  id: FolderId;
  path: string;
  state: 'online' | 'offline';
  isWatched: boolean;
  isScanning: boolean;
  trackCount: number;
  missingCount: number;
  heldCount: number;
  isWanted: boolean;
};

export function listFolders(db: Db): FolderRow[] {
  const counts = prepare(db, 'SELECT folder_id AS id, count(*) AS count FROM track GROUP BY folder_id').all() as {
    id: number;
    count: number;
  }[];
  const countOf = new Map(counts.map(({ id, count }) => [id, count]));
  const missing = prepare(
    db,
    'SELECT folder_id AS id, count(*) AS count FROM track WHERE missing_since IS NOT NULL GROUP BY folder_id',
  ).all() as { id: number; count: number }[];
  const missingOf = new Map(missing.map(({ id, count }) => [id, count]));
  return all(db, build.selectFrom('folder').selectAll().orderBy('id')).map((row) => ({
    id: row.id as FolderId,
    path: row.path,
    state: row.state,
    isWatched: row.is_watched === 1,
    isScanning: row.scan_state === 'scanning',
    trackCount: countOf.get(row.id) ?? 0,
    missingCount: missingOf.get(row.id) ?? 0,
    heldCount: row.held_count,
    isWanted: row.follows_changes === 1,
  }));
}

export function findFolder(db: Db, id: FolderId): { id: FolderId; path: string } | undefined {
  const row = first(db, build.selectFrom('folder').select(['id', 'path']).where('id', '=', id));
  return row && { id: row.id as FolderId, path: row.path };
}

/** Its number is not that of a folder that is gone while tracks taken out of it are kept: they would come back here. */
export function insertFolder(db: Db, path: string, isWatched: boolean, now: number): FolderId {
  return prepare(
    db,
    `INSERT INTO folder (id, path, is_watched, added_at) VALUES (1 + max(coalesce((SELECT max(id) FROM folder), 0),
       coalesce((SELECT max(row ->> 'folder_id') FROM removed_track), 0)), ?, ?, ?) RETURNING id`,
  )
    .pluck()
    .get(path, isWatched ? 1 : 0, now) as FolderId;
}

export function watchFolder(db: Db, id: FolderId): void {
  run(db, build.updateTable('folder').set({ is_watched: 1 }).where('id', '=', id));
}

export function setFollowsChanges(db: Db, id: FolderId, isWanted: boolean): void {
  run(
    db,
    build
      .updateTable('folder')
      .set({ follows_changes: isWanted ? 1 : 0 })
      .where('id', '=', id),
  );
}

/** Gives the tracks and problems of a folder to the one around it, also tracks taken out of it. `prefix` ends in '/'. */
export function mergeFolder(db: Db, inner: FolderId, outer: FolderId, prefix: string): void {
  prepare(
    db,
    `UPDATE removed_track SET row = json_set(row, '$.folder_id', ?, '$.path', ? || (row ->> 'path'))
     WHERE row ->> 'folder_id' = ?`,
  ).run(outer, prefix, inner);
  prepare(db, 'UPDATE track SET folder_id = ?, path = ? || path WHERE folder_id = ?').run(outer, prefix, inner);
  prepare(db, 'UPDATE OR REPLACE problem SET folder_id = ?, path = ? || path WHERE folder_id = ?').run(
    outer,
    prefix,
    inner,
  );
  run(db, build.deleteFrom('folder').where('id', '=', inner));
}

export function countTracks(db: Db, id: FolderId): number {
  return prepare(db, 'SELECT count(*) FROM track WHERE folder_id = ?').pluck().get(id) as number;
}

/** Removes up to `limit` tracks of a folder with their waiting jobs; returns how many. Files are not touched. */
export function removeSomeTracks(db: Db, id: FolderId, limit: number): number {
  return db
    .transaction(() => {
      const ids = JSON.stringify(
        prepare(db, 'SELECT id FROM track WHERE folder_id = ? LIMIT ?').pluck().all(id, limit),
      );
      prepare(db, 'DELETE FROM job WHERE subject_id IN (SELECT value FROM json_each(?))').run(ids);
      return prepare(db, 'DELETE FROM track WHERE id IN (SELECT value FROM json_each(?))').run(ids).changes;
    })
    .immediate();
}

export function removeFolder(db: Db, id: FolderId): void {
  run(db, build.deleteFrom('folder').where('id', '=', id));
}

/** Paths of a folder's tracks, relative to it. */
export function listTrackPaths(db: Db, id: FolderId): string[] {
  return prepare(db, 'SELECT path FROM track WHERE folder_id = ?').pluck().all(id) as string[];
}
