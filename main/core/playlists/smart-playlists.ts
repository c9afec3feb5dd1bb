import { type Db, prepare } from '#core/db/query.ts';
import { PlaylistBook } from '#core/library/search/playlist-book.ts';
import { resolveQuery } from '#core/library/search/resolve-query.ts';
import type { SmartView } from '#core/library/search/search-protocol.ts';
import type { SmartRules } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
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

/** The smart playlists that cannot be answered because they hold themselves, or name one that does. */
function findCycles(db: Db): Map<number, AppError> {
  const found = new Map<number, AppError>();
  const rows = prepare(db, `SELECT id FROM playlist WHERE kind = 'smart' AND rules LIKE '%playlist%'`).pluck().all();
  const book = new PlaylistBook(db);
  for (const { id, rules } of listSmart(db, rows as number[])) {
    try {
      walk(db, book, rules, [id]);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      found.set(id, error);
    }
  }
  return found;
}

/** Goes through all that the rules name; tracks are not looked for. */
function walk(db: Db, book: PlaylistBook, { text }: SmartRules, within: readonly number[]): void {
  const noTracks = new Int32Array(0);
  resolveQuery(parseQuery(text).root, {
    db,
    book,
    within,
    now: 0,
    takeLimited: (rules, inside) => {
      walk(db, book, rules, inside);
      return noTracks;
    },
    listDuplicates: () => noTracks,
  });
}
