import { sep } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';

/**
 * Lets steps follow a folder that lies elsewhere now, so that what was done in it can be taken back, and gone on with,
 * there. Call it in the transaction that gives the folder its path.
 */
export function relocateSteps(db: Db, from: string, to: string): void {
  const [before, after] = [withSeparator(from), withSeparator(to)];
  // The first text behind all that begin so.
  const end = before.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1);
  for (const column of ['source', 'target', 'temporary']) {
    prepare(
      db,
      `UPDATE file_step SET ${column} = @after || substr(${column}, length(@before) + 1)
       WHERE ${column} >= @before AND ${column} < @end`,
    ).run({ before, after, end });
  }
  // A trash within the folder, and names of ours on the way.
  const [old, now] = [quoted(before), quoted(after)];
  for (const column of ['input', 'result']) {
    const sql = `UPDATE file_step SET ${column} = replace(${column}, @old, @now) WHERE instr(${column}, @old) > 0`;
    prepare(db, sql).run({ old, now });
  }
}

function withSeparator(path: string): string {
  return path.endsWith(sep) ? path : path + sep;
}

/** As a path begins in JSON. */
function quoted(path: string): string {
  return JSON.stringify(path).slice(0, -1);
}
