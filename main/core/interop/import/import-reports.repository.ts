import { type Db, prepare } from '#core/db/query.ts';
import type { ImportCounts, ImportMiss, ImportReport, MissReason } from '#shared/contract/interop.ts';
import type { FormatId } from '#shared/contract/interop-formats.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';

const mostReports = 100;

export function addReport(db: Db, { at, format, path }: { at: number; format: FormatId; path: string }): number {
  return prepare(db, `INSERT INTO import_report (at, format, path, counts) VALUES (?, ?, ?, '{}') RETURNING id`)
    .pluck()
    .get(at, format, path) as number;
}

export function finishReport(db: Db, id: number, operation: OperationId | null, counts: ImportCounts): void {
  prepare(db, 'UPDATE import_report SET operation_id = ?, counts = ? WHERE id = ?').run(
    operation,
    JSON.stringify(counts),
    id,
  );
}

export function addMiss(db: Db, reportId: number, seq: number, { location, artist, title, reason }: ImportMiss): void {
  prepare(
    db,
    'INSERT INTO import_miss (report_id, seq, location, artist, title, reason) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(reportId, seq, location, artist, title, reason);
}

export function removeReport(db: Db, id: number): void {
  prepare(db, 'DELETE FROM import_report WHERE id = ?').run(id);
}

/** Newest first. */
export function listReports(db: Db): ImportReport[] {
  const rows = prepare(
    db,
    `SELECT import_report.*, (SELECT count(*) FROM import_miss WHERE report_id = import_report.id) AS misses
     FROM import_report ORDER BY id DESC LIMIT ${mostReports}`,
  ).all() as {
    id: number;
    at: number;
    format: FormatId;
    path: string;
    operation_id: OperationId | null;
    counts: string;
    misses: number;
  }[];
  return rows.map(({ id, at, format, path, operation_id, counts, misses }) => ({
    ...{ id, at, format, path, operation: operation_id, missCount: misses },
    counts: emptyCounts(JSON.parse(counts)),
  }));
}

/** Throws NOT_FOUND. */
export function countMisses(db: Db, reportId: number): number {
  if (prepare(db, 'SELECT 1 FROM import_report WHERE id = ?').get(reportId) === undefined) {
    throw new AppError('NOT_FOUND', 'That report is gone.', { id: reportId });
  }
  return prepare(db, 'SELECT count(*) FROM import_miss WHERE report_id = ?').pluck().get(reportId) as number;
}

export function listMisses(db: Db, reportId: number, start: number, count: number): ImportMiss[] {
  return prepare(
    db,
    `SELECT location, artist, title, reason FROM import_miss WHERE report_id = ? AND seq >= ? ORDER BY seq LIMIT ?`,
  ).all(reportId, start, count) as (Omit<ImportMiss, 'reason'> & { reason: MissReason })[];
}

/** All counts, those not given 0. */
export function emptyCounts(known: Partial<ImportCounts> = {}): ImportCounts {
  return {
    ...{ tracks: 0, matched: 0, byPath: 0, bySound: 0, byTags: 0, unsure: 0, unmatched: 0 },
    ...{ ratings: 0, plays: 0, added: 0, cues: 0, grids: 0, bpm: 0, keys: 0, conflicts: 0 },
    ...{ folders: 0, playlists: 0, entries: 0, deadEntries: 0, samePlaylists: 0, keptPlaylists: 0, notes: 0 },
    ...known,
  };
}
