import { type Hub, mutualProximity, usualHub } from './mutual-proximity.ts';
import { sketchDistances, sketchLength, writeSketch } from './similarity-sketch.ts';
import {
  type DistanceParts,
  type DistanceScales,
  type DistanceWeights,
  distanceParts,
  distanceWeights,
  trackDistance,
} from './track-distance.ts';

/** So many of the first pass are compared exactly, where nothing else is asked for. */
const usualShortlist = 2000;

/** The tracks of a library as a search over all of them needs them. Rows are the caller's to number. */
export type SimilarityTable = {
  /** `sketchLength` numbers a row, by `writeSketch`. */
  sketches: Float32Array;
  /** How far a row is from the rest. Asked for at most 2,000 rows a search. */
  hubOf(row: number): Hub;
  rows: number;
  scales: DistanceScales;
  /** The whole vector of a row, or null if there is none any more. Asked for at most 2,000 rows a search. */
  vectorOf(row: number): Float32Array | null;
};

export type SimilarTrack = {
  row: number;
  /** 0 for the same; random tracks are about 1 apart. */
  distance: number;
  /** 0 to 1: how likely the two are closer to each other than to others. What results are ordered by. */
  likeness: number;
  /** Why: each part in its own unit. */
  parts: DistanceParts;
};

export type SimilarOptions = {
  /** How many to answer, at most 2,000. */
  count: number;
  weights?: DistanceWeights;
  /** How many of the first pass are compared exactly: fewer are faster, and may miss some. */
  shortlist?: number;
  /** Rows to leave out: the track itself, the same artist, what was played. */
  isLeftOut?: (row: number) => boolean;
};

/**
 * The tracks most like one, the most like first: a pass over the sketches of all, then the exact distance of the 2,000
 * nearest with Mutual Proximity against hubs. Hubs are measured with the usual weights; other weights go by distance.
 */
export function findSimilar(
  table: SimilarityTable,
  query: { vector: Float32Array; hub: Hub },
  { count, weights = distanceWeights, shortlist = usualShortlist, isLeftOut = () => false }: SimilarOptions,
): SimilarTrack[] {
  const sketch = new Float32Array(sketchLength);
  writeSketch(sketch, 0, query.vector);
  const distances = sketchDistances(table.sketches, table.rows, sketch, table.scales, weights);
  const found: (Omit<SimilarTrack, 'parts'> & { vector: Float32Array })[] = [];
  const hasUsualWeights = weights === distanceWeights;
  for (const row of smallest(distances, Math.max(count, shortlist), isLeftOut)) {
    const vector = table.vectorOf(row);
    if (vector === null) continue;
    const distance = trackDistance(query.vector, vector, table.scales, weights);
    const likeness = hasUsualWeights
      ? mutualProximity(distance, query.hub, table.hubOf(row))
      : mutualProximity(distance, usualHub, usualHub);
    found.push({ row, distance, likeness, vector });
  }
  found.sort((a, b) => b.likeness - a.likeness || a.distance - b.distance || a.row - b.row);
  return found
    .slice(0, count)
    .map(({ vector, ...track }) => ({ ...track, parts: distanceParts(query.vector, vector) }));
}

/** Of a track that was not compared exactly. */
export const unknownParts: DistanceParts = { timbre: 0, rhythm: 0, chroma: 0, tempo: 0, mood: 0 };

/** The rows of the smallest values, in order: a histogram finds the border, so that only these are sorted. */
function smallest(values: Float32Array, count: number, isLeftOut: (row: number) => boolean): number[] {
  const buckets = new Int32Array(2048);
  const perUnit = 256;
  const bucketOf = (value: number) => Math.min(buckets.length - 1, Math.floor(value * perUnit));
  for (let row = 0; row < values.length; row += 1) {
    if (isLeftOut(row)) values[row] = Number.POSITIVE_INFINITY;
    else buckets[bucketOf(values[row]!)]! += 1;
  }
  let border = 0;
  for (let below = 0; border < buckets.length; border += 1) {
    below += buckets[border]!;
    if (below >= count) break;
  }
  const rows: number[] = [];
  for (let row = 0; row < values.length; row += 1) {
    if (values[row]! < Number.POSITIVE_INFINITY && bucketOf(values[row]!) <= border) rows.push(row);
  }
  return rows.sort((a, b) => values[a]! - values[b]!).slice(0, count);
}
