import { type Db, prepare } from '#core/db/query.ts';
import { EntryMatcher, sureScore } from './match-entry.ts';
import { type EntryState, getEntries } from './playlists.repository.ts';

/*
 * An entry outlives its track. Where the track comes back under its number, the entry has it again without anybody doing
 * anything; where the file comes as a new track, it is matched by what the entry keeps.
 */

/** Entries without a track in the library: of one playlist, or of all. */
export function deadEntries(db: Db, playlistId: number | null): number[] {
  return prepare(
    db,
    `SELECT id FROM playlist_entry WHERE (@playlistId IS NULL OR playlist_id = @playlistId)
       AND (track_id IS NULL OR track_id NOT IN (SELECT id FROM track)) ORDER BY playlist_id, position`,
  )
    .pluck()
    .all({ playlistId }) as number[];
}

/** Those of the entries whose track is surely found, with it; and how many may have one. */
export function findTracks(
  db: Db,
  entryIds: readonly number[],
  matcher = new EntryMatcher(db),
): { found: Map<number, number>; unsure: number } {
  const found = new Map<number, number>();
  let unsure = 0;
  for (const entry of getEntries(db, entryIds)) {
    const match = matcher.match(entry);
    if (!match) continue;
    if (match.score >= sureScore) found.set(entry.id, match.trackId);
    else unsure += 1;
  }
  return { found, unsure };
}

const looksAfterMs = 500;
/** So many are matched before other work has its turn. */
const matchedAtOnce = 40;

type RelinkerOptions = {
  db: Db;
  logError: (message: string, error: unknown) => void;
  /** Entries have their tracks again. */
  onLinked: () => void;
};

/**
 * Gives dead entries their tracks when the library has grown. That is no operation: nothing the user made changes, and an
 * entry whose track may come back out of the trash waits for it.
 */
export class EntryRelinker {
  readonly #options: RelinkerOptions;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: RelinkerOptions) {
    this.#options = options;
  }

  /** Tracks may have come. */
  touch(): void {
    if (this.#isClosed || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#work = this.#work
        .then(() => this.#relink())
        .catch((error) => this.#options.logError('Entries of playlists could not be matched', error));
    }, looksAfterMs);
  }

  async waitForIdle(): Promise<void> {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#work = this.#work.then(() => this.#relink());
    }
    await this.#work;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#work;
  }

  async #relink(): Promise<void> {
    const { db, onLinked } = this.#options;
    const removed = prepare(
      db,
      `SELECT playlist_entry.id FROM playlist_entry JOIN removed_track ON removed_track.track_id = playlist_entry.track_id`,
    );
    const waiting = new Set(removed.pluck().all() as number[]);
    const dead = deadEntries(db, null).filter((id) => !waiting.has(id));
    let linked = 0;
    let matcher = new EntryMatcher(db);
    for (let start = 0; start < dead.length && !this.#isClosed; start += matchedAtOnce) {
      const { found } = findTracks(db, dead.slice(start, start + matchedAtOnce), matcher);
      for (const [entryId, trackId] of found) linked += linkEntry(db, entryId, trackId);
      await new Promise((resolve) => setImmediate(resolve));
      // The library may have changed meanwhile; what was read of it is good for a while only.
      if (start % (matchedAtOnce * 50) === 0) matcher = new EntryMatcher(db);
    }
    if (linked > 0) onLinked();
  }
}

/** A crate has each track once: there the entry stays as it is where the track is in it already. */
function linkEntry(db: Db, entryId: number, trackId: number): number {
  return prepare(
    db,
    `UPDATE playlist_entry SET track_id = @trackId WHERE id = @entryId AND EXISTS (SELECT 1 FROM track WHERE id = @trackId)
       AND NOT EXISTS (SELECT 1 FROM playlist JOIN playlist_entry AS other ON other.playlist_id = playlist.id
         WHERE playlist.id = playlist_entry.playlist_id AND kind = 'crate' AND other.track_id = @trackId)`,
  ).run({ trackId, entryId }).changes;
}

/** The entry, or undefined where it is gone. */
export function findEntry(db: Db, entryId: number): EntryState | undefined {
  return getEntries(db, [entryId])[0];
}
