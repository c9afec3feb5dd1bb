import type { Db } from '#core/db/query.ts';
import { hasOpenSteps } from './presence.repository.ts';

/** What Ledgerline itself does to files (core/files/journal), for a scan that must not take it for news. */
export type OwnWork = {
  /** Grows with each step. */
  readonly clock: number;
  isPathTouched(path: string, since: number): boolean;
  isTrackTouched(trackId: number, since: number): boolean;
};

/** Tells a scan what of its files and tracks Ledgerline worked on since the scan began, or is about to. */
export class OwnWorkSince {
  readonly #db: Db;
  readonly #work: OwnWork | undefined;
  readonly #since: number;

  constructor(db: Db, work: OwnWork | undefined) {
    this.#db = db;
    this.#work = work;
    this.#since = work?.clock ?? 0;
  }

  /** False in nearly every scan: then nothing else has to be asked. */
  isAny(): boolean {
    return this.#work !== undefined && (this.#work.clock !== this.#since || hasOpenSteps(this.#db));
  }

  hasPath(path: string): boolean {
    return this.isAny() && (this.#work?.isPathTouched(path, this.#since) ?? false);
  }

  hasTrack(trackId: number): boolean {
    return this.isAny() && (this.#work?.isTrackTouched(trackId, this.#since) ?? false);
  }
}
