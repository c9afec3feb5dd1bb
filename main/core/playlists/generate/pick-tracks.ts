import type { Db } from '#core/db/query.ts';
import type { GenerateLength } from '#shared/generate-options.ts';
import { shares, type TrackFacts } from '../matchers/track-table.ts';
import type { Blended } from './blend-matches.ts';
import { UsedRecordings } from './used-recordings.ts';

type Choice = {
  db: Db;
  /** Tracks between two that share an artist. */
  artistSpacing: number;
  rejected: ReadonlySet<number>;
};

export type Picked = {
  picks: Blended[];
  /** How many more would have fitted but for an artist that stands too near. */
  spaced: number;
};

/** What a track of unknown length counts as. */
const usualLengthMs = 240_000;
const mostTracks = 500;

/** The best that go together behind a seed, in the order of their scores as far as artists allow. */
export function pickPlaylist(
  seed: TrackFacts,
  ranked: readonly Blended[],
  { db, artistSpacing, rejected, length }: Choice & { length: GenerateLength },
): Picked {
  const used = new UsedRecordings(db, [seed]);
  const chosen: TrackFacts[] = [seed];
  const picks: Blended[] = [];
  const rest = ranked.filter(({ track }) => !rejected.has(track.id));
  let durationMs = lengthOf(seed);
  while (!isFull(chosen.length, length)) {
    const recent = artistSpacing === 0 ? [] : chosen.slice(-artistSpacing);
    const place = rest.findIndex(({ track }) => isFarFrom(track, recent));
    const [next] = place === -1 ? [] : rest.splice(place, 1);
    if (!next) return { picks, spaced: rest.filter(({ track }) => !used.has(track)).length };
    if (used.has(next.track)) continue;
    if (length.unit === 'minutes') {
      // The last one is in where more than half of it is.
      if (durationMs + lengthOf(next.track) / 2 > length.amount * 60_000) break;
      durationMs += lengthOf(next.track);
    }
    used.add(next.track);
    chosen.push(next.track);
    picks.push(next);
  }
  return { picks, spaced: 0 };
}

/** What could stand at one place of a list instead, the best first; the rest of the list stays. */
export function pickForPlace(
  tracks: readonly (TrackFacts | undefined)[],
  ranked: readonly Blended[],
  { db, artistSpacing, rejected, index, count }: Choice & { index: number; count: number },
): Picked {
  const others = tracks.filter((track, place) => place !== index && track !== undefined) as TrackFacts[];
  const near = tracks.filter(
    (track, place) => track !== undefined && place !== index && Math.abs(place - index) <= artistSpacing,
  ) as TrackFacts[];
  const current = tracks[index];
  const used = new UsedRecordings(db, current ? [...others, current] : others);
  const picks: Blended[] = [];
  let spaced = 0;
  for (const blended of ranked) {
    if (picks.length === count) return { picks, spaced: 0 };
    if (rejected.has(blended.track.id) || used.has(blended.track)) continue;
    if (!isFarFrom(blended.track, near)) {
      spaced += 1;
      continue;
    }
    // A copy of one that is offered is no other offer.
    used.add(blended.track);
    picks.push(blended);
  }
  return { picks, spaced };
}

function isFull(count: number, length: GenerateLength): boolean {
  return count >= (length.unit === 'tracks' ? Math.min(mostTracks, length.amount) : mostTracks);
}

function lengthOf({ durationMs }: TrackFacts): number {
  return durationMs ?? usualLengthMs;
}

function isFarFrom({ makers }: TrackFacts, others: readonly TrackFacts[]): boolean {
  return others.every((other) => !shares(makers, other.makers));
}
