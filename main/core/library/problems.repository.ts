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

/** Files with a problem. One that can neither be read nor analysed counts once. */
export function countProblems(db: Db): number {
  return prepare(db, 'SELECT count(*) FROM (SELECT DISTINCT folder_id, path FROM problem)').pluck().get() as number;
}

/** The latest problem of each file, newest first, after the problem with id `after`. */
export function listProblems(db: Db, after: number | undefined, limit: number): ProblemRow[] {
  let query = selectProblems()
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('problem as later')
            .select('later.id')
            .whereRef('later.folder_id', '=', 'problem.folder_id')
            .whereRef('later.path', '=', 'problem.path')
            .whereRef('later.id', '>', 'problem.id'),
        ),
      ),
    )
    .orderBy('problem.id', 'desc')
    .limit(limit);
  if (after !== undefined) query = query.where('problem.id', '<', after);
  return all(db, query) as ProblemRow[];
}

/** Every problem of the files that the named ones are about, or simply all of them. */
export function listProblemsById(db: Db, ids: readonly number[] | undefined): ProblemRow[] {
  if (ids === undefined) return all(db, selectProblems()) as ProblemRow[];
  const found = new Map<number, ProblemRow>();
  for (const id of ids) {
    const named = first(db, selectProblems().where('problem.id', '=', id));
    if (!named) continue;
    const ofFile = selectProblems()
      .where('problem.folder_id', '=', named.folderId)
      .where('problem.path', '=', named.path);
    for (const row of all(db, ofFile)) found.set(row.id, row as ProblemRow);
  }
  return [...found.values()];
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
