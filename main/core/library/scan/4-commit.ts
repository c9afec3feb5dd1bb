import { join } from 'node:path';
import type { Db } from '#core/db/query.ts';
import { clearProblem, saveProblem } from '#core/library/problems.repository.ts';
import { reviveTrack } from '#core/library/removed-tracks.repository.ts';
import type { Topic } from '#shared/contract/define.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { FileContent } from './file-reading.ts';
import type { OwnWorkSince } from './own-work.ts';
import {
  insertTrack,
  type KnownTrack,
  markMissing,
  markPresent,
  parkTrack,
  putIntoInbox,
  type TrackPlace,
  updateTrack,
} from './scan.repository.ts';

/** One thing a scan found out, ready to be written. */
export type Finding =
  | { type: 'new'; place: TrackPlace; content: FileContent }
  | { type: 'known'; place: TrackPlace; content: FileContent; track: KnownTrack }
  /** The file is as it was; the track was missing, or its analysis waits for the disk. */
  | { type: 'back'; track: KnownTrack }
  | { type: 'missing'; trackId: number }
  | { type: 'problem'; path: string; code: ErrorCode; trackId: number | null }
  | { type: 'fine'; path: string };

export type CommitOptions = {
  db: Db;
  folder: { id: number; path: string };
  ownWork: OwnWorkSince;
  now(): number;
  /** Adds an analysis job; called inside the transaction. */
  enqueueAnalysis(trackId: number): void;
  /** Notes a picture to make a thumbnail of; called inside the transaction. */
  noteArtwork(hash: string): void;
  /** When newly arrived tracks begin to wait in the Inbox; null where they do not. */
  inboxAt(): number | null;
  /** A track came here from another folder of the library. */
  onArrivedFrom(folderId: number): void;
  /** A track has been written; it has a file. */
  onTrack(trackId: number): void;
  onChange(change: { topics: Topic[]; trackIds: number[]; addedCount: number }): void;
};

/** A transaction should take about so long; nothing else happens in this thread meanwhile. */
const targetMs = 6;
const firstRows = 30;
/** Fewer would spend more on committing than on the rows, however slow the machine is just now. */
const leastRows = 25;
const mostRows = 400;
/** The write-ahead log is emptied after so many, in a turn of its own: inside a commit it would make that one too long. */
const rowsACheckpoint = 200;
/** SQLite's own threshold in pages, and what it is while we see to it. */
const usualCheckpointPages = 1000;
const scanCheckpointPages = 8000;
/** Readers wait when so much is waiting to be written. */
const mostWaiting = 600;

/**
 * Writes findings in small transactions, with a breath in between.
 *
 * The first failure (disk full, database locked) ends it: the transaction is rolled back, nothing more is written, and
 * `drain` and `room` reject with it.
 */
export class Committer {
  readonly #options: CommitOptions;
  #waiting: Finding[] = [];
  #rows = firstRows;
  #rowsInLog = 0;
  #isRunning = false;
  #failure: { error: unknown } | undefined;
  #listeners: (() => void)[] = [];

  constructor(options: CommitOptions) {
    this.#options = options;
  }

