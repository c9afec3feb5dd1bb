import { basename, relative, sep } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { makeRoom, removeTrack, restoreTrack } from '#core/library/removed-tracks.repository.ts';
import type { FileStamp } from '#core/library/scan/file-reading.ts';
import { moveTrack, type TrackPlace, updateTrack } from '#core/library/scan/scan.repository.ts';
import { endWrittenEdits } from '#core/tags/keep-edits.ts';
import type { StepStamp } from '../file-step.ts';
import type { Step, StepResult } from './steps.repository.ts';

/** A file that came into a folder of the library without being a track. */
export type NewFile = { folderId: number; path: string };

/**
 * Lets the library follow what a step did, in the transaction that ends it. Answers with a file that a scan should look
 * at, where there is one.
 */
export function followStep(db: Db, step: Step, result: StepResult): NewFile | null {
  const { kind, trackId, source, target } = step;
  if (kind === 'makeFolder' || kind === 'removeFolder') return null;
  if (kind === 'trash') {
    if (trackId !== null) removeTrack(db, trackId, step.operationId);
    return null;
  }
  const path = target ?? source;
  const place = placeOf(db, path);
  if (trackId === null || kind === 'copy' || kind === 'create')
    return place && { folderId: place.folderId, path: place.path };
  // Also where the file said so already, and not a byte was written.
  if (kind === 'write') endWrittenEdits(db, step.operationId, trackId);
  if (!place || !result.after) return null;
  if (kind === 'write') followWrite(db, step, trackId, place, result);
  else followMove(db, trackId, place, result.after);
  return null;
}

/**
 * The track a step is about. A file that was new when its undo was planned may be a track by the time it goes to the
 * trash.
 */
export function trackOf(db: Db, { kind, trackId, source }: Step): number | null {
  if (trackId !== null || kind !== 'trash') return trackId;
  const place = placeOf(db, source);
  if (!place) return null;
  const found = prepare(db, 'SELECT id FROM track WHERE folder_id = ? AND path = ?')
    .pluck()
    .get(place.folderId, place.path);
  return typeof found === 'number' ? found : null;
}

/** Where a path lies in the library: in the innermost of its folders. Null where it lies in none. */
export function placeOf(db: Db, path: string): TrackPlace | null {
  const folders = prepare(db, 'SELECT id, path FROM folder').all() as { id: number; path: string }[];
  let best: { id: number; path: string } | undefined;
  for (const folder of folders) {
    const start = folder.path.endsWith(sep) ? folder.path : folder.path + sep;
    if (path.startsWith(start) && (!best || folder.path.length > best.path.length)) best = folder;
  }
  if (!best) return null;
  return { folderId: best.id, path: relative(best.path, path).split(sep).join('/'), fileName: basename(path) };
}

function followMove(db: Db, trackId: number, place: TrackPlace, after: StepStamp): void {
  const known = prepare(db, 'SELECT 1 FROM track WHERE id = ?').get(trackId) !== undefined;
  if (!known && !restoreTrack(db, trackId, place)) return;
  makeRoom(db, place.folderId, place.path, trackId);
  moveTrack(db, trackId, place, toFileStamp(after));
}

function followWrite(db: Db, _step: Step, trackId: number, place: TrackPlace, result: StepResult): void {
  if (!result.content || prepare(db, 'SELECT 1 FROM track WHERE id = ?').get(trackId) === undefined) return;
  updateTrack(db, trackId, place, result.content, false);
}

function toFileStamp({ device, inode, sizeBytes, modifiedNs }: StepStamp): FileStamp {
  return {
    sizeBytes,
    modifiedUs: Number(BigInt(modifiedNs) / 1000n),
    fileKey: inode === '0' ? null : `${device}:${inode}`,
  };
}
