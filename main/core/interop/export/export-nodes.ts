import { type Db, prepare } from '#core/db/query.ts';
import type { SmartView } from '#core/library/search/search-protocol.ts';
import { listSmart } from '#core/playlists/smart-playlists.ts';
import type { ExportScope } from '#shared/contract/interop.ts';

/** A playlist that goes out; `smartIds` is what a smart one holds now. */
export type ExportNode = { id: number; path: string[]; kind: 'folder' | 'list'; smartIds: Int32Array | null };

type Row = { id: number; parent_id: number | null; kind: string; name: string };

/**
 * The playlists of an export, each folder before what it holds and siblings in order. Names of siblings differ, also for
 * those who take capitals for small letters. `takeSmart` says what a smart one holds.
 */
export async function listExportNodes(
  db: Db,
  scope: ExportScope,
  takeSmart: (smart: SmartView & { id: number }) => Promise<Int32Array>,
): Promise<ExportNode[]> {
  if (scope.type === 'tracks') return [];
  const rows = prepare(db, 'SELECT id, parent_id, kind, name FROM playlist ORDER BY position, id').all() as Row[];
  const children = Map.groupBy(rows, ({ parent_id }) => parent_id);
  const wanted = scope.type === 'all' ? null : wantedIds(rows, children, scope.ids);
  const nodes: ExportNode[] = [];
  const walk = async (parentId: number | null, path: readonly string[]): Promise<void> => {
    const taken = new Set<string>();
    for (const row of children.get(parentId) ?? []) {
      if (wanted && !wanted.has(row.id)) continue;
      const node: ExportNode = {
        id: row.id,
        path: [...path, freeName(row.name, taken)],
        kind: row.kind === 'folder' ? 'folder' : 'list',
        smartIds: null,
      };
      if (row.kind === 'smart') {
        const [smart] = listSmart(db, [row.id]);
        node.smartIds = smart ? await takeSmart(smart) : new Int32Array(0);
      }
      nodes.push(node);
      await walk(row.id, node.path);
    }
  };
  await walk(null, []);
  return nodes;
}

function freeName(name: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    const key = candidate.normalize('NFC').toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return candidate;
  }
}

/** Those named, the folders they lie in, and all that folders named hold. */
function wantedIds(rows: readonly Row[], children: Map<number | null, Row[]>, ids: readonly number[]): Set<number> {
  const wanted = new Set<number>();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const addBelow = (id: number): void => {
    wanted.add(id);
    for (const child of children.get(id) ?? []) addBelow(child.id);
  };
  for (const id of ids) {
    if (!byId.has(id)) continue;
    addBelow(id);
    for (let above = byId.get(id)?.parent_id ?? null; above !== null; above = byId.get(above)?.parent_id ?? null) {
      wanted.add(above);
    }
  }
  return wanted;
}
