import { all, build, type Db, first, prepare, run } from '#core/db/query.ts';
import type { ErrorCode } from '#shared/errors.ts';

export type ProblemRow = {
  id: number;
  stage: 'scan' | 'analysis';
  folderId: number;
  folderPath: string;
  path: string;
  trackId: number | null;
  code: ErrorCode;
  at: number;
};

/** Records a problem, or renews the one known for this file and stage. */
export function saveProblem(
  db: Db,
  problem: Pick<ProblemRow, 'stage' | 'folderId' | 'path' | 'trackId' | 'code' | 'at'>,
): void {
  prepare(
    db,
    `INSERT INTO problem (stage, folder_id, path, track_id, code, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (folder_id, path, stage) DO UPDATE SET
       track_id = excluded.track_id, code = excluded.code, at = excluded.at`,
  ).run(problem.stage, problem.folderId, problem.path, problem.trackId, problem.code, problem.at);
}

export function clearProblem(db: Db, stage: 'scan' | 'analysis', folderId: number, path: string): void {
  prepare(db, 'DELETE FROM problem WHERE folder_id = ? AND path = ? AND stage = ?').run(folderId, path, stage);
}

export function removeProblem(db: Db, id: number): void {
  run(db, build.deleteFrom('problem').where('id', '=', id));
}

export function countProblems(db: Db): number {
  return prepare(db, 'SELECT count(*) FROM problem').pluck().get() as number;
}

/** Newest first, after the problem with id `after`. */
export function listProblems(db: Db, after: number | undefined, limit: number): ProblemRow[] {
  let query = selectProblems().orderBy('problem.id', 'desc').limit(limit);
  if (after !== undefined) query = query.where('problem.id', '<', after);
  return all(db, query) as ProblemRow[];
}

/** The named problems, or all of them. */
export function listProblemsById(db: Db, ids: readonly number[] | undefined): ProblemRow[] {
  if (ids === undefined) return all(db, selectProblems()) as ProblemRow[];
  const found: ProblemRow[] = [];
  for (const id of ids) {
    const row = first(db, selectProblems().where('problem.id', '=', id));
    if (row) found.push(row as ProblemRow);
  }
  return found;
}

function selectProblems() {
  return build
    .selectFrom('problem')
    .innerJoin('folder', 'folder.id', 'problem.folder_id')
    .select([
      'problem.id',
      'problem.stage',
      'problem.folder_id as folderId',
      'folder.path as folderPath',
      'problem.path',
      'problem.track_id as trackId',
      'problem.code',
      'problem.at',
    ]);
}
