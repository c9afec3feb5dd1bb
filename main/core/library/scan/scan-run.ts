import { basename, join } from 'node:path';
import type { Change } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { type WalkEntry, walk } from './1-walk.ts';
import type { MetadataReader } from './2-read-metadata.ts';
import { Committer, type Finding } from './4-commit.ts';
import { isBelow } from './5-sweep.ts';
import { FileQueue } from './file-queue.ts';
import type { FileReading, FileStamp } from './file-reading.ts';
import { IdSet } from './id-set.ts';
import { markGoneTracks } from './missing-marks.ts';
import { type OwnWork, OwnWorkSince } from './own-work.ts';
import type { Pace } from './pace.ts';
import { findPresence } from './presence.repository.ts';
import { unreadContent } from './reading/unread-content.ts';
import { findRoot, type RootFileSystem, rememberRoot } from './root-check.ts';
import * as repository from './scan.repository.ts';
import { namedEntries, outermost, type ScanScope } from './scan-scope.ts';
import { Settling, stampAt, type UnsettledFile } from './settling.ts';
import { TrackFinder } from './track-finder.ts';

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
  scope: ScanScope;
  /** Whether the user said that what is missing is gone, however much it is. */
  acceptsMissing: boolean;
  /** A file counts as whole when it stayed as it is for so long; 0 takes every file as it is found. */
  settleMs: number;
  isInboxOn(): boolean;
  rootFileSystem?: RootFileSystem;
  ownWork?: OwnWork;
  reader: MetadataReader;
  pace: Pace;
  hasFfmpeg: boolean;
  now(): number;
  enqueueAnalysis(trackId: number): void;
  noteArtwork(hash: string): void;
  /** A track came here from another folder of the library. */
  onArrivedFrom(folderId: number): void;
  /** Files that were still changing when the scan would wait no longer. False when nobody will look at them again. */
  onUnsettled(paths: readonly string[]): boolean;
  onChange(change: Change): void;
  onProgress(): void;
};

type KnownEntry = { path: string; track: repository.KnownTrack | undefined };
/**
 * How many times as long as one file takes to settle the end of a scan waits for those that are still being copied. A scan
 * of a few paths soon comes again.
 */
