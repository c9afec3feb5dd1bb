import { encodeSimilarity, layout } from '#core/analysis/similarity/similarity-vector.ts';
import type { Db } from '#core/db/query.ts';
import type { TrackTable } from '#core/db/schema.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { insertAnalysed } from './analysed-tracks.ts';
import { madeUpVector } from './made-up-vectors.ts';

type LikeTrack = Partial<TrackTable> & {
  /** Tracks of one sound are alike, and differ by their shade. */
  sound?: number;
  shade?: number;
};

/** An analysed track of a library that tracks are compared in: what is named of it counts, whatever its sound. */
export function insertLike(db: Db, { sound = 1, shade = 0, ...track }: LikeTrack = {}): TrackId {
  const vector = madeUpVector(sound);
  for (let index = 0; index < 25; index += 1) vector[layout.mean + index]! += 0.02 * Math.sin(shade * (index + 1));
  const id = insertAnalysed(db, { track });
  db.prepare('UPDATE analysis SET similarity = ? WHERE audio_hash = (SELECT audio_hash FROM track WHERE id = ?)').run(
    encodeSimilarity(vector),
    id,
  );
  const names = Object.keys(track).filter((name) => name !== 'id');
  if (names.length > 0) {
    const values = names.map((name) => (track as Record<string, string | number | null>)[name] ?? null);
    db.prepare(`UPDATE track SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`).run(...values, id);
  }
  return id;
}

/** A playlist with these tracks in order; answers its number. */
export function insertPlaylist(db: Db, trackIds: readonly number[], source: string | null = null): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO playlist (position, kind, name, source, created_at, changed_at) VALUES (0, 'list', 'Friday', ?, 0, ?)`,
    )
    .run(source === null ? null : JSON.stringify({ kind: source, item: '', state: '' }), trackIds.length);
  const add = db.prepare('INSERT INTO playlist_entry (playlist_id, position, track_id, added_at) VALUES (?, ?, ?, 0)');
  for (const [position, trackId] of trackIds.entries()) add.run(lastInsertRowid, position, trackId);
  return Number(lastInsertRowid);
}
