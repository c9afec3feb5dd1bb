import { type Db, prepare } from '#core/db/query.ts';
import { PlaylistBook } from '#core/library/search/playlist-book.ts';
import { maxNamed } from '#core/library/search/resolve-query.ts';
import type { SmartView } from '#core/library/search/search-protocol.ts';
import type { SmartRules } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { Match, QueryNode } from '#shared/query/query-types.ts';
import { getPlaylist } from './playlists.repository.ts';

/** What a smart playlist without rules of its own holds: everything. */
export const allTracks: SmartRules = { text: '', limit: null, pick: 'first', seed: 0 };

/** Throws NOT_FOUND where there is no such playlist, or it is not a smart one. */
export function getSmart(db: Db, id: number): SmartView & { id: number } {
  const { kind, rules } = getPlaylist(db, id);
  if (kind !== 'smart') throw new AppError('NOT_FOUND', 'That playlist is not a smart one.', { id });
  return { id, rules: { ...allTracks, ...rules } };
}

/** The smart playlists of these ids with their rules. */
export function listSmart(db: Db, ids: readonly number[]): (SmartView & { id: number })[] {
  const sql = `SELECT id, rules FROM playlist WHERE kind = 'smart' AND id IN (SELECT value FROM json_each(?))`;
  const rows = prepare(db, sql).all(JSON.stringify(ids)) as { id: number; rules: string | null }[];
  return rows.map(({ id, rules }) => ({ id, rules: { ...allTracks, ...(rules === null ? {} : JSON.parse(rules)) } }));
}

/** What decides which playlists a name in a rule means, and what the rules are. */
const namingFields = new Set(['playlist:whole', 'playlist:name', 'playlist:place', 'playlist:rules']);

/**
 * Makes changes of playlists; call it inside their transaction. Throws PLAYLIST_CYCLE where a smart playlist would hold itself
 * by them, directly or by way of others that it names. One that did so before (an older version may have left it, or an undo)
 * holds up nobody.
 */
export function refuseCycles<Result>(db: Db, changes: readonly { field: string }[], make: () => Result): Result {
  if (!changes.some(({ field }) => namingFields.has(field))) return make();
  const known = new Set(findCycles(db).keys());
  const result = make();
  for (const [id, error] of findCycles(db)) if (!known.has(id)) throw error;
  return result;
}

type Naming = { name: string; isLimited: boolean; names: number[] };

/** The smart playlists that cannot be answered because they hold themselves, or name one that does. */
function findCycles(db: Db): Map<number, AppError> {
  const namings = readNamings(db);
  const found = new Map<number, AppError>();
  /** How many each puts into a query, one after the other; infinite within a ring. */
  const sizes = new Map<number, number>();
  for (const [id, { name }] of namings) {
    if (sizeOf(id) <= maxNamed) continue;
    found.set(id, new AppError('PLAYLIST_CYCLE', `The smart playlist ${name} would hold itself.`, { id, name }));
  }
  return found;

  function sizeOf(id: number): number {
    const known = sizes.get(id);
    if (known !== undefined) return known;
    sizes.set(id, Number.POSITIVE_INFINITY);
    let size = 0;
    for (const named of namings.get(id)?.names ?? []) {
      const inner = sizeOf(named);
      // What a limit takes is put in as tracks.
      size += 1 + (namings.get(named)?.isLimited && inner <= maxNamed ? 0 : inner);
    }
    sizes.set(id, size);
    return size;
  }
}

/** Which smart playlists each of them names; those that name none are left out. */
function readNamings(db: Db): Map<number, Naming> {
  const book = new PlaylistBook(db);
  const namings = new Map<number, Naming>();
  for (const { id, name, rules } of book.smart()) {
    if (rules === null || !/playlist/i.test(rules)) continue;
    const { text, limit } = JSON.parse(rules) as SmartRules;
    const smart = new Set<number>();
    for (const match of namesIn(parseQuery(text).root)) {
      for (const meant of book.meant(match, false)) if (meant.kind === 'smart') smart.add(meant.id);
    }
    namings.set(id, { name, isLimited: limit !== null, names: [...smart] });
  }
  return namings;
}

/** How a query names playlists. Crates are never smart. */
function namesIn(node: QueryNode | null): Match[] {
  if (!node) return [];
  if (node.kind === 'not') return namesIn(node.node);
  if (node.kind !== 'term') return node.nodes.flatMap(namesIn);
  return node.term.field === 'playlist' && !node.term.error ? node.term.matches : [];
}
