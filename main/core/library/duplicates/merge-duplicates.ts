import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import { toFileError } from '#core/files/file-error.ts';
import type { PlannedStep, StepStamp } from '#core/files/file-step.ts';
import { isSameInode, lookAt, stepStamp } from '#core/files/own-files.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { stampOf } from '#core/library/scan/reading/file-stamp.ts';
import { giveEntries } from '#core/playlists/give-entries.ts';
import { giveTracks } from '#core/tracklists/give-tracks.ts';
import type { MergedDuplicates } from '#shared/contract/library/duplicates.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { findStoredGroup } from './duplicates.repository.ts';
import { followKeeper } from './follow-keeper.ts';

export type MergeRequest = { id: number; keep: number; trash: readonly number[] };

export type Merger = {
  db: Db;
  disk: Disk;
  /** Whether something is being done to a track's file. */
  isBusy(trackId: number): boolean;
  /** Notes one operation, sets its values and begins with its files. */
  begin(work: { changes: ValueChange[]; steps: PlannedStep[]; subject: string }): MergedDuplicates['operation'];
};

type FileRow = {
  id: number;
  folder_path: string;
  folder_state: 'online' | 'offline';
  path: string;
  file_name: string;
  title: string;
  size_bytes: number;
  modified_us: number;
  missing_since: number | null;
};

type Checked = { row: FileRow; path: string; stamp: StepStamp } | { row: FileRow; code: ErrorCode };
type Ready = { request: MergeRequest; keeper: FileRow; going: { row: FileRow; path: string; stamp: StepStamp }[] };

/**
 * Keeps one file of each group: it takes over what the others have that it lacks, and they go to the trash. A file that
 * is not what the library knows is not touched; where that is the one to keep, nothing of its group is.
 *
 * Throws NOT_FOUND where no group is left, INVALID_INPUT where a request contradicts itself or another one.
 */
export async function mergeDuplicates(merger: Merger, requests: readonly MergeRequest[]): Promise<MergedDuplicates> {
  const { db } = merger;
  checkRequests(requests);
  const known = requests.filter((request) => isMember(db, request));
  if (known.length === 0) throw new AppError('NOT_FOUND', 'These duplicates are not there any more.');
  const ready: Ready[] = [];
  const left: MergedDuplicates['left'] = [];
  for (const request of known) {
    const checked = await checkGroup(merger, request);
    left.push(...checked.left);
    if (checked.ready) ready.push(checked.ready);
  }
  const files = ready.flatMap(({ going }) => going);
  const operation = files.length === 0 ? null : begin(merger, ready);
  return {
    operation,
    groups: ready.length,
    files: files.length,
    sizeBytes: files.reduce((sum, { row }) => sum + row.size_bytes, 0),
    left,
  };
}

function begin({ db, begin: start }: Merger, ready: readonly Ready[]): MergedDuplicates['operation'] {
  return db
    .transaction(() => {
      const given = new Map(ready.flatMap(({ keeper, going }) => going.map(({ row }) => [row.id, keeper.id])));
      const changes = [
        ...ready.flatMap(({ request, keeper, going }) => changesOf(db, request, keeper, going)),
        // One playlist may hold files of several groups: its changes are one.
        ...giveEntries(db, given),
        ...giveTracks(db, given),
      ];
      let group = 0;
      const steps = ready.flatMap(({ going }) =>
        going.map(({ row, path, stamp }): PlannedStep => {
          group += 1;
          return { kind: 'trash', trackId: row.id, source: path, target: null, expected: stamp, group, input: null };
        }),
      );
      const [first] = ready;
      const subject = ready.length === 1 && first ? first.keeper.title || first.keeper.file_name : '';
      return start({ changes, steps, subject });
    })
    .immediate();
}

function changesOf(db: Db, request: MergeRequest, keeper: FileRow, going: Ready['going']): ValueChange[] {
  const group = findStoredGroup(db, request.id);
  const offsetsMs = new Map(group?.members.map(({ track_id, offset_ms }) => [track_id, offset_ms]));
  const losers = going.map(({ row }) => row.id);
  return followKeeper(db, {
    keeper: keeper.id,
    losers,
    offsetsMs,
    isOneRecording: group !== undefined && group.kind !== 'maybe',
  });
}

function checkRequests(requests: readonly MergeRequest[]): void {
  const kept = new Set(requests.map(({ keep }) => keep));
  const going = requests.flatMap(({ trash }) => trash);
  const isContradiction = going.some((id) => kept.has(id)) || new Set(going).size < going.length;
  if (isContradiction) throw new AppError('INVALID_INPUT', 'A file cannot be kept and go, or go twice.');
}

function isMember(db: Db, { id, keep, trash }: MergeRequest): boolean {
  const members = new Set(findStoredGroup(db, id)?.members.map(({ track_id }) => track_id));
  return members.has(keep) && trash.every((each) => members.has(each));
}

async function checkGroup(
  merger: Merger,
  { id, keep, trash }: MergeRequest,
): Promise<{ ready: Ready | null; left: MergedDuplicates['left'] }> {
  const request = { id, keep, trash };
  const keeper = await checkFile(merger, keep);
  if ('code' in keeper) return { ready: null, left: [asLeft(keeper)] };
  const left: MergedDuplicates['left'] = [];
  const going: Ready['going'] = [];
  for (const each of trash) {
    const file = await checkFile(merger, each);
    if ('code' in file) left.push(asLeft(file));
    else if (await isSameFile(merger.disk, keeper.path, file.path)) left.push(asLeft({ ...file, code: 'FILE_LINKED' }));
    else going.push(file);
  }
  return { ready: going.length > 0 ? { request, keeper: keeper.row, going } : null, left };
}

/** Whether a file is where and what the library says. */
async function checkFile({ db, disk, isBusy }: Merger, id: number): Promise<Checked> {
  const row = prepare(
    db,
    `SELECT track.id, folder.path AS folder_path, folder.state AS folder_state, track.path, track.file_name, track.title,
       track.size_bytes, track.modified_us, track.missing_since
     FROM track JOIN folder ON folder.id = track.folder_id WHERE track.id = ?`,
  ).get(id) as FileRow;
  if (row.folder_state === 'offline') return { row, code: 'FOLDER_OFFLINE' };
  if (isBusy(id)) return { row, code: 'FILE_BUSY' };
  const path = join(row.folder_path, row.path);
  try {
    const stats = await lookAt(disk, path);
    if (!stats) return { row, code: 'FILE_NOT_FOUND' };
    const { sizeBytes, modifiedUs } = stampOf(stats);
    const isKnown = stats.isFile() && sizeBytes === row.size_bytes && modifiedUs === row.modified_us;
    return isKnown ? { row, path, stamp: stepStamp(stats) } : { row, code: 'FILE_CHANGED' };
  } catch (error) {
    return { row, code: toFileError(error).code };
  }
}

/** Whether two paths lead to one file: a link, or a folder that is there twice. Trashing the one would lose the other. */
async function isSameFile(disk: Disk, one: string, other: string): Promise<boolean> {
  const [first, second] = [await lookAt(disk, one), await lookAt(disk, other)];
  if (!first || !second) return true;
  return isSameInode(first, second) || (await realpath(one)) === (await realpath(other));
}

function asLeft({ row, code }: { row: FileRow; code: ErrorCode }): MergedDuplicates['left'][number] {
  return { id: row.id as TrackId, fileName: row.file_name, code };
}