const settlingTimes = { all: 5, again: 5, touched: 1.5 } as const;

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
  readonly #settling: Settling<KnownEntry>;
  readonly #wasScanned: boolean;
  readonly #ownWork: OwnWorkSince;
  #failure: { error: unknown } | undefined;
  #done = 0;
  #failed = 0;

  constructor(options: RunOptions) {
    const { db, folder } = options;
    this.#options = options;
    this.#seen = new IdSet(repository.maxTrackId(db));
    this.#finder = new TrackFinder({
      db,
      folderId: folder.id,
      seen: this.#seen,
      audioHashOf: (path) => this.#audioHashOf(path),
    });
    this.#ownWork = new OwnWorkSince(db, options.ownWork);
    this.#settling = new Settling({ settleMs: options.settleMs, now: options.now });
    this.#wasScanned = findPresence(db, folder.id)?.wasScanned ?? false;
    this.#problems = repository.listScanProblems(db, folder.id);
    this.#knowsTracks = repository.hasTracks(db, folder.id);
    this.#committer = new Committer({
      db,
      folder,
      ownWork: this.#ownWork,
      now: options.now,
      enqueueAnalysis: options.enqueueAnalysis,
      noteArtwork: options.noteArtwork,
      inboxAt: () => (this.#wasScanned && options.isInboxOn() ? options.now() : null),
      onArrivedFrom: options.onArrivedFrom,
      onTrack: (id) => this.#seen.add(id),
      onChange: options.onChange,
    });
  }

  get progress(): { done: number; total: number | null; failed: number } {
    return { done: this.#done, total: this.#queue.total, failed: this.#failed };
  }

  /** Rejects with CANCELLED, DISK_FULL and the like; what was committed until then stays, and a next run goes on. */
  async run(): Promise<'done' | 'offline'> {
    const { db, folder } = this.#options;
    const root = await this.#findRoot();
    this.#setFolderState(root ? 'online' : 'offline');
    if (!root) return 'offline';
    await rememberRoot(db, folder.id, root);
    const ends = new AbortController();
    const filling = this.#queue.fill(this.#source(), AbortSignal.any([ends.signal, this.#options.pace.signal]));
    try {
      await this.#readAll();
      await this.#settle();
      await this.#decide(true);
      await this.#committer.drain();
      await this.#sweep();
      await this.#committer.drain();
      return 'done';
    } catch (error) {
      // Reading fails in many ways where the disk has gone; it has one name.
      const isOther = error instanceof AppError && error.code !== 'FOLDER_UNREADABLE';
      if (!isOther) await this.#requireRoot();
      throw error;
    } finally {
      ends.abort();
      await Promise.allSettled([...this.#inWork, filling]);
      await this.#committer.stop();
    }
  }

  #findRoot(): Promise<string | null> {
    const { db, folder, rootFileSystem } = this.#options;
    return findRoot(db, folder.id, rootFileSystem ? { fileSystem: rootFileSystem } : {});
  }

  async #requireRoot(): Promise<void> {
    if (await this.#findRoot()) return;
    this.#setFolderState('offline');
    throw new AppError('FOLDER_OFFLINE', 'The folder is no longer there. Is its disk still connected?');
  }

  #setFolderState(state: 'online' | 'offline'): void {
    const { db, folder, onChange } = this.#options;
    if (state === (repository.findScanFolder(db, folder.id)?.isOffline ? 'offline' : 'online')) return;
    repository.setFolderState(db, folder.id, state);
    onChange({ topics: ['folders', 'tracks'] });
  }

  async *#source(): AsyncGenerator<WalkEntry[]> {
    const { db, folder, scope } = this.#options;
    if (scope.kind === 'touched') return yield* namedEntries(folder.path, outermost(scope.paths), folder.isWatched);
    if (scope.kind === 'again') return yield* namedEntries(folder.path, scope.paths, folder.isWatched);
    if (folder.isWatched) return yield* walk(folder.path);
    // A folder that only stands for files dropped one by one is never walked: the rest of it was not asked for.
    yield* namedEntries(folder.path, repository.listKnownPaths(db, folder.id), false);
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
    const { db, folder, scope } = this.#options;
    const findings: Finding[] = [];
    const files: KnownEntry[] = [];
    for (const entry of entries) {
      this.#touched.add(entry.path);
      if (entry.type === 'problem') findings.push(this.#walkProblem(entry));
      else if (this.#ownWork.hasPath(join(folder.path, entry.path))) continue;
      else {
        const track = this.#knowsTracks ? repository.findByPath(db, folder.id, entry.path) : undefined;
        files.push({ path: entry.path, track });
      }
    }
    const readings = await this.#read(files, scope.kind === 'again');
    for (const [index, file] of files.entries()) {
      const reading = readings[index];
      if (!reading) continue;
      const wholePath = join(folder.path, file.path);
      const stamp = await this.#settling.unsettledStamp(wholePath, reading);
      if (stamp) this.#wait(file, wholePath, stamp);
      else findings.push(...(await this.#findingsOf(file, reading)));
    }
    await this.#commit(findings);
    this.#done += entries.length;
    this.#options.onProgress();
  }

  #read(files: readonly KnownEntry[], inAnyCase: boolean): Promise<FileReading[]> {
    const { folder, reader, hasFfmpeg } = this.#options;
    return reader.read(
      files.map(({ path, track }) => ({ path: join(folder.path, path), known: inAnyCase ? null : (track ?? null) })),
      hasFfmpeg,
    );
  }

  /** Where the disk has gone, files cannot be read, or are others: that is not to be written down. */
  async #commit(findings: readonly Finding[]): Promise<void> {
    if (findings.length === 0) return;
    await this.#requireRoot();
    this.#committer.add(findings);
  }

  #wait(file: KnownEntry, wholePath: string, stamp: FileStamp): void {
    // It has a file, so it is not missing; what it is will be read when it is whole.
    if (file.track) this.#seen.add(file.track.id);
    this.#settling.add(file, wholePath, stamp);
  }

  /** Looks again at files that changed a moment ago, until they are whole or have taken too long. */
  async #settle(): Promise<void> {
    const { pace, scope, settleMs } = this.#options;
    const latest = performance.now() + settleMs * settlingTimes[scope.kind];
    while (this.#settling.count > 0) {
      await pace.point();
      const due = this.#settling.takeDue(batchSize);
      if (due.length > 0) await this.#lookAgain(due);
      else if (performance.now() > latest) return this.#giveUp(this.#settling.takeAll());
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #lookAgain(files: readonly UnsettledFile<KnownEntry>[]): Promise<void> {
    const findings: Finding[] = [];
    const readings = await this.#read(
      files.map(({ entry }) => entry),
      true,
    );
    for (const [index, file] of files.entries()) {
      const reading = readings[index];
      const stamp = reading?.type === 'content' ? reading.content.stamp : await stampAt(file.wholePath);
      if (!reading || !stamp) continue;
      if (Settling.isSettled(file, stamp)) findings.push(...(await this.#findingsOf(file.entry, reading)));
      else this.#settling.add(file.entry, file.wholePath, stamp);
    }
    await this.#commit(findings);
  }

  async #giveUp(files: readonly UnsettledFile<KnownEntry>[]): Promise<void> {
    const paths = files.map(({ entry }) => entry.path);
    if (this.#options.onUnsettled(paths)) return;
    this.#failed += files.length;
    await this.#commit(
      files.map(({ entry: { path, track } }) => ({
        type: 'problem',
        path,
        code: 'FILE_CHANGED',
        trackId: track?.id ?? null,
      })),
    );
  }

  /** Read for the question whether a file is one that was known elsewhere; null where it cannot be read. */
  async #audioHashOf(path: string): Promise<string | null> {
    const { folder, reader, hasFfmpeg } = this.#options;
    const request = { path: join(folder.path, path), known: null, wantsAudioHash: true };
    const [reading] = await reader.read([request], hasFfmpeg);
    return reading?.type === 'content' ? (reading.content.audioHash ?? null) : null;
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
        return [];
      case 'refused':
        return await this.#refused(path, track, reading.code);
    }
  }

  #unchanged(track: repository.KnownTrack): Finding[] {
    this.#seen.add(track.id);
    const findings: Finding[] = [];
    const wasAway = track.isMissing || this.#options.folder.isOffline;
    const isToAnalyse =
      track.analysisState === 'waiting' && (wasAway || repository.wasNotFound(this.#options.db, track.id));
    if (track.isMissing || isToAnalyse) findings.push({ type: 'back', track });
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
    if (together.length > 0) {
      await this.#requireRoot();
      await this.#committer.writeTogether(together);
    }
    await this.#commit(findings);
    await this.#committer.room();
  }

  async #sweep(): Promise<void> {
    const { db, folder, scope, pace, acceptsMissing, onChange } = this.#options;
    const isAsking = await markGoneTracks({
      db,
      folder,
      seen: this.#seen,
      unreadable: this.#unreadable,
      ownWork: this.#ownWork,
      committer: this.#committer,
      below: scope.kind === 'all' ? undefined : outermost(scope.paths),
      isAccepted: acceptsMissing,
      point: () => pace.point(),
      requireRoot: () => this.#requireRoot(),
    });
    if (isAsking) onChange({ topics: ['folders'] });
    if (scope.kind === 'again') return;
    const below = scope.kind === 'all' ? [''] : scope.paths;
    const stale = [...this.#problems.keys()].filter(
      (path) =>
        !this.#touched.has(path) &&
        below.some((place) => place === '' || isBelow(path, place)) &&
        !this.#unreadable.some((prefix) => isBelow(path, prefix)),
    );
    this.#committer.add(stale.map((path) => ({ type: 'fine', path })));
  }
}
