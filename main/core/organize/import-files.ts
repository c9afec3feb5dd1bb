import { basename, extname, join, relative, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Db } from '#core/db/query.ts';
import { prepare } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import type { FileJournal } from '#core/files/journal/file-journal.ts';
import { lookAt, stepStamp } from '#core/files/own-files.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import { resolveExisting } from '#core/library/add-folder.ts';
import { walk } from '#core/library/scan/1-walk.ts';
import { isAudioFileName } from '#core/library/scan/audio-extensions.ts';
import type { FileContent, MetadataResult, MetadataTask } from '#core/library/scan/file-reading.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { safeName } from '#shared/name-template/index.ts';
import { checkRoom } from './apply-proposals.ts';
import { composeFor, isTooLong, type ReadyRule, readyRule, ruleFor } from './find-proposals.ts';
import { type Move, planSteps } from './plan/plan-steps.ts';
import { type PlanItem, type PlannedItem, planTargets } from './plan/plan-targets.ts';
import { Snapshot } from './plan/snapshot.ts';
import { finishKindly } from './plan/take-turns.ts';
import { findTrackAt, listOrganizeFolders } from './proposals.repository.ts';
import { getRules } from './rules.repository.ts';
import type { NamedTrack } from './track-values.ts';

export type ImportOptions = {
  db: Db;
  disk: Disk;
  journal: FileJournal;
  metadataUrl: URL;
  logError(message: string, error: unknown): void;
};

export type ImportRequest = { path: string; mode: 'copy' | 'move'; folderId: number };

export type Imported = { operation: OperationId | null; fileCount: number; skippedCount: number };

/** A file from outside, with what it says of itself. */
type Arrival = { path: string; below: string; content: FileContent | null };

const readAtOnce = 20;
const readTimeoutMs = 120_000;

/**
 * Brings music from outside into a folder of the library under the names of its patterns, numbered where a name is
 * taken; copies of what lies there already are left. A file whose fields are empty keeps its name. Nothing in the library
 * is touched, also where the source lies in it or around it. Throws FOLDER_NOT_FOUND, FOLDER_OFFLINE, DISK_FULL.
 */
export async function importFiles(request: ImportRequest, options: ImportOptions): Promise<Imported> {
  const { db, disk, journal } = options;
  const { mode, folderId } = request;
  const folders = listOrganizeFolders(db);
  const target = folders.get(folderId);
  if (!target) throw new AppError('FOLDER_NOT_FOUND', 'That folder is no longer in the library.', { folderId });
  if (!target.isOnline) throw new AppError('FOLDER_OFFLINE', 'The disk of that folder is not connected.', { folderId });
  const real = await resolveExisting(request.path);
  const roots = [...folders.values()].map(({ path }) => path);
  const { root, files, skippedCount } = await findArrivals(real, roots, disk);
  const arrivals = await readArrivals(root, files, options);
  const snapshot = new Snapshot();
  const items = arrivals.map((arrival, index) => toItem(db, arrival, index, target));
  for (const { source, wanted } of items) {
    await snapshot.addPath(root, relative(root, source).split(sep).join('/'));
    await snapshot.addPath(target.path, wanted);
  }
  const known = new Map(arrivals.map(({ path, content }) => [path, content?.quickHash ?? null]));
  const isSameAudio = (source: string, other: string) => isSame(db, known, folders, source, other);
  const planned = await planOnce(items, snapshot, isSameAudio);
  const moves = await toMoves(planned, disk);
  const skipped = skippedCount + items.length - moves.length;
  if (moves.length === 0) return { operation: null, fileCount: 0, skippedCount: skipped };
  await checkRoom(moves, roots, disk);
  const steps = await finishKindly(
    planSteps(moves, snapshot, { roots: [target.path, root], trackAt: () => null, isCopy: mode === 'copy' }),
  );
  const kind = mode === 'copy' ? 'importCopy' : 'importMove';
  const operation = journal.start({ kind, subject: basename(real), trackCount: moves.length }, steps.steps);
  return { operation, fileCount: moves.length, skippedCount: skipped };
}

async function findArrivals(
  real: string,
  roots: readonly string[],
  disk: Disk,
): Promise<{ root: string; files: string[]; skippedCount: number }> {
  const isKnown = (path: string) => roots.some((folder) => path === folder || path.startsWith(folder + sep));
  const stats = await lookAt(disk, real);
  if (stats?.isFile()) {
    const root = real.slice(0, real.lastIndexOf(sep)) || sep;
    const isOurs = isKnown(real) || !isAudioFileName(basename(real));
    return { root, files: isOurs ? [] : [basename(real)], skippedCount: isOurs ? 1 : 0 };
  }
  const files: string[] = [];
  let skippedCount = 0;
  for await (const entries of walk(real)) {
    for (const entry of entries) {
      const path = join(real, entry.path);
      const isPlain = entry.type === 'file' && !isKnown(path) && (await lookAt(disk, path))?.isFile();
      if (isPlain) files.push(entry.path);
      else skippedCount++;
    }
  }
  return { root: real, files, skippedCount };
}

