import { type Db, prepare } from '#core/db/query.ts';
import type { CueWriteEncoding } from '#shared/contract/cue.ts';
import type { ConversionMode } from '#shared/cue/convert.ts';
import type { CueDialect } from '#shared/cue/dialects.ts';

/** A sheet as it was saved last at a path. */
export type SavedSheetRow = {
  path: string;
  version: number;
  dialect: CueDialect;
  mode: ConversionMode;
  encoding: CueWriteEncoding;
  sha256: string;
  savedAt: number;
};

/** The newest of each path. */
export function listSavedSheets(db: Db, tracklistId: number): SavedSheetRow[] {
  return prepare(
    db,
    `SELECT path, max(version) AS version, dialect, mode, encoding, sha256, saved_at AS savedAt FROM cue_file
     WHERE tracklist_id = ? GROUP BY path ORDER BY path`,
  ).all(tracklistId) as SavedSheetRow[];
}

/** Whether a file with that content at that path is one that we saved for the list. */
export function isSavedSheet(db: Db, tracklistId: number, path: string, sha256: string): boolean {
  const sql = 'SELECT 1 FROM cue_file WHERE path = ? AND sha256 = ? AND tracklist_id = ?';
  return prepare(db, sql).get(path, sha256, tracklistId) !== undefined;
}

export function insertSavedSheet(db: Db, tracklistId: number, sheet: Omit<SavedSheetRow, 'version'>): void {
  const { path, dialect, mode, encoding, sha256, savedAt } = sheet;
  prepare(
    db,
    `INSERT INTO cue_file (path, version, tracklist_id, dialect, mode, encoding, sha256, saved_at)
     VALUES (@path, (SELECT coalesce(max(version), 0) + 1 FROM cue_file WHERE path = @path), @tracklistId, @dialect,
       @mode, @encoding, @sha256, @savedAt)`,
  ).run({ path, tracklistId, dialect, mode, encoding, sha256, savedAt });
}
