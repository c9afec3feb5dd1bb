import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Change } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { type WalkEntry, walk } from './1-walk.ts';
import type { MetadataReader } from './2-read-metadata.ts';
import { Committer, type Finding } from './4-commit.ts';
import { isBelow, isGone, sweep } from './5-sweep.ts';
import { isAudioFileName } from './audio-extensions.ts';
import { FileQueue } from './file-queue.ts';
import type { FileReading } from './file-reading.ts';
import { IdSet } from './id-set.ts';
import type { Pace } from './pace.ts';
import { unreadContent } from './reading/unread-content.ts';
import * as repository from './scan.repository.ts';
import { hasEntries, TrackFinder } from './track-finder.ts';

const batchSize = 32;
/** Problems that come with a track: they last as long as the file stays what it is. */
const lastingCodes: ReadonlySet<string> = new Set<ErrorCode>([
  'TAGS_UNREADABLE',
  'TAG_TOO_LARGE',
  'NO_AUDIO',
  'WORKER_TIMEOUT',
  'WORKER_CRASHED',
]);

export type RunOptions = {
  db: Db;
  folder: repository.ScanFolder;
  /** Only these paths (relative, with '/'): they are read even if they look unchanged, and nothing else is. */
  only: readonly string[] | undefined;
  reader: MetadataReader;
  pace: Pace;
  hasFfmpeg: boolean;
  now(): number;
  enqueueAnalysis(trackId: number): void;
  noteArtwork(hash: string): void;
  onChange(change: Change): void;
  onProgress(): void;
};

type KnownEntry = { path: string; track: repository.KnownTrack | undefined };

/** One scan of one folder: walk, read, match, commit, sweep. See README.md. */
export class ScanRun {
  readonly #options: RunOptions;
  readonly #queue = new FileQueue();
  readonly #seen: IdSet;
  readonly #finder: TrackFinder;
  readonly #committer: Committer;
  readonly #problems: Map<string, string>;
  readonly #touched = new Set<string>();
  readonly #unreadable: string[] = [];
  readonly #knowsTracks: boolean;
  readonly #inWork = new Set<Promise<void>>();
  #failure: { error: unknown } | undefined;
  #done = 0;
  #failed = 0;

