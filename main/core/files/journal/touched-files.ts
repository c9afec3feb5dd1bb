import type { Db } from '#core/db/query.ts';
import { hasOpenSteps, isPathOpen } from './steps.repository.ts';

const mostKept = 200_000;

/**
 * What steps did to which paths and tracks, in order, so that a scan under way does not take it for news: what the scan
 * saw of such a path may be older than what the library knows.
 */
export class TouchedFiles {
  readonly #db: Db;
  readonly #seen = new Map<string | number, number>();
  #clock = 0;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The present, for a scan that begins. */
  get clock(): number {
    return this.#clock;
  }

  /** Call when a step begins and again when it has ended. */
  note(things: readonly (string | number | null)[]): void {
    this.#clock += 1;
    for (const thing of things) {
      if (thing === null) continue;
      this.#seen.delete(thing);
      this.#seen.set(thing, this.#clock);
    }
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= mostKept) break;
      this.#seen.delete(oldest);
    }
  }

  /** Whether a step has worked on a path since, or is about to. */
  isPathTouched(path: string, since: number): boolean {
    return (this.#seen.get(path) ?? 0) > since || isPathOpen(this.#db, path);
  }

  isTrackTouched(trackId: number, since: number): boolean {
    return (this.#seen.get(trackId) ?? 0) > since || hasOpenSteps(this.#db, trackId);
  }
}
