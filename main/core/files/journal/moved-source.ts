import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { Disk } from '../disk.ts';
import { compareStamp, lookAt } from '../own-files.ts';
import type { Step } from './steps.repository.ts';

/**
 * Where the file of a step lies by now, if an earlier operation, that the step was planned behind, has moved it: where the
 * library says. Null where it lies where it was planned, or another program has moved it.
 */
export async function movedSource(db: Db, disk: Disk, step: Step): Promise<string | null> {
  const { expected, source, trackId } = step;
  // A step that takes another one back knows its place; a restore brings the file to its own.
  if (trackId === null || step.kind === 'restore' || step.result.reverses) return null;
  const place = prepare(
    db,
    `SELECT folder.path AS folder, track.path FROM track JOIN folder ON folder.id = folder_id WHERE track.id = ?`,
  ).get(trackId) as { folder: string; path: string } | undefined;
  const path = place && join(place.folder, place.path);
  if (path === undefined || path === source) return null;
  const isOurs = prepare(db, selectMoved).pluck().get({ trackId, operation: step.operationId, source, path }) === 1;
  if (!isOurs || !(await lookAt(disk, path))) return null;
  const here = expected && (await lookAt(disk, source));
  return here && compareStamp(here, expected) !== 'other' ? null : path;
}

const earlierMove = `SELECT 1 FROM file_step AS moved JOIN operation ON operation.id = moved.operation_id
  WHERE moved.track_id = @trackId AND moved.kind = 'move' AND moved.state = 'done'
    AND operation.root <= (SELECT root FROM operation WHERE id = @operation)`;

/** Whether moves took the file away from where it was planned, and brought it to where it is. */
const selectMoved = `SELECT EXISTS (${earlierMove} AND moved.source = @source)
  AND EXISTS (${earlierMove} AND moved.target = @path)`;