  constructor(options: RunOptions) {
    const { db, folder } = options;
    this.#options = options;
    this.#seen = new IdSet(repository.maxTrackId(db));
    this.#finder = new TrackFinder({ db, folderId: folder.id, seen: this.#seen });
    this.#problems = repository.listScanProblems(db, folder.id);
    this.#knowsTracks = repository.hasTracks(db, folder.id);
    this.#committer = new Committer({
      db,
      folderId: folder.id,
      now: options.now,
      enqueueAnalysis: options.enqueueAnalysis,
      noteArtwork: options.noteArtwork,
      onTrack: (id) => this.#seen.add(id),
      onChange: options.onChange,
    });
  }

  get progress(): { done: number; total: number | null; failed: number } {
    return { done: this.#done, total: this.#queue.total, failed: this.#failed };
  }

  /** Rejects with CANCELLED, DISK_FULL and the like; what was committed until then stays, and a next run goes on. */
  async run(): Promise<void> {
    const { folder, only } = this.#options;
    const isThere = await this.#isRootThere();
    this.#setFolderState(isThere ? 'online' : 'offline');
    if (!isThere) return;
    const ends = new AbortController();
    const filling = this.#queue.fill(this.#source(), AbortSignal.any([ends.signal, this.#options.pace.signal]));
    try {
      await this.#readAll();
      await this.#decide(true);
      await this.#committer.drain();
      if (!only && folder.isWatched) await this.#sweep();
      await this.#committer.drain();
    } finally {
      ends.abort();
      await Promise.allSettled([...this.#inWork, filling]);
      await this.#committer.stop();
    }
  }

  /** An empty folder that had tracks is taken for the mount point of a disk that is not connected. */
  async #isRootThere(): Promise<boolean> {
    const { folder } = this.#options;
    if (await hasEntries(folder.path)) return true;
    return !this.#knowsTracks && !(await isGone(folder.path));
  }

  #setFolderState(state: 'online' | 'offline'): void {
    const { db, folder, onChange } = this.#options;
    if ((state === 'offline') === folder.isOffline) return;
    repository.setFolderState(db, folder.id, state);
    onChange({ topics: ['folders', 'tracks'] });
  }

  async *#source(): AsyncGenerator<WalkEntry[]> {
    const { db, folder, only } = this.#options;
    // A folder that only stands for files dropped one by one is never walked: the rest of it was not asked for.
    const paths = only ?? (folder.isWatched ? undefined : repository.listKnownPaths(db, folder.id));
    if (!paths) return yield* walk(folder.path);
    for (const path of paths) {
      const isFolder = await isDirectory(join(folder.path, path));
      if (isFolder && folder.isWatched) yield* walk(folder.path, path);
      else if (!isFolder && isAudioFileName(basename(path))) yield [{ type: 'file', path }];
    }
  }

  async #readAll(): Promise<void> {
    const { pace, reader } = this.#options;
    for (;;) {
      await pace.point();
      const entries = await this.#queue.take(batchSize);
      this.#throwFailure();
      if (entries.length === 0) break;
      await this.#committer.room();
      while (this.#inWork.size >= reader.capacity) await Promise.race(this.#inWork);
      const work: Promise<void> = this.#readBatch(entries)
        .catch((error: unknown) => {
          this.#failure ??= { error };
        })
        .finally(() => this.#inWork.delete(work));
      this.#inWork.add(work);
      if (this.#finder.isFull) await this.#decide(false);
    }
    await Promise.all(this.#inWork);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }

  async #readBatch(entries: readonly WalkEntry[]): Promise<void> {
    const { db, folder, only, reader, hasFfmpeg } = this.#options;
    const findings: Finding[] = [];
    const files: KnownEntry[] = [];
    for (const entry of entries) {
      this.#touched.add(entry.path);
      if (entry.type === 'problem') findings.push(this.#walkProblem(entry));
      else {
        const track = this.#knowsTracks ? repository.findByPath(db, folder.id, entry.path) : undefined;
        files.push({ path: entry.path, track });
      }
    }
    const readings = await reader.read(
      files.map(({ path, track }) => ({ path: join(folder.path, path), known: only ? null : (track ?? null) })),
      hasFfmpeg,
    );
    for (const [index, file] of files.entries()) {
      const reading = readings[index];
      if (reading) findings.push(...(await this.#findingsOf(file, reading)));
    }
    this.#committer.add(findings);
    this.#done += entries.length;
    this.#options.onProgress();
  }

  #walkProblem({ path, code, isFolder }: Extract<WalkEntry, { type: 'problem' }>): Finding {
    if (isFolder) this.#unreadable.push(path);
    this.#failed += 1;
    return { type: 'problem', path: path.toWellFormed(), code, trackId: null };
  }

  async #findingsOf({ path, track }: KnownEntry, reading: FileReading): Promise<Finding[]> {
    const fileName = basename(path);
    switch (reading.type) {
      case 'content': {
        if (reading.content.problem) this.#failed += 1;
        const finding = await this.#finder.find({ path, fileName, content: reading.content }, track);
        const isFine = reading.content.problem === null && this.#problems.has(path);
        return [...(finding ? [finding] : []), ...(isFine ? [{ type: 'fine', path } as const] : [])];
      }
      case 'unchanged':
        return track ? this.#unchanged(track) : [];
      case 'ignored':
        if (track) this.#seen.add(track.id);
        return [];
      case 'gone':
        this.#touched.delete(path);
        return track && this.#options.only && !track.isMissing ? [{ type: 'missing', trackId: track.id }] : [];
      case 'refused':
        return await this.#refused(path, track, reading.code);
    }
  }

  #unchanged(track: repository.KnownTrack): Finding[] {
    this.#seen.add(track.id);
    const findings: Finding[] = [];
    const wasAway = track.isMissing || this.#options.folder.isOffline;
    if (track.isMissing || (wasAway && track.analysisState === 'waiting')) findings.push({ type: 'back', track });
    const code = this.#problems.get(track.path);
    if (code && lastingCodes.has(code)) this.#failed += 1;
    else if (code) findings.push({ type: 'fine', path: track.path });
    return findings;
  }

  async #refused(path: string, track: repository.KnownTrack | undefined, code: ErrorCode): Promise<Finding[]> {
    this.#failed += 1;
    if (code === 'WORKER_TIMEOUT' || code === 'WORKER_CRASHED') {
      // Listed without its tags, so that the next scan knows it and does not run into it again.
      const content = await unreadContent(join(this.#options.folder.path, path), code);
      const finding = content && (await this.#finder.find({ path, fileName: basename(path), content }, track));
      if (finding) return [finding];
    }
    if (track) this.#seen.add(track.id);
    return [{ type: 'problem', path, code, trackId: track?.id ?? null }];
  }

  async #decide(isEnd: boolean): Promise<void> {
    const { together, findings } = this.#finder.decide(isEnd);
    if (together.length > 0) await this.#committer.writeTogether(together);
    this.#committer.add(findings);
    await this.#committer.room();
  }

  async #sweep(): Promise<void> {
    const { db, folder, pace } = this.#options;
    for await (const gone of sweep(db, folder, this.#seen, this.#unreadable)) {
      await pace.point();
      // The disk may have gone while we looked: then everything is gone, and nothing is missing.
      if (gone.length > 0 && !(await this.#isRootThere())) {
        this.#setFolderState('offline');
        throw new AppError('FOLDER_OFFLINE', 'The folder is no longer there. Is its disk still connected?');
      }
      this.#committer.add(gone.map((trackId) => ({ type: 'missing', trackId })));
      await this.#committer.room();
    }
    const stale = [...this.#problems.keys()].filter(
      (path) => !this.#touched.has(path) && !this.#unreadable.some((prefix) => isBelow(path, prefix)),
    );
    this.#committer.add(stale.map((path) => ({ type: 'fine', path })));
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