async function readArrivals(root: string, files: readonly string[], options: ImportOptions): Promise<Arrival[]> {
  const pool = new WorkerPool<MetadataTask, MetadataResult>({
    url: options.metadataUrl,
    size: 1,
    memoryLimitMb: 1000,
    recycleAfterRuns: 10_000,
    logError: options.logError,
  });
  const arrivals: Arrival[] = [];
  try {
    for (let start = 0; start < files.length; start += readAtOnce) {
      const paths = files.slice(start, start + readAtOnce);
      const contents = await readSome(pool, root, paths);
      for (const [index, below] of paths.entries()) {
        arrivals.push({ path: join(root, below), below, content: contents[index] ?? null });
      }
      await nextTurn();
    }
  } finally {
    await pool.close();
  }
  return arrivals;
}

/** What cannot be read keeps its name: it is not for us to leave it behind. */
async function readSome(
  pool: WorkerPool<MetadataTask, MetadataResult>,
  root: string,
  paths: readonly string[],
): Promise<(FileContent | null)[]> {
  const task: MetadataTask = {
    type: 'read',
    requests: paths.map((path) => ({ path: join(root, path), known: null })),
    hasFfmpeg: false,
    progress: new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT),
  };
  const result = await pool.run(task, { timeoutMs: readTimeoutMs }).catch(() => null);
  if (result?.type !== 'readings') return paths.map(() => null);
  return result.readings.map((reading) => (reading.type === 'content' ? reading.content : null));
}

function toItem(
  db: Db,
  { path, below, content }: Arrival,
  index: number,
  target: { id: number; path: string },
): PlanItem {
  const rules = getRules(db);
  // A search is about tracks, and this is none yet.
  const ready = rules.rules
    .filter(({ query }) => query.trim() === '')
    .map((rule) => readyRule({ ...rule, folderId: null }, null))
    .filter((rule): rule is ReadyRule => rule !== null);
  const track = content && toNamedTrack(content, below, index);
  const rule = track ? ruleFor(track, ready) : undefined;
  const wanted = track && rule ? composeFor(track, rule, rules).wanted : '';
  const safe = safePath(wanted === '' || isTooLong(join(target.path, wanted), rules) ? below : wanted, rules);
  return {
    id: index + 1,
    source: path,
    root: target.path,
    wanted: safe,
    fault: null,
    strategy: 'number',
    decision: 'approved',
  };
}

/** The names it has, made safe for every system. */
function safePath(path: string, rules: Parameters<typeof safeName>[1]): string {
  const names = path.split('/');
  const last = names.pop() as string;
  const extension = extname(last);
  const stem = last.slice(0, last.length - extension.length);
  const folders = names.map((name) => safeName(name, rules).name).filter((name) => name !== '');
  return [...folders, safeName(stem, rules, extension).name || `_${extension}`].join('/');
}

function toNamedTrack({ tags, sound, stamp }: FileContent, below: string, index: number): NamedTrack {
  return {
    ...tags,
    ...sound,
    id: -1 - index,
    folder_id: 0,
    path: below,
    file_name: basename(below),
    size_bytes: stamp.sizeBytes,
    modified_us: stamp.modifiedUs,
    bpm: tags.tag_bpm,
    bpm_confidence: null,
    musical_key: tags.tag_key,
    key_confidence: null,
    energy: null,
    mood: '',
  };
}

function isSame(
  db: Db,
  known: ReadonlyMap<string, string | null>,
  folders: Parameters<typeof findTrackAt>[1],
  source: string,
  other: string,
): boolean {
  const hash = known.get(source);
  if (!hash) return false;
  if (known.has(other)) return known.get(other) === hash;
  const track = findTrackAt(db, folders, other);
  return track !== undefined && prepare(db, 'SELECT quick_hash FROM track WHERE id = ?').pluck().get(track.id) === hash;
}

/** What is there already with the same sound is left, and the rest planned without it. */
async function planOnce(
  items: readonly PlanItem[],
  snapshot: Snapshot,
  isSameAudio: (source: string, other: string) => boolean,
): Promise<PlannedItem[]> {
  const first = await finishKindly(planTargets(items, snapshot, { isSameAudio }));
  const copies = new Set(first.filter(({ conflict }) => conflict === 'existsSameAudio').map(({ item }) => item.id));
  if (copies.size === 0) return first;
  const others = items.filter(({ id }) => !copies.has(id));
  return await finishKindly(planTargets(others, snapshot, { isSameAudio }));
}

async function toMoves(planned: readonly PlannedItem[], disk: Disk): Promise<Move[]> {
  const moves: Move[] = [];
  for (const { item, target, moves: isMoving } of planned) {
    const stats = isMoving && target !== null ? await lookAt(disk, item.source) : null;
    if (!stats?.isFile() || target === null) continue;
    moves.push({ id: null, source: item.source, target, replaces: null, expected: stepStamp(stats) });
  }
  return moves;
}
