import { relative, sep } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { Proposal, ProposalChoice, ProposalFilter } from '#shared/contract/organize.ts';
import type { OrganizeFolder } from './find-proposals.ts';
import { oldestKept, type ProposalDetail, type ProposalRow, seenSql } from './proposal-row.ts';

const columns = [
  'track_id',
  'at',
  'seen',
  'source',
  'folder_id',
  'wanted',
  'target',
  'fault',
  'conflict',
  'other',
  'cluster',
  'has_warning',
  'detail',
  'confidence',
  'strategy',
  'decision',
  'is_edited',
  'moves',
] as const satisfies (keyof ProposalRow)[];

/**
 * Proposals of tracks that are there, not older than @oldest. What was made from another state of its track is a conflict
 * now, and does not go.
 */
const current = `
  SELECT *, CASE WHEN is_old = 1 THEN 'changed' ELSE conflict END AS shown_conflict,
    CASE WHEN is_old = 1 OR conflict <> '' THEN 0 WHEN has_warning = 1 THEN 1 ELSE 2 END AS rank,
    CASE WHEN is_old = 1 THEN 0 ELSE moves END AS goes
  FROM (SELECT proposal.*, proposal.seen <> ${seenSql} AS is_old, track.size_bytes, track.modified_us, track.folder_id AS home_id, 
    lower('/' || coalesce(json_extract(@names, '$."' || track.folder_id || '"'), '') || '/' ||
      substr(track.path, 1, length(track.path) - length(track.file_name))) AS shown_folder
  FROM proposal JOIN track ON track.id = proposal.track_id
  WHERE proposal.at >= @oldest AND track.missing_since IS NULL)`;

export type CurrentRow = ProposalRow & {
  size_bytes: number;
  modified_us: number;
  home_id: number;
  shown_conflict: ProposalRow['conflict'];
  rank: 0 | 1 | 2;
  goes: 0 | 1;
};

function scopeOf(db: Db, now: number): { oldest: number; names: string } {
  const names = [...listOrganizeFolders(db).values()].map((folder) => [folder.id, folderName(folder)]);
  return { oldest: oldestKept(now), names: JSON.stringify(Object.fromEntries(names)) };
}

export function clearProposals(db: Db): void {
  prepare(db, 'DELETE FROM proposal').run();
}

