import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';

type Above = { parentId: number | null; kind: string };

/**
 * Throws UNDO_BLOCKED where one of these playlists is not in a folder that leads to the top, or is gone from around others.
 * What a user does now is checked before it is done; what comes back out of history meets a tree that changed since.
 */
export function requireTree(db: Db, ids: Iterable<number>): void {
  const read = prepare(db, 'SELECT parent_id AS parentId, kind FROM playlist WHERE id = ?');
  const readChild = prepare(db, 'SELECT 1 FROM playlist WHERE parent_id = ? LIMIT 1');
  const well = new Set<number>();
  for (const id of ids) {
    const node = read.get(id) as Above | undefined;
    if (node) follow(id, node);
    if (node?.kind !== 'folder' && readChild.get(id)) throw blocked(id);
  }

  function follow(id: number, node: Above): void {
    const passed = new Set([id]);
    for (let above = node.parentId; above !== null && !well.has(above); ) {
      const folder = read.get(above) as Above | undefined;
      if (folder?.kind !== 'folder' || passed.has(above)) throw blocked(id);
      passed.add(above);
      above = folder.parentId;
    }
    for (const each of passed) well.add(each);
  }
}

function blocked(id: number): AppError {
  return new AppError('UNDO_BLOCKED', 'The folders around it are others by now.', { id });
}
