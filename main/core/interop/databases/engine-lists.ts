import type { ForeignPart } from '../foreign-library.ts';
import { note } from '../playlist-files/list-reader.ts';
import { type ForeignDatabase, numberIn, type Row, textIn } from './foreign-database.ts';

const deepest = 32;
const mostEntries = 1_000_000;

/**
 * The playlists of Engine DJ, in the order and the tree it shows. Rows name the one that follows; what a damaged chain
 * leaves out comes at its end. A list with lists within becomes a folder, and a list in it where it holds tracks.
 */
export function* readEngineLists(db: ForeignDatabase, origins: ReadonlyMap<string, string>): Generator<ForeignPart> {
  const lists = db.all('SELECT id, title, parentListId, nextListId FROM Playlist ORDER BY id');
  db.index('PlaylistEntity', 'listId');
  const byParent = Map.groupBy(lists, (list) => numberIn(list, 'parentListId') ?? 0);
  const ids = new Set(lists.map((list) => Number(list.id)));
  // One whose folder is gone stands at the top.
  const top = [...byParent]
    .filter(([parent]) => !ids.has(parent))
    .flatMap(([, children]) => chained(children, 'nextListId'));
  const shown = new Set<number>();
  for (const list of top) yield* listTree(db, list, [], byParent, origins, shown);
  // Lists that are folders of each other have no way in from the top.
  for (const list of lists) if (!shown.has(Number(list.id))) yield* listTree(db, list, [], byParent, origins, shown);
}

function* listTree(
  db: ForeignDatabase,
  list: Row,
  above: readonly string[],
  byParent: ReadonlyMap<number, Row[]>,
  origins: ReadonlyMap<string, string>,
  shown: Set<number>,
): Generator<ForeignPart> {
  const id = Number(list.id);
  if (shown.has(id) || above.length >= deepest) return;
  shown.add(id);
  const name = textIn(list, 'title') || String(id);
  const path = [...above, name];
  const children = chained(byParent.get(id) ?? [], 'nextListId');
  const entries = readEntries(db, id);
  if (children.length > 0) yield { part: 'playlist', playlist: { path, kind: 'folder', keys: [], rules: '' } };
  if (children.length === 0 || entries.length > 0) {
    const keys = entries.map((entry) => origins.get(`${textIn(entry, 'databaseUuid')} ${entry.trackId}`));
    yield {
      part: 'playlist',
      playlist: {
        path: children.length > 0 ? [...path, name] : path,
        kind: 'list',
        keys: keys.filter((key) => key !== undefined),
        rules: '',
      },
    };
    for (const [index, key] of keys.entries())
      if (key === undefined) yield note('unknownEntry', `${path.join('/')}: ${entries[index]?.trackId}`);
  }
  for (const child of children) yield* listTree(db, child, path, byParent, origins, shown);
}

function readEntries(db: ForeignDatabase, listId: number): Row[] {
  const rows = db.all(
    'SELECT id, trackId, databaseUuid, nextEntityId FROM PlaylistEntity WHERE listId = ? ORDER BY id LIMIT ?',
    listId,
    mostEntries,
  );
  return chained(rows, 'nextEntityId');
}

/** Rows in the order of their chain, from the one that nothing names on; a ring is cut where it begins. */
export function chained(rows: readonly Row[], next: string): Row[] {
  const byId = new Map(rows.map((row) => [Number(row.id), row]));
  const named = new Set(rows.map((row) => Number(row[next])));
  const ordered = new Set<Row>();
  const starts = [...rows.filter((row) => !named.has(Number(row.id))), ...rows];
  for (const start of starts) {
    for (let row: Row | undefined = start; row && !ordered.has(row); row = byId.get(Number(row[next])))
      ordered.add(row);
  }
  return [...ordered];
}