export function saveProposals(db: Db, rows: readonly ProposalRow[]): void {
  const insert = prepare(
    db,
    `INSERT OR REPLACE INTO proposal (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  db.transaction(() => {
    for (const row of rows) insert.run(row);
  }).immediate();
}

/** Proposals the user has said something to, by track. */
export function mapSaid(db: Db, now: number): Map<number, ProposalRow> {
  const rows = prepare(
    db,
    `SELECT * FROM proposal WHERE at >= ? AND (decision IS NOT NULL OR strategy <> 'number' OR is_edited = 1)`,
  ).all(oldestKept(now)) as ProposalRow[];
  return new Map(rows.map((row) => [row.track_id, row]));
}

/** Keeps what a plan found out. What the user said meanwhile stays, and a row that is gone stays gone. */
export function updatePlans(db: Db, rows: readonly ProposalRow[]): void {
  const update = prepare(
    db,
    `UPDATE proposal SET target = @target, conflict = @conflict, other = @other, cluster = @cluster, moves = @moves
    WHERE track_id = @track_id AND wanted = @wanted AND seen = @seen`,
  );
  db.transaction(() => {
    for (const { track_id, wanted, seen, target, conflict, other, cluster, moves } of rows) {
      update.run({ track_id, wanted, seen, target, conflict, other, cluster, moves });
    }
  }).immediate();
}

export function removeProposals(db: Db, ids: readonly number[]): void {
  prepare(db, 'DELETE FROM proposal WHERE track_id IN (SELECT value FROM json_each(?))').run(JSON.stringify(ids));
}

/** All of them, as they are to be planned. */
export function listCurrent(db: Db, now: number): CurrentRow[] {
  return prepare(db, `${current} ORDER BY track_id`).all(scopeOf(db, now)) as CurrentRow[];
}

export function listOrganizeFolders(db: Db): Map<number, OrganizeFolder> {
  const rows = prepare(db, 'SELECT id, path, state FROM folder').all() as { id: number; path: string; state: string }[];
  return new Map(rows.map(({ id, path, state }) => [id, { id, path, isOnline: state === 'online' }] as const));
}

export type ListQuery = {
  filter: ProposalFilter;
  /** Tracks of the search, or null for all. */
  ids: readonly number[] | null;
  /** Beginnings of folders on the present path. */
  folders: readonly string[];
  confidence: { least: number; most: number };
};

const rankOf: Readonly<Record<ProposalFilter, number | null>> = { all: null, conflicts: 0, warnings: 1, ready: 2 };

function narrowed({ filter, ids, folders, confidence }: ListQuery): {
  sql: string;
  parameters: Record<string, unknown>;
} {
  const rank = rankOf[filter];
  const terms = [
    ...(rank === null ? [] : ['rank = @rank']),
    ...(ids === null ? [] : ['track_id IN (SELECT value FROM json_each(@ids))']),
    ...folders.map((_, index) => `instr(shown_folder, @folder${index}) > 0`),
    ...(confidence.least > 0 ? ['confidence >= @least'] : []),
    ...(confidence.most < 1 ? ['confidence <= @most'] : []),
  ];
  return {
    sql: terms.length === 0 ? '' : `WHERE ${terms.join(' AND ')}`,
    parameters: {
      rank,
      ids: JSON.stringify(ids ?? []),
      ...Object.fromEntries(folders.map((folder, index) => [`folder${index}`, `/${folder.toLowerCase()}`])),
      least: confidence.least,
      most: confidence.most,
    },
  };
}

export function countProposals(db: Db, query: ListQuery, now: number): [number, number, number] {
  const { sql, parameters } = narrowed(query);
  const rows = prepare(db, `SELECT rank, count(*) AS count FROM (${current}) ${sql} GROUP BY rank`).all({
    ...parameters,
    ...scopeOf(db, now),
  }) as { rank: number; count: number }[];
  const count = (rank: number) => rows.find((row) => row.rank === rank)?.count ?? 0;
  return [count(0), count(1), count(2)];
}

type ConflictCount = {
  rank: number;
  conflict: string;
  count: number;
  /** How many would go, and how many of those put something into the trash. */
  going: number;
  replacing: number;
  madeAt: number;
};

export function countByConflict(db: Db, now: number): ConflictCount[] {
  return prepare(
    db,
    `SELECT rank, shown_conflict AS conflict, count(*) AS count, sum(goes) AS going,
      sum(goes = 1 AND strategy = 'replace') AS replacing, max(at) AS madeAt
    FROM (${current}) GROUP BY rank, shown_conflict`,
  ).all(scopeOf(db, now)) as ConflictCount[];
}

/** What would go from each folder of the library to each, in bytes. */
export function sumByFolders(db: Db, now: number): { homeId: number; folderId: number; bytes: number }[] {
  return prepare(
    db,
    `SELECT home_id AS homeId, folder_id AS folderId, sum(size_bytes) AS bytes FROM (${current}) WHERE goes = 1
    GROUP BY home_id, folder_id`,
  ).all(scopeOf(db, now)) as { homeId: number; folderId: number; bytes: number }[];
}

/** How many folders files would go to. */
export function countTargetFolders(db: Db, now: number): number {
  // Without its letters a path ends where its last name begins.
  return prepare(
    db,
    `SELECT count(DISTINCT folder_id || '|' || rtrim(target, replace(target, '/', ''))) FROM (${current}) WHERE goes = 1`,
  )
    .pluck()
    .get(scopeOf(db, now)) as number;
}

export function countAll(db: Db, now: number): number {
  return prepare(
    db,
    `SELECT count(*) FROM proposal JOIN track ON track.id = proposal.track_id
    WHERE proposal.at >= ? AND track.missing_since IS NULL`,
  )
    .pluck()
    .get(oldestKept(now)) as number;
}

/** Conflicts first, those that end at one place beside each other; then by where they are. */
export function listProposals(db: Db, query: ListQuery & { start: number; count: number }, now: number): Proposal[] {
  const { sql, parameters } = narrowed(query);
  const rows = prepare(
    db,
    `SELECT * FROM (${current}) ${sql}
    ORDER BY rank, CASE WHEN cluster > 0 THEN 0 ELSE 1 END, cluster, source LIMIT @count OFFSET @start`,
  ).all({ ...parameters, ...scopeOf(db, now), count: query.count, start: query.start }) as CurrentRow[];
  const folders = listOrganizeFolders(db);
  return rows.map((row) => toProposal(db, row, folders));
}

export function listChosenIds(db: Db, query: ListQuery, now: number): number[] {
  const { sql, parameters } = narrowed(query);
  return prepare(db, `SELECT track_id FROM (${current}) ${sql}`)
    .pluck()
    .all({ ...parameters, ...scopeOf(db, now) }) as number[];
}

export function listOfKind(db: Db, kind: Extract<ProposalChoice, { type: 'kind' }>['kind'], now: number): number[] {
  return prepare(db, `SELECT track_id FROM (${current}) WHERE shown_conflict = @kind`)
    .pluck()
    .all({ kind, ...scopeOf(db, now) }) as number[];
}

const groups = ['conflicts', 'warnings', 'ready'] as const;

function toProposal(db: Db, row: CurrentRow, folders: ReadonlyMap<number, OrganizeFolder>): Proposal {
  const detail = JSON.parse(row.detail) as ProposalDetail;
  const home = folders.get(row.home_id);
  const root = folders.get(row.folder_id);
  const conflict = row.shown_conflict === '' ? null : row.shown_conflict;
  return {
    id: row.track_id as TrackId,
    group: groups[row.rank],
    fromRoot: folderName(home),
    from: belowRoot(home, row.source),
    toRoot: folderName(root),
    to: row.wanted === '' ? null : row.target,
    conflict,
    other: otherName(row, folders),
    otherId: row.other === '' ? null : ((findTrackAt(db, folders, row.other)?.id as TrackId | undefined) ?? null),
    cluster: row.cluster,
    missing: detail.missing,
    warnings: detail.warnings,
    fullLength: detail.fullLength,
    changedAt: conflict === 'changed' ? Math.round(row.modified_us / 1000) : null,
    isApproved: row.decision === null ? conflict === null : row.decision === 'approved',
    isDecided: row.decision !== null,
    isEdited: row.is_edited === 1,
    strategy: row.strategy,
    confidence: conflict === null ? row.confidence : 0,
    parts: { ...detail.parts, noConflict: conflict === null ? 1 : 0 },
  };
}

function otherName(row: CurrentRow, folders: ReadonlyMap<number, OrganizeFolder>): string {
  if (row.shown_conflict === 'offline') {
    const away = [folders.get(row.home_id), folders.get(row.folder_id)].find((folder) => folder && !folder.isOnline);
    return folderName(away);
  }
  if (row.other === '') return '';
  const root = folderAround(folders, row.other);
  return root ? `${folderName(root)}/${belowRoot(root, row.other)}` : row.other;
}

export function folderName(folder: OrganizeFolder | undefined): string {
  return folder?.path.split(/[/\\]/).filter(Boolean).at(-1) ?? '';
}

function belowRoot(root: OrganizeFolder | undefined, path: string): string {
  return root ? relative(root.path, path).split(sep).join('/') : path;
}

function folderAround(folders: ReadonlyMap<number, OrganizeFolder>, path: string): OrganizeFolder | undefined {
  return [...folders.values()].find((folder) =>
    path.startsWith(folder.path.endsWith(sep) ? folder.path : folder.path + sep),
  );
}

/** The track of a file, by its absolute path. */
export function findTrackAt(
  db: Db,
  folders: ReadonlyMap<number, OrganizeFolder>,
  path: string,
): { id: number; audio_hash: string | null } | undefined {
  const root = folderAround(folders, path);
  if (!root) return undefined;
  return prepare(db, 'SELECT id, audio_hash FROM track WHERE folder_id = ? AND path = ?').get(
    root.id,
    belowRoot(root, path),
  ) as { id: number; audio_hash: string | null } | undefined;
}