  add(findings: readonly Finding[]): void {
    this.#waiting.push(...findings);
    if (!this.#isRunning && this.#waiting.length > 0) void this.#run();
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    while (this.#waiting.length > mostWaiting && !this.#failure) await this.#nextTurn();
    this.#throwFailure();
  }

  /** Resolves when all is written. */
  async drain(): Promise<void> {
    while (this.#isRunning) await this.#nextTurn();
    this.#throwFailure();
  }

  /** Gives up what is not written yet; resolves when nothing is being written any more. */
  async stop(): Promise<void> {
    this.#waiting = [];
    while (this.#isRunning) await this.#nextTurn();
  }

  /** Writes all of them in one transaction, for moves that exchange places. */
  async writeTogether(findings: readonly Finding[]): Promise<void> {
    await this.drain();
    this.#write(findings, true);
  }

  async #run(): Promise<void> {
    const { db } = this.#options;
    this.#isRunning = true;
    db.pragma(`wal_autocheckpoint = ${scanCheckpointPages}`);
    try {
      // What was added in this turn of the event loop belongs together.
      await new Promise(setImmediate);
      while (this.#waiting.length > 0) {
        this.#write(this.#waiting.splice(0, this.#rows), false);
        await new Promise(setImmediate);
        this.#tell();
        await this.#checkpoint();
      }
    } catch (error) {
      this.#failure = { error };
      this.#waiting = [];
    }
    db.pragma(`wal_autocheckpoint = ${usualCheckpointPages}`);
    this.#isRunning = false;
    this.#tell();
  }

  async #checkpoint(): Promise<void> {
    if (this.#rowsInLog < rowsACheckpoint) return;
    this.#rowsInLog = 0;
    this.#options.db.pragma('wal_checkpoint(PASSIVE)');
    await new Promise(setImmediate);
  }

  #write(found: readonly Finding[], exchange: boolean): void {
    const { db } = this.#options;
    const topics = new Set<Topic>();
    const trackIds: number[] = [];
    let addedCount = 0;
    const started = performance.now();
    const transaction = db.transaction(() => {
      const findings = found.filter((finding) => this.#isStillTrue(finding));
      if (exchange) for (const finding of findings) if (finding.type === 'known') parkTrack(db, finding.track.id);
      for (const finding of findings) {
        const id = this.#apply(finding);
        if (id !== undefined) trackIds.push(id);
        if (finding.type === 'new') addedCount += 1;
        topics.add(finding.type === 'problem' || finding.type === 'fine' ? 'problems' : 'tracks');
      }
    });
    // A power cut may take back the last findings, which the next scan finds again: the folder stays marked until its end,
    // which is written for good. Nobody else can write in between.
    db.pragma('synchronous = NORMAL');
    try {
      transaction.immediate();
    } finally {
      db.pragma('synchronous = FULL');
    }
    this.#rowsInLog += found.length;
    this.#adapt(found.length, performance.now() - started);
    for (const id of trackIds) this.#options.onTrack(id);
    this.#options.onChange({ topics: [...topics], trackIds, addedCount });
  }

  #adapt(rows: number, tookMs: number): void {
    const ideal = (rows * targetMs) / Math.max(tookMs, 0.5);
    this.#rows = Math.round(Math.min(mostRows, Math.max(leastRows, Math.min(ideal, this.#rows * 1.5))));
  }

  /** Between reading and writing, Ledgerline itself may have moved the file or taken its track out of the library. */
  #isStillTrue(finding: Finding): boolean {
    const { folder, ownWork } = this.#options;
    if (!ownWork.isAny()) return true;
    switch (finding.type) {
      case 'new':
        return !ownWork.hasPath(join(folder.path, finding.place.path));
      case 'known':
        return !ownWork.hasTrack(finding.track.id) && !ownWork.hasPath(join(folder.path, finding.place.path));
      case 'back':
        return !ownWork.hasTrack(finding.track.id);
      case 'missing':
        return !ownWork.hasTrack(finding.trackId);
      default:
        return true;
    }
  }

  /** Returns the id of the track that changed. */
  #apply(finding: Finding): number | undefined {
    const { db, folder, now } = this.#options;
    switch (finding.type) {
      case 'new':
        return this.#insert(finding.place, finding.content);
      case 'known':
        return this.#update(finding.track, finding.place, finding.content);
      case 'back':
        if (finding.track.isMissing) markPresent(db, finding.track.id);
        if (finding.track.analysisState === 'waiting') this.#options.enqueueAnalysis(finding.track.id);
        return finding.track.id;
      case 'missing':
        markMissing(db, finding.trackId, now());
        return finding.trackId;
      case 'problem': {
        const { path, code, trackId } = finding;
        saveProblem(db, { stage: 'scan', folderId: folder.id, path, trackId, code, at: now() });
        return trackId ?? undefined;
      }
      case 'fine':
        clearProblem(db, 'scan', folder.id, finding.path);
        return undefined;
    }
  }

  #insert(place: TrackPlace, content: FileContent): number | undefined {
    const { db, now, inboxAt } = this.#options;
    const revived = content.quickHash === null ? undefined : reviveTrack(db, place, content.quickHash);
    if (revived !== undefined) {
      updateTrack(db, revived, place, content, false);
      this.#afterWrite(revived, place, content);
      return revived;
    }
    const id = insertTrack(db, place, content, now());
    if (id === undefined) return undefined;
    const waitsSince = inboxAt();
    if (waitsSince !== null) putIntoInbox(db, id, waitsSince);
    if (content.sound.analysis_state === 'waiting') this.#options.enqueueAnalysis(id);
    this.#afterWrite(id, place, content);
    return id;
  }

  #update(track: KnownTrack, place: TrackPlace, content: FileContent): number {
    const isNewSound = content.quickHash !== null && content.quickHash !== track.quickHash;
    updateTrack(this.#options.db, track.id, place, content, isNewSound);
    if (track.folderId !== place.folderId) this.#options.onArrivedFrom(track.folderId);
    const waits = isNewSound ? content.sound.analysis_state === 'waiting' : track.analysisState === 'waiting';
    if (waits && (isNewSound || track.isMissing)) this.#options.enqueueAnalysis(track.id);
    this.#afterWrite(track.id, place, content);
    return track.id;
  }

  #afterWrite(trackId: number, { folderId, path }: TrackPlace, { problem, tags }: FileContent): void {
    const { db, now } = this.#options;
    if (problem) saveProblem(db, { stage: 'scan', folderId, path, trackId, code: problem, at: now() });
    if (tags.artwork_hash) this.#options.noteArtwork(tags.artwork_hash);
  }

  #nextTurn(): Promise<void> {
    return new Promise((resolve) => this.#listeners.push(resolve));
  }

  #tell(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
