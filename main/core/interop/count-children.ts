import type { ExportSource } from './foreign-format.ts';

/** How many nodes each folder of the tree holds, by `keyOfPath`. */
export function countChildren(source: ExportSource): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of source.playlists()) {
    const parent = keyOfPath(path.slice(0, -1));
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  return counts;
}

/** The root's is that of an empty path. */
export function keyOfPath(path: readonly string[]): string {
  return JSON.stringify(path);
}
