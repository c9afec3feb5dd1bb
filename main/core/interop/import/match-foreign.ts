import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { quickHash } from '#core/files/audio-hash.ts';
import { EntryMatcher, sureScore } from '#core/playlists/match-entry.ts';
import type { PathRule } from '#shared/contract/interop.ts';
import type { EntryFacts } from '#shared/contract/playlists.ts';
import type { ForeignTrack } from '../foreign-library.ts';
import { isAddress } from '../foreign-path.ts';
import { numberBetween } from '../number-between.ts';
import { applyRules } from '../path-rules.ts';
import { PathFinder } from './find-by-path.ts';

export type ForeignMatch =
  | { trackId: number; by: 'byPath' | 'bySound' | 'byTags' }
  | { trackId: null; reason: 'notFound' | 'unsure' };

/** Finds tracks of another program's library in ours: by path, by the sound of the file it names, by tags. */
export class ForeignMatcher {
  readonly #db: Db;
  readonly #paths: PathFinder;
  readonly #matcher: EntryMatcher;
  readonly #rules: readonly PathRule[];

  constructor(db: Db, rules: readonly PathRule[]) {
    this.#db = db;
    this.#paths = new PathFinder(db);
    this.#matcher = new EntryMatcher(db);
    this.#rules = rules;
  }

  match(track: ForeignTrack): ForeignMatch {
    const location = applyRules(track.path, this.#rules);
    // Whatever it is called there: titles are changed in every program.
    const byPath = this.#paths.find(location);
    if (byPath !== undefined) return { trackId: byPath, by: 'byPath' };
    const bySound = this.#findBySound(location);
    if (bySound !== undefined) return { trackId: bySound, by: 'bySound' };
    const found = this.#matcher.match({ ...factsOf(track), location });
    if (found && found.score >= sureScore) return { trackId: found.trackId, by: 'byTags' };
    return { trackId: null, reason: found ? 'unsure' : 'notFound' };
  }

  /** The same music under another name, where the file can be read. */
  #findBySound(path: string): number | undefined {
    if (path === '' || !isAbsolute(path)) return undefined;
    try {
      if (!statSync(path).isFile()) return undefined;
      const hash = quickHash(path).quickHash;
      return prepare(
        this.#db,
        'SELECT id FROM track WHERE quick_hash = ? ORDER BY missing_since IS NOT NULL, id LIMIT 1',
      )
        .pluck()
        .get(hash) as number | undefined;
    } catch {
      // Not there, or not to be read: tags have to tell.
      return undefined;
    }
  }
}

/** Four months: what claims more says nothing. */
const longestMs = 1e10;

/** What an entry keeps of a track that is not in the library. */
export function factsOf(track: ForeignTrack): EntryFacts {
  const { title, artist, album, isrc, path, key } = track;
  const duration = numberBetween(track.durationMs, 1, longestMs);
  const durationMs = duration === null ? null : Math.round(duration);
  return { title, artist, album, durationMs, isrc, location: path || (isAddress(key) ? key : '') };
}
