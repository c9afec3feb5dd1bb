import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { AppError } from '#shared/errors.ts';
import { type Numbers, type PlaylistState, readState } from './playlist-changes.ts';
import { requirePlaylist } from './playlists.repository.ts';

type Node = { id: number; parentId: number | null; position: number };
type Place = { parentId: number | null; position: number };

/** Between positions given anew, so that the next moves find room without touching the neighbours. */
const room = 1024;

/** Throws NOT_FOUND, and INVALID_INPUT for what is no folder. */
export function requireFolder(db: Db, id: number | null): void {
  if (id === null || requirePlaylist(db, id).kind === 'folder') return;
  throw new AppError('INVALID_INPUT', 'Only a folder holds playlists.', { id });
}

/** The changes that put playlists, in their order, before the `index`th child of a folder as it is without them. */
export function placeChanges(
  db: Db,
  { ids, parentId, index }: { ids: readonly number[]; parentId: number | null; index: number },
): ValueChange[] {
  requireFolder(db, parentId);
  const nodes = readNodes(db);
  const moving = outermost(nodes, ids);
  for (let above = parentId; above !== null; above = nodes.get(above)?.parentId ?? null) {
    if (moving.includes(above)) {
      throw new AppError('PLAYLIST_CYCLE', 'A folder cannot be put into itself.', { id: above });
    }
  }
  const others = childrenOf(nodes, parentId).filter(({ id }) => !moving.includes(id));
  const wanted = positionsAt(others, moving, Math.min(index, others.length));
  return wanted.flatMap(({ id, position }): ValueChange[] => {
    const node = nodes.get(id) as Node;
    if (node.parentId === parentId && node.position === position) return [];
    return [placeChange(id, { parentId: node.parentId, position: node.position }, { parentId, position })];
  });
}

/** The changes that remove playlists, folders with all they hold; the innermost first. */
export function removalChanges(db: Db, ids: readonly number[]): ValueChange[] {
  const nodes = readNodes(db);
  const all = outermost(nodes, ids).flatMap((id) => withDescendants(nodes, id));
  return all.toReversed().flatMap((itemId): ValueChange[] => {
    const state = readState(db, itemId);
    if (!state) return [];
    return [{ itemId, field: 'playlist:whole', oldValue: state as unknown as JsonValue, newValue: null }];
  });
}

/** The changes that make a copy of a playlist behind it, a folder's with all it holds. The first one makes the copy. */
export function copyChanges(
  db: Db,
  numbers: Numbers,
  { id, name, now }: { id: number; name: string; now: number },
): (ValueChange & { itemId: number })[] {
  const nodes = readNodes(db);
  const original = nodes.get(id);
  if (!original) throw new AppError('NOT_FOUND', 'That playlist is gone.', { id });
  const copies = new Map<number, number>();
  const made = withDescendants(nodes, id).flatMap((each) => {
    const state = readState(db, each);
    if (!state) return [];
    const itemId = numbers.take('playlist');
    copies.set(each, itemId);
    const copy: PlaylistState = {
      ...state,
      name: each === id ? name : state.name,
      parentId: each === id ? state.parentId : (copies.get(state.parentId ?? 0) ?? null),
      // A copy is not what lies elsewhere.
      source: null,
      createdAt: now,
      entries: state.entries.map((entry) => ({ ...entry, id: numbers.take('playlist_entry') })),
    };
    return [{ itemId, copy }];
  });
  const siblings = childrenOf(nodes, original.parentId);
  const [first] = made;
  if (!first) return [];
  const after = siblings.findIndex((sibling) => sibling.id === id) + 1;
  const wanted = positionsAt(siblings, [first.itemId], after);
  first.copy.position = wanted.find((each) => each.id === first.itemId)?.position ?? 0;
  const moved = wanted.flatMap(({ id: sibling, position }) => {
    const node = nodes.get(sibling);
    if (!node || node.position === position) return [];
    return [
      placeChange(sibling, { parentId: node.parentId, position: node.position }, { parentId: node.parentId, position }),
    ];
  });
  const makes = made.map(({ itemId, copy }) => ({
    itemId,
    field: 'playlist:whole',
    oldValue: null,
    newValue: copy as unknown as JsonValue,
  }));
  return [...makes, ...moved];
}

/** Positions that put some between others; the others only where there is no room. */
function positionsAt(
  others: readonly Node[],
  ids: readonly number[],
  index: number,
): { id: number; position: number }[] {
  const before = others[index - 1]?.position;
  const after = others[index]?.position;
  const from = before ?? (after ?? 0) - room * (ids.length + 1);
  const step = after === undefined ? room : Math.floor((after - from) / (ids.length + 1));
  if (step >= 1) return ids.map((id, place) => ({ id, position: from + step * (place + 1) }));
  const all = [...others.slice(0, index).map(({ id }) => id), ...ids, ...others.slice(index).map(({ id }) => id)];
  return all.map((id, place) => ({ id, position: place * room }));
}

function placeChange(itemId: number, oldValue: Place, newValue: Place): ValueChange & { itemId: number } {
  return { itemId, field: 'playlist:place', oldValue, newValue };
}

function readNodes(db: Db): Map<number, Node> {
  const rows = prepare(db, 'SELECT id, parent_id AS parentId, position FROM playlist').all() as Node[];
  return new Map(rows.map((row) => [row.id, row]));
}

function childrenOf(nodes: ReadonlyMap<number, Node>, parentId: number | null): Node[] {
  return [...nodes.values()]
    .filter((node) => node.parentId === parentId)
    .sort((a, b) => a.position - b.position || a.id - b.id);
}

/** Those that do not go along with another of them anyway, in the order given. Throws NOT_FOUND. */
function outermost(nodes: ReadonlyMap<number, Node>, ids: readonly number[]): number[] {
  const wanted = new Set(ids);
  return [...wanted].filter((id) => {
    const node = nodes.get(id);
    if (!node) throw new AppError('NOT_FOUND', 'That playlist is gone.', { id });
    for (let above = node.parentId; above !== null; above = nodes.get(above)?.parentId ?? null) {
      if (wanted.has(above)) return false;
    }
    return true;
  });
}

/** A node and all below it, each folder before what it holds. */
function withDescendants(nodes: ReadonlyMap<number, Node>, id: number): number[] {
  return [id, ...childrenOf(nodes, id).flatMap((child) => withDescendants(nodes, child.id))];
}
