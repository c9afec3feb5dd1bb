import { z } from 'zod';
import { errorCodes } from '../../errors.ts';
import { command, query } from '../define.ts';

export const problemId = z.number().int().positive().brand<'ProblemId'>();

/** A file, or a folder inside a root, that could not be read or analysed; the rest went on. */
export const problem = z.object({
  id: problemId,
  stage: z.enum(['scan', 'analysis']),
  folderName: z.string(),
  /** Relative to the folder, with `/` between its parts. */
  path: z.string(),
  fileName: z.string(),
  trackId: z.number().int().nullable(),
  code: z.enum(errorCodes),
  at: z.number(),
});
export type Problem = z.output<typeof problem>;

export const problemsContract = {
  'problems.count': query(['problems'], z.void(), z.number().int()),
  /** Newest first. `after` is the last id of the page before. */
  'problems.list': query(
    ['problems'],
    z.object({ after: problemId.optional(), limit: z.number().int().min(1).max(500).default(200) }),
    z.object({ problems: z.array(problem), total: z.number().int() }),
  ),
  /** Tries again: the named ones, or all. Also lifts a quarantine. */
  'problems.retry': command(
    z.object({ ids: z.array(problemId).max(500).optional() }),
    z.object({ count: z.number().int() }),
  ),
};
