import { statSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import type { Db } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import type { StepStamp } from '#core/files/file-step.ts';
import { lookAt, stepStamp } from '#core/files/own-files.ts';
import { checkedValues, type WantedEdit } from '#core/tags/edit-tags.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { TemplateField } from '#shared/name-template/index.ts';
import type { EditField } from '#shared/tags/edit-fields.ts';
import type { OrganizeFolder } from './find-proposals.ts';
import { type Move, planSteps, type StepPlan } from './plan/plan-steps.ts';
import { finishKindly } from './plan/take-turns.ts';
import { planRows } from './plan-rows.ts';
import type { ProposalDetail } from './proposal-row.ts';
import { type CurrentRow, findTrackAt, listCurrent, listOrganizeFolders } from './proposals.repository.ts';

export type Refusal = { id: TrackId; path: string; code: ErrorCode };

export type ReadyPlan = StepPlan & {
  moves: Move[];
  refused: Refusal[];
  copyBytes: number;
  trashCount: number;
  /** Values that names take from names, of files the user said yes to. */
  edits: WantedEdit[];
};

/**
 * The steps that carry out what is approved, with every file looked at once more: what is not as the library knows it is
 * refused, and whatever counted on its place with it.
 */
export async function planApproved(db: Db, disk: Disk, now: number): Promise<ReadyPlan> {
  const folders = listOrganizeFolders(db);
  const rows = listCurrent(db, now);
  const refused: Refusal[] = [];
  const stamps = new Map<number, StepStamp>();
  const first = await planRows(db, rows, folders);
  for (const row of first.rows as CurrentRow[]) {
    if (row.moves === 0) continue;
    const found = await lookAtSource(disk, row);
    if (typeof found === 'string') {
      refused.push({ id: row.track_id as TrackId, path: shortPath(row.source, folders), code: found });
      row.fault = found === 'FOLDER_OFFLINE' ? 'offline' : 'changed';
    } else stamps.set(row.track_id, found);
  }
  const { planned, snapshot } = refused.length === 0 ? first : await planRows(db, first.rows, folders);
  const moves = planned
    .filter(({ moves: isMoving, target }) => isMoving && target !== null)
    .map(
      ({ item, target, replaces }): Move => ({
        id: item.id,
        source: item.source,
        target: target as string,
        replaces,
        expected: stamps.get(item.id) ?? null,
      }),
    );
  for (const move of moves) {
    if (move.replaces === null) continue;
    const replaced = await lookAt(disk, move.replaces).catch(() => null);
    move.expectedReplaced = replaced && stepStamp(replaced);
  }
  const roots = [...folders.values()].map(({ path }) => path);
  const trackAt = (path: string) => findTrackAt(db, folders, path)?.id ?? null;
  const steps = await finishKindly(planSteps(moves, snapshot, { roots, trackAt }));
  const trashCount = moves.filter(({ replaces }) => replaces !== null).length;
  return {
    ...steps,
    moves,
    refused,
    copyBytes: bytesBetweenDisks(moves, roots),
    trashCount,
    edits: editsOf(rows, moves),
  };
}

/** The fields of a file name that are fields of a tag. */
const tagFields: Partial<Record<TemplateField, EditField>> = {
  artist: 'artist',
  title: 'title',
  album: 'album',
  track: 'trackNumber',
  disc: 'discNumber',
  label: 'label',
  catalog: 'catalogNumber',
};

/** Only where the user ticked the file: a guess from a name is no tag until somebody says so. */
function editsOf(rows: readonly CurrentRow[], moves: readonly Move[]): WantedEdit[] {
  const moving = new Set(moves.map(({ id }) => id));
  return rows
    .filter(({ decision, track_id, is_edited }) => decision === 'approved' && is_edited === 0 && moving.has(track_id))
    .flatMap(({ track_id, detail }) => {
      const { fromFileName } = JSON.parse(detail) as ProposalDetail;
      return Object.entries(fromFileName).flatMap(([name, value]): WantedEdit[] => {
        const field = tagFields[name as TemplateField];
        return field ? [{ trackId: track_id, field, values: checkedValues({ field, values: [value] }) }] : [];
      });
    });
}

async function lookAtSource(disk: Disk, row: CurrentRow): Promise<StepStamp | ErrorCode> {
  const stats = await lookAt(disk, row.source).catch(() => null);
  if (!stats) return 'FILE_NOT_FOUND';
  const isSame = Number(stats.size) === row.size_bytes && Number(stats.mtimeNs / 1000n) === row.modified_us;
  return isSame ? stepStamp(stats) : 'FILE_CHANGED';
}

function shortPath(path: string, folders: ReadonlyMap<number, OrganizeFolder>): string {
  const root = [...folders.values()].find((folder) => path.startsWith(folder.path + sep));
  return root ? relative(root.path, path).split(sep).join('/') : path;
}

/** The disk a folder of the library lies on, or null where that cannot be said. */
export function deviceOf(root: string): number | null {
  return statSync(root, { throwIfNoEntry: false })?.dev ?? null;
}

function bytesBetweenDisks(moves: readonly Move[], roots: readonly string[]): number {
  const devices = new Map(roots.map((root) => [root, deviceOf(root)]));
  const deviceAt = (path: string) => devices.get(roots.find((root) => path.startsWith(root + sep)) ?? '');
  return moves
    .filter(({ source, target }) => deviceAt(source) !== deviceAt(target))
    .reduce((sum, { expected }) => sum + (expected?.sizeBytes ?? 0), 0);
}

/** Throws DISK_FULL where a disk has less room than will be copied to it: before anything is moved. */
export async function checkRoom(moves: readonly Move[], roots: readonly string[], disk: Disk): Promise<void> {
  const needed = new Map<string, number>();
  const rootOf = (path: string) => roots.find((root) => path.startsWith(root + sep));
  for (const { source, target, expected } of moves) {
    const [from, to] = [rootOf(source), rootOf(target)];
    if (to === undefined || (from !== undefined && deviceOf(from) === deviceOf(to))) continue;
    needed.set(to, (needed.get(to) ?? 0) + (expected?.sizeBytes ?? 0));
  }
  for (const [root, bytes] of needed) {
    const freeBytes = await disk.freeBytes(root);
    if (freeBytes >= bytes) continue;
    throw new AppError('DISK_FULL', 'There is not enough room. Nothing was moved.', {
      neededBytes: bytes,
      freeBytes,
    });
  }
}

/** How many folders files would go to. */
export function countFolders(targets: Iterable<string>): number {
  const folders = new Set<string>();
  for (const target of targets) folders.add(dirname(target));
  return folders.size;
}
