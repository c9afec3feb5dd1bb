import type { TempoFindings } from '#shared/findings.ts';
import { isSameCount, simpleRatio } from './beat-grid.ts';

/** What else is known about the tempo of a track, as 'review.get' answers. */
export type TempoHints = {
  tagBpm: number | null;
  sameArtist: { low: number; high: number; agreeing: number; total: number } | null;
  sameGenre: { genre: string; low: number; high: number; total: number } | null;
};

/** How a candidate counts the beats of the first one. */
export type TempoRelation =
  | 'half'
  | 'double'
  | 'twoThirds'
  | 'threeHalves'
  | 'threeQuarters'
  | 'fourThirds'
  | 'third'
  | 'triple'
  | 'quarter'
  | 'quadruple';

const relations: Readonly<Record<number, TempoRelation>> = {
  [1 / 2]: 'half',
  2: 'double',
  [2 / 3]: 'twoThirds',
  [3 / 2]: 'threeHalves',
  [3 / 4]: 'threeQuarters',
  [4 / 3]: 'fourThirds',
  [1 / 3]: 'third',
  3: 'triple',
  [1 / 4]: 'quarter',
  4: 'quadruple',
};

/** A plain reason for a candidate; each is a fact of the data. */
export type TempoReason =
  | { code: 'bothMethods' | 'tracker' | 'secondMethod' | 'otherCount' }
  | { code: TempoRelation; of: number }
  | { code: 'tag'; bpm: number }
  | { code: 'genre'; genre: string; low: number; high: number }
  | { code: 'artist'; low: number; high: number; agreeing: number; total: number }
  | { code: 'windows'; agreeing: number; total: number };

/**
 * At most two reasons for a tempo. First, where the count comes from: which method heard it, or how it counts the beats
 * of the best candidate. Then the strongest thing that speaks for it: tag, artist, genre, or stretches that agree.
 */
export function tempoReasons(bpm: number, tempo: TempoFindings, hints: TempoHints): TempoReason[] {
  const origin = originOf(bpm, tempo);
  const support = supportFor(bpm, tempo, hints);
  return support ? [origin, support] : [origin];
}

const widestRange = 1.35;

function originOf(bpm: number, { candidates, opinions }: TempoFindings): TempoReason {
  const best = candidates[0]?.bpm;
  const ratio = best === undefined || isSameCount(bpm, best) ? null : simpleRatio(bpm, best);
  const relation = ratio === null ? undefined : relations[ratio];
  if (relation && best !== undefined) return { code: relation, of: best };
  const heard = opinions.filter((opinion) => opinion.bpm !== null && isSameCount(opinion.bpm, bpm));
  if (heard.length > 1) return { code: 'bothMethods' };
  if (heard[0]) return { code: heard[0].method === 'resolver' ? 'tracker' : 'secondMethod' };
  return best !== undefined && isSameCount(bpm, best) ? { code: 'tracker' } : { code: 'otherCount' };
}

/** A range that holds half of all music speaks for nothing. */
function isTelling({ low, high }: { low: number; high: number }): boolean {
  return high <= low * widestRange;
}

function supportFor(bpm: number, tempo: TempoFindings, hints: TempoHints): TempoReason | null {
  const { tagBpm, sameArtist, sameGenre } = hints;
  // Tags are often rounded to a whole number.
  if (tagBpm !== null && Math.abs(bpm - tagBpm) < 1) return { code: 'tag', bpm: tagBpm };
  if (sameArtist && isTelling(sameArtist) && bpm >= sameArtist.low && bpm <= sameArtist.high)
    return { code: 'artist', ...sameArtist };
  if (sameGenre && isTelling(sameGenre) && bpm >= sameGenre.low && bpm <= sameGenre.high) {
    return { code: 'genre', genre: sameGenre.genre, low: sameGenre.low, high: sameGenre.high };
  }
  const counted = tempo.windows.filter((window) => window.bpm !== null);
  if (counted.length < 2) return null;
  const agreeing = counted.filter((window) => Math.abs(window.bpm! - bpm) <= 0.02 * bpm).length;
  return { code: 'windows', agreeing, total: counted.length };
}
