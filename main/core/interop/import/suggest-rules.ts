import { type Db, prepare } from '#core/db/query.ts';
import { readLocation, sharedTail } from '#core/playlists/match-location.ts';
import type { PathRule } from '#shared/contract/interop.ts';
import { applyRules } from '../path-rules.ts';
import { PathFinder } from './find-by-path.ts';

const mostRules = 5;
/** A rule for fewer than one in so many is an accident. */
const leastShare = 20;
const mostCandidates = 20;

/**
 * Rules by which paths of another machine become paths of this library: found from files that have the same name here,
 * taking the folders above them for the same as far as they are called so. Empty where paths fit as they are.
 */
export function suggestRules(db: Db, wanted: readonly string[]): PathRule[] {
  const paths = new PathFinder(db);
  const rules: PathRule[] = [];
  let left = wanted.filter((path) => path !== '' && paths.find(path) === undefined);
  const least = Math.max(1, Math.floor(left.length / leastShare));
  while (left.length > 0 && rules.length < mostRules) {
    const [best] = votes(db, left);
    if (!best || best.count < least) break;
    const { from, to } = best;
    rules.push({ from, to });
    left = left.filter((path) => paths.find(applyRules(path, [{ from, to }])) === undefined);
  }
  return rules;
}

function votes(db: Db, paths: readonly string[]): (PathRule & { count: number })[] {
  const counts = new Map<string, PathRule & { count: number }>();
  for (const path of paths) {
    for (const rule of rulesFor(db, path)) {
      const key = JSON.stringify(rule);
      const known = counts.get(key) ?? { ...rule, count: 0 };
      known.count += 1;
      counts.set(key, known);
    }
  }
  return [...counts.values()].sort((one, other) => other.count - one.count || one.from.length - other.from.length);
}

/** What would bring one path to files of the same name here, those with the most folders in common. */
function rulesFor(db: Db, path: string): PathRule[] {
  const location = readLocation(path);
  const name = location?.parts[0];
  if (!location || name === undefined) return [];
  const rows = prepare(
    db,
    `SELECT folder.path AS folder, track.path FROM track JOIN folder ON folder.id = folder_id
     WHERE file_name IN (?, ?, ?) LIMIT ${mostCandidates}`,
  ).all(name, name.normalize('NFC'), name.normalize('NFD')) as { folder: string; path: string }[];
  const found = rows.map((row) => {
    const own = `${row.folder.replaceAll('\\', '/').replace(/\/+$/, '')}/${row.path}`;
    const tail = sharedTail(location.parts, own.split('/').filter(Boolean).reverse());
    return { tail, from: withoutTail(location.path, tail), to: withoutTail(own, tail) };
  });
  const longest = Math.max(...found.map(({ tail }) => tail));
  const rules = found.filter(({ tail, from, to }) => tail === longest && from !== to);
  const distinct = new Map(rules.map(({ from, to }) => [`${from}\n${to}`, { from, to }]));
  return [...distinct.values()];
}

function withoutTail(path: string, tail: number): string {
  const parts = path.split('/');
  return parts.slice(0, parts.length - tail).join('/');
}
