import { join } from 'node:path';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { PlannedStep } from '#core/files/file-step.ts';
import { lookAt, stepStamp } from '#core/files/own-files.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';

type TrackFile = { id: number; title: string; fileName: string; path: string; folderPath: string };

/**
 * Moves the files of tracks into the system's trash, in the background; each track leaves the library with its file, and
 * both come back by undo. Tracks that are missing or whose disk is away are left alone: FILE_NOT_FOUND where all are.
 */
export async function trashTracks(
  { db, disk, journal }: Pick<Context, 'db' | 'disk' | 'journal'>,
  ids: readonly number[],
): Promise<{ operation: OperationId; count: number }> {
  const files: TrackFile[] = [];
  const steps: PlannedStep[] = [];
  for (const file of listPresentFiles(db, ids)) {
    const source = join(file.folderPath, file.path);
    // This file and no other: an operation that runs before may give its name to another one.
    const found = await lookAt(disk, source).catch(() => null);
    if (!found) continue;
    const common = { kind: 'trash', trackId: file.id, source, target: null, input: null } as const;
    steps.push({ ...common, expected: stepStamp(found), group: files.length });
    files.push(file);
  }
  const [first] = files;
  if (!first) throw new AppError('FILE_NOT_FOUND', 'None of these files is there.');
  const subject = files.length === 1 ? first.title || first.fileName : '';
  return { operation: journal.start({ kind: 'trash', subject, trackCount: files.length }, steps), count: files.length };
}

function listPresentFiles(db: Db, ids: readonly number[]): TrackFile[] {
  return prepare(
    db,
    `SELECT track.id, track.title, track.file_name AS fileName, track.path, folder.path AS folderPath
     FROM track JOIN folder ON folder.id = track.folder_id
     WHERE track.id IN (SELECT value FROM json_each(?)) AND track.missing_since IS NULL AND folder.state = 'online'
     ORDER BY track.id`,
  ).all(JSON.stringify(ids)) as TrackFile[];
}
