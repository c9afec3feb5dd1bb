import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { FolderId } from '#shared/contract/library/folders.ts';
import type { problemsContract } from '#shared/contract/library/problems.ts';
import {
  countProblems,
  listProblems,
  listProblemsById,
  type ProblemRow,
  removeProblem,
} from './problems.repository.ts';

export function problemsHandlers(context: Context): Handlers<typeof problemsContract> {
  const { db } = context;
  return {
    'problems.count': () => countProblems(db),

    'problems.list': ({ after, limit }) => ({
      problems: listProblems(db, after, limit).map(toProblem),
      total: countProblems(db),
    }),

    'problems.retry': ({ ids }) => {
      const problems = listProblemsById(db, ids);
      retryScan(
        context,
        problems.filter(({ stage }) => stage === 'scan'),
      );
      context.analysis.retry(problems.filter(({ stage }) => stage === 'analysis'));
      return { count: problems.length };
    },
  };
}

/** Reads the named files again; one that still cannot be read comes back as a problem. */
function retryScan({ db, scanner, changes }: Context, problems: readonly ProblemRow[]): void {
  const pathsOf = new Map<number, string[]>();
  db.transaction(() => {
    for (const { id, folderId, path } of problems) {
      removeProblem(db, id);
      pathsOf.set(folderId, [...(pathsOf.get(folderId) ?? []), path]);
    }
  })();
  for (const [folderId, only] of pathsOf) scanner.scan(folderId as FolderId, { only });
  changes.add({ topics: ['problems', 'activity'] });
}

function toProblem({ folderId: _folder, folderPath, ...row }: ProblemRow) {
  return {
    ...row,
    id: row.id as never,
    folderName: lastPart(folderPath),
    fileName: lastPart(row.path),
  };
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}
