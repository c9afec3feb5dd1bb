import type { Db } from '#core/db/query.ts';
import type { SoundTable } from '#core/sounds/sound-table.ts';
import type { MatcherName } from '#shared/generate-options.ts';
import type { Reason } from '#shared/reasons.ts';
import type { TrackFacts, TrackTable } from './track-table.ts';

/** A track that has something in common with a seed. */
export type Match = {
  trackId: number;
  /** 0, nothing in common, to 1, could not be better. About 0.5 is what a listener would still call like it. */
  score: number;
  reasons: Reason[];
};

/** What a matcher may look at. All of it is of one state of the library. */
export type MatchContext = {
  /** Tracks that may be answered; the seed is none of them. */
  candidates: readonly TrackFacts[];
  /** Whether a track is one of them. */
  isCandidate(trackId: number): boolean;
  /** Every track of the library. */
  tracks: TrackTable;
  /** How they sound. */
  sounds: SoundTable;
  /** Reads only. */
  db: Db;
  /** Of tracks that a listening service named for the seed: how often they are heard with it, 0 to 1. */
  heard: ReadonlyMap<number, number>;
};

/** Finds tracks like a seed in one respect. Runs in a thread of its own, and never writes. */
export type Matcher = {
  name: MatcherName;
  /** Whether it can say anything about this seed. Where not, the others share its weight. */
  knows(seed: TrackFacts, context: MatchContext): boolean;
  /**
   * The `n` candidates most like the seed, the best first; fewer where the others have nothing in common with it. Where
   * there are no more than `n` candidates, all that have anything in common are answered, so that a blend can compare them.
   */
  match(seed: TrackFacts, n: number, context: MatchContext): Match[];
};
