import { type Db, prepare } from '#core/db/query.ts';
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
 * Throws PLAYLIST_CYCLE where a smart playlist would hold itself, directly or by way of others that it names. Call it after
 * changes of playlists were made, in the same transaction.
 */
export function refuseCycles(db: Db, changes: readonly { field: string }[]): void {
  if (!changes.some(({ field }) => namingFields.has(field))) return;
  const ids = prepare(db, `SELECT id FROM playlist WHERE kind = 'smart'`).pluck().all() as number[];
  for (const smart of listSmart(db, ids)) walk(db, smart.rules, [smart.id]);
}

/** Goes through all that the rules name; tracks are not looked for. */
function walk(db: Db, { text }: SmartRules, within: readonly number[]): void {
  const noTracks = new Int32Array(0);
  resolveQuery(parseQuery(text).root, {
    db,
    within,
    now: 0,
    takeLimited: (rules, inside) => {
      walk(db, rules, inside);
      return noTracks;
    },
    listDuplicates: () => noTracks,
  });
}
