import { type Db, prepare } from '#core/db/query.ts';
import type { EntryFacts } from '#shared/contract/playlists.ts';
import type { ForeignTrack } from '../foreign-library.ts';
import { factsOf } from './match-foreign.ts';

/** What a key of another program's file stands for. */
export type KeyMeaning = { trackId: number | null; facts: EntryFacts };

/**
 * Remembers what the keys of a file mean until its playlists ask. Kept in a temporary table, which the system may put on
 * the disk: a library of a million tracks must not stay in memory.
 */
export class KeyBook {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
    db.exec(`CREATE TEMP TABLE IF NOT EXISTS import_key (key TEXT PRIMARY KEY, track_id INTEGER, facts TEXT) WITHOUT ROWID;
      CREATE TEMP TABLE IF NOT EXISTS import_seen (track_id INTEGER PRIMARY KEY);
      DELETE FROM import_key; DELETE FROM import_seen;`);
  }

  set(track: ForeignTrack, trackId: number | null): void {
    prepare(this.#db, 'INSERT OR REPLACE INTO temp.import_key (key, track_id, facts) VALUES (?, ?, ?)').run(
      track.key,
      trackId,
      trackId === null ? JSON.stringify(factsOf(track)) : null,
    );
  }

  /** False where another track of the file was this one already. */
  claim(trackId: number): boolean {
    return prepare(this.#db, 'INSERT OR IGNORE INTO temp.import_seen (track_id) VALUES (?)').run(trackId).changes > 0;
  }

  get(key: string): KeyMeaning | undefined {
    const row = prepare(
      this.#db,
      `SELECT track_id, facts, coalesce(nullif(title, ''), file_name) AS title, artist, album, duration_ms, isrc
       FROM temp.import_key LEFT JOIN track ON track.id = track_id WHERE key = ?`,
    ).get(key) as KeyRow | undefined;
    if (!row) return undefined;
    if (row.facts !== null) return { trackId: null, facts: JSON.parse(row.facts) as EntryFacts };
    const { title, artist, album, duration_ms, isrc } = row;
    const facts = { title: title ?? '', artist: artist ?? '', album: album ?? '', isrc: isrc ?? '', location: '' };
    return { trackId: row.track_id, facts: { ...facts, durationMs: duration_ms } };
  }

  clear(): void {
    this.#db.exec('DELETE FROM temp.import_key; DELETE FROM temp.import_seen;');
  }
}

type KeyRow = {
  track_id: number | null;
  facts: string | null;
  title: string | null;
  artist: string | null;
  album: string | null;
  duration_ms: number | null;
  isrc: string | null;
};
