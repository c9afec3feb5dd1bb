import { type Db, prepare } from '#core/db/query.ts';
import type { SearchReader } from '#core/library/search/search-reader.ts';
import type { SmartRules } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';
import type { GenerateFilters } from '#shared/generate-options.ts';
import type { IdFilter } from './generate-task.ts';

type Sources = { db: Db; search: SearchReader };

/** Asks what the queries and playlists of the filters hold. Throws QUERY_INVALID where a query is not understood. */
export async function resolveFilters({ db, search }: Sources, filters: GenerateFilters): Promise<IdFilter[]> {
  const find = async (filter: 'from' | 'without', keeps: boolean): Promise<IdFilter[]> => {
    const text = filters[filter].trim();
    if (text === '') return [];
    const { ids, errors } = await search.openView({ slot: `generate.${filter}`, text, sort: [] });
    const [first] = errors;
    if (first) throw new AppError('QUERY_INVALID', 'That search is not understood.', { filter, field: first.field });
    return [{ filter, ids, keeps }];
  };
  return [
    ...(await find('from', true)),
    ...(await find('without', false)),
    ...(await tracksOfPlaylists({ db, search }, filters.playlists)),
  ];
}

type Named = { id: number; rules: string | null };

/** A folder stands for all that is in it; a playlist that is gone for nothing. */
const selectPlaylists = `WITH RECURSIVE named (id) AS (
    SELECT id FROM playlist WHERE id IN (SELECT value FROM json_each(?))
    UNION SELECT playlist.id FROM playlist JOIN named ON playlist.parent_id = named.id)
  SELECT id, rules FROM playlist WHERE id IN (SELECT id FROM named) AND kind <> 'folder'`;

async function tracksOfPlaylists({ db, search }: Sources, ids: readonly number[]): Promise<IdFilter[]> {
  if (ids.length === 0) return [];
  const playlists = prepare(db, selectPlaylists).all(JSON.stringify(ids)) as Named[];
  const smart = playlists.flatMap(({ id, rules }) => (rules === null ? [] : [{ id, rules: rules as string }]));
  const held = prepare(
    db,
    `SELECT DISTINCT track_id FROM playlist_entry
     WHERE track_id IS NOT NULL AND playlist_id IN (SELECT value FROM json_each(?))`,
  )
    .pluck()
    .all(JSON.stringify(playlists.map(({ id }) => id))) as number[];
  const found: Int32Array[] = [Int32Array.from(held)];
  for (const { id, rules } of smart) {
    const view = {
      slot: 'generate.playlists',
      text: '',
      sort: [],
      smart: { id, rules: JSON.parse(rules) as SmartRules },
    };
    found.push((await search.openView(view)).ids);
  }
  const all = new Int32Array(found.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of found) {
    all.set(each, at);
    at += each.length;
  }
  return [{ filter: 'playlists', ids: all, keeps: false }];
}
