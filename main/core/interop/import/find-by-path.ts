import { type Db, prepare } from '#core/db/query.ts';

/** Looks up tracks by absolute paths with '/' between the parts, in whichever Unicode form a name has. */
export class PathFinder {
  readonly #db: Db;
  readonly #folders: { id: number; root: string }[];

  constructor(db: Db) {
    this.#db = db;
    const rows = prepare(db, 'SELECT id, path FROM folder').all() as { id: number; path: string }[];
    this.#folders = rows.map(({ id, path }) => ({ id, root: `${path.replaceAll('\\', '/').replace(/\/+$/, '')}/` }));
  }

  find(path: string): number | undefined {
    const find = prepare(this.#db, 'SELECT id FROM track WHERE folder_id = ? AND path = ?').pluck();
    for (const { id, root } of this.#folders) {
      const rest = restBelow(path, root);
      if (rest === undefined) continue;
      for (const spelling of new Set([rest, rest.normalize('NFC'), rest.normalize('NFD')])) {
        const found = find.get(id, spelling) as number | undefined;
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }
}

function restBelow(written: string, root: string): string | undefined {
  // A share's two slashes become one where programs write addresses.
  const path = /^\/\/[^/]/.test(root) && /^\/[^/]/.test(written) ? `/${written}` : written;
  if (path.startsWith(root)) return path.slice(root.length);
  // Windows tells no capitals from small letters.
  const start = path.slice(0, root.length);
  const isWindows = /^(?:[a-z]:|\/\/[^/])/i.test(root);
  if (isWindows && start.toLowerCase() === root.toLowerCase()) return path.slice(root.length);
  // The folder's own name may be spelled in another form.
  const [one, other] = [path.normalize('NFC'), root.normalize('NFC')];
  return one.startsWith(other) ? one.slice(other.length) : undefined;
}
