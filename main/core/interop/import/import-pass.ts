import type { Db } from '#core/db/query.ts';
import type { GrowingOperation } from '#core/history/growing-operation.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { ImportCount, ImportCounts, ImportMiss, ImportOptions, PathRule } from '#shared/contract/interop.ts';
import { AppError } from '#shared/errors.ts';
import type { ForeignFormat } from '../foreign-format.ts';
import type { ForeignPart, ForeignTrack } from '../foreign-library.ts';
import { plainName } from '../foreign-path.ts';
import { addMiss, emptyCounts } from './import-reports.repository.ts';
import { KeyBook } from './key-book.ts';
import { ForeignMatcher } from './match-foreign.ts';
import { PlaylistPlanner } from './plan-playlists.ts';
import { planTrack } from './plan-track.ts';

/** Parts read before the database is asked. */
const batchParts = 256;
/** How long the event loop is held at most. */
const holdMs = 8;
/** Parts whose changes are made together. */
const pieceParts = 24;
const shownMisses = 100;
/** Characters of a text in the report. */
const mostOfMiss = 4096;

type PassOptions = {
  db: Db;
  format: ForeignFormat;
  path: string;
  /** See `ReadOptions`. */
  scratch: string;
  options: ImportOptions;
  rules: readonly PathRule[];
  now(): number;
  signal: AbortSignal;
  /** Null for a preview, which changes nothing. */
  target: { operation: GrowingOperation; reportId: number } | null;
  onProgress(counts: ImportCounts): void;
};

/** One walk through another program's file: says what an import would do, or does it. */
export class ImportPass {
  readonly counts = emptyCounts();
  /** The first ones. */
  readonly misses: ImportMiss[] = [];
  readonly #options: PassOptions;
  readonly #book: KeyBook;
  readonly #matcher: ForeignMatcher;
  readonly #playlists: PlaylistPlanner;
  #missCount = 0;

  constructor(options: PassOptions) {
    const { db, format, path, now } = options;
    this.#options = options;
    this.#book = new KeyBook(db);
    this.#matcher = new ForeignMatcher(db, options.rules);
    this.#playlists = new PlaylistPlanner({
      ...{ db, path, now, book: this.#book, matcher: this.#matcher, format: format.id },
      fallbackName: plainName(path),
      conflicts: options.options.conflicts,
      apply: (change) => this.#apply([change]),
      count: (name, by = 1) => this.#count(name, by),
      missing: (key, playlist) =>
        this.#miss({ location: key, artist: '', title: playlist, reason: 'unknownEntry' }, 'notes'),
    });
  }

  /** Throws CANCELLED, and what reading the file throws. */
  async run(): Promise<void> {
    const { format, path, signal, scratch } = this.#options;
    const { mp3ShiftMs } = this.#options.options;
    let batch: ForeignPart[] = [];
    try {
      for await (const part of format.read?.(path, { signal, scratch, mp3ShiftMs }) ?? []) {
        batch.push(part);
        if (batch.length < batchParts) continue;
        await this.#takeAll(batch);
        batch = [];
      }
      await this.#takeAll(batch);
    } finally {
      this.#book.clear();
    }
  }

  /** In transactions that end before anybody waits. */
  async #takeAll(batch: readonly ForeignPart[]): Promise<void> {
    const { db, signal, target } = this.#options;
    for (let at = 0; at < batch.length; ) {
      if (signal.aborted) throw new AppError('CANCELLED', 'The import was cancelled.');
      const untilMs = performance.now() + holdMs;
      const transaction = db.transaction(() => {
        do {
          const changes: ValueChange[] = [];
          for (const part of batch.slice(at, at + pieceParts)) this.#take(part, changes);
          at += pieceParts;
          this.#apply(changes);
        } while (at < batch.length && performance.now() < untilMs);
      });
      // A power cut may take back the last of them; the operation ends with one that is written for good.
      if (target) db.pragma('synchronous = NORMAL');
      try {
        transaction.immediate();
      } finally {
        if (target) db.pragma('synchronous = FULL');
      }
      this.#options.onProgress(this.counts);
      await new Promise(setImmediate);
    }
  }

  #take(part: ForeignPart, changes: ValueChange[]): void {
    if (part.part === 'track') {
      this.#takeTrack(part.track, changes);
    } else if (part.part === 'playlist') {
      // What a list holds is told with the tracks before it.
      this.#apply(changes.splice(0));
      if (this.#options.options.playlists) this.#playlists.take(part.playlist);
    } else {
      const { code, subject } = part.note;
      this.#miss({ location: '', artist: '', title: subject, reason: code }, 'notes');
    }
  }

  #takeTrack(track: ForeignTrack, changes: ValueChange[]): void {
    this.#count('tracks');
    const match = this.#matcher.match(track);
    this.#book.set(track, match.trackId);
    if (match.trackId === null) {
      const { path: location, artist, title } = track;
      this.#count('unmatched');
      this.#miss({ location, artist, title, reason: match.reason }, match.reason === 'unsure' ? 'unsure' : undefined);
      return;
    }
    this.#count('matched');
    this.#count(match.by);
    // A file may name one of our tracks twice: the first word counts.
    if (!this.#book.claim(match.trackId)) return;
    const plan = planTrack(this.#options.db, match.trackId, track, this.#options.options);
    changes.push(...plan.changes);
    for (const name of plan.counts) this.#count(name);
  }

  #apply(changes: readonly ValueChange[]): void {
    if (changes.length > 0) this.#options.target?.operation.add(changes, this.#options.now());
  }

  #miss({ location, artist, title, reason }: ImportMiss, count?: ImportCount): void {
    if (count) this.#count(count);
    const short = (text: string) => text.slice(0, mostOfMiss).toWellFormed();
    const miss = { location: short(location), artist: short(artist), title: short(title), reason };
    if (this.misses.length < shownMisses) this.misses.push(miss);
    const { target, db } = this.#options;
    if (target) addMiss(db, target.reportId, this.#missCount, miss);
    this.#missCount += 1;
  }

  #count(name: ImportCount, by = 1): void {
    this.counts[name] += by;
  }
}
