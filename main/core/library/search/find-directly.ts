import { type Db, prepare } from '#core/db/query.ts';
import { fieldDefinition } from '#shared/query/fields.ts';
import type { QueryNode } from '#shared/query/query-types.ts';
import { requireSortColumn, type SortColumn } from './column-order.ts';
import { type Condition, compileQuery, fullTextExpression } from './compile-query.ts';
import type { SortBy } from './track-snapshot.ts';

export type DirectResult = { ids: Int32Array<ArrayBuffer>; durationMs: number; sizeBytes: number };
/** With the time and size of each, in the order of the ids. */
export type SelectedTracks = DirectResult & { durations: Float64Array; sizes: Float64Array };

export const noTracks: SelectedTracks = {
  ...{ ids: new Int32Array(0), durationMs: 0, sizeBytes: 0 },
  ...{ durations: new Float64Array(0), sizes: new Float64Array(0) },
};

/**
 * Up to so many rows, or this part of the library, reading and sorting them costs less than reading columns of all the
 * others.
 */
const minCandidateLimit = 3000;
const candidateShare = 8;

/**
 * The tracks of a query in order, read from the database alone, or null where that would take long.
 *
 * When nothing is remembered, or too much has changed since, a search for a word that few tracks have must not pay for
 * reading whole columns.
 */
export function findDirectly(db: Db, root: QueryNode | null, sort: readonly SortBy[]): DirectResult | null {
  const candidates = findCandidates(db, root);
  return candidates === null ? null : selectTracks(db, candidates, compileQuery(root), sort);
}

/** Those of the candidates (ids as JSON) that are in the library and meet a condition, in order. */
export function selectTracks(
  db: Db,
  candidates: string,
  condition: Condition | null,
  sort: readonly SortBy[],
): SelectedTracks {
  // CROSS JOIN keeps SQLite from walking the table and looking the candidates up.
  const sql = `SELECT track.id, track.duration_ms, track.size_bytes
    FROM json_each(?) AS candidate CROSS JOIN track ON track.id = candidate.value
    WHERE ${condition?.sql ?? '1'} ORDER BY ${orderBy(sort)}`;
  const rows = prepare(db, sql)
    .raw()
    .all(candidates, ...(condition?.parameters ?? [])) as [number, number | null, number][];
  const ids = new Int32Array(rows.length);
  const durations = new Float64Array(rows.length);
  const sizes = new Float64Array(rows.length);
  let durationMs = 0;
  let sizeBytes = 0;
  for (const [index, [id, duration, size]] of rows.entries()) {
    ids[index] = id;
    durations[index] = duration ?? 0;
    sizes[index] = size;
    durationMs += duration ?? 0;
    sizeBytes += size;
  }
  return { ids, durationMs, sizeBytes, durations, sizes };
}

/** A list of ids as JSON that holds every result, from a word all results must have; null where each has too many. */
function findCandidates(db: Db, root: QueryNode | null): string | null {
  const required = root?.kind === 'and' ? root.nodes : root ? [root] : [];
  const statement = prepare(
    db,
    `SELECT count(*), json_group_array(rowid)
     FROM (SELECT rowid FROM track_fts WHERE track_fts MATCH ? LIMIT ?)`,
  ).raw();
  const greatestId = (prepare(db, 'SELECT max(id) FROM track').pluck().get() as number | null) ?? 0;
  const limit = Math.max(minCandidateLimit, Math.floor(greatestId / candidateShare));
  for (const node of required) {
    const expression = requiredWords(node);
    if (expression === null) continue;
    const [count, ids] = statement.get(expression, limit + 1) as [number, string];
    if (count <= limit) return ids;
  }
  return null;
}

function requiredWords(node: QueryNode): string | null {
  if (node.kind !== 'term' || node.term.error) return null;
  const { field, matches } = node.term;
  const [match] = matches;
  if (matches.length !== 1 || match?.kind !== 'contains') return null;
  return fullTextExpression(field ? fieldDefinition(field) : null, match.text);
}

/** The same order as `sortRows` makes: rows without a value last, equals as the last column's index has them. */
function orderBy(sort: readonly SortBy[]): string {
  const parts: string[] = [];
  let last: SortColumn | undefined;
  for (const { field, isDescending } of sort) {
    last = requireSortColumn(field);
    const column = `track.${last.column}`;
    parts.push(last.isText ? `${column} = ''` : `${column} IS NULL`, isDescending ? `${column} DESC` : column);
  }
  return [...parts, ...(last?.tail ?? []).map((column) => `track.${column}`), 'track.id'].join(', ');
}
