import { type Db, prepare } from '#core/db/query.ts';

export type WatchedFolder = {
  id: number;
  path: string;
  isOffline: boolean;
  /** False where it stands for single files only. */
  isWhole: boolean;
  isWanted: boolean;
};

export function listWatchedFolders(db: Db): WatchedFolder[] {
  const rows = prepare(db, 'SELECT id, path, state, is_watched, follows_changes FROM folder ORDER BY id').all() as {
    id: number;
    path: string;
    state: string;
    is_watched: number;
    follows_changes: number;
  }[];
  return rows.map((row) => ({
    id: row.id,
    path: row.path,
    isOffline: row.state === 'offline',
    isWhole: row.is_watched === 1,
    isWanted: row.follows_changes === 1,
  }));
}
