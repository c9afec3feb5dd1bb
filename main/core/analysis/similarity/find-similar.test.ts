import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeUpVector } from '#core/testing/made-up-vectors.ts';
import { findSimilar, type SimilarityTable } from './find-similar.ts';
import { hubOf, mutualProximity, usualHub } from './mutual-proximity.ts';
import { sketchDistances, sketchLength, writeSketch } from './similarity-sketch.ts';
import { cepstralCount, layout } from './similarity-vector.ts';
import {
  distanceParts,
  distanceWeights,
  measureScales,
  octavesBetween,
  timbreDistance,
  trackDistance,
  usualScales,
} from './track-distance.ts';

function tableOf(vectors: readonly Float32Array[], withHubs = true): SimilarityTable {
  const sketches = new Float32Array(vectors.length * sketchLength);
  const scales = measureScales(vectors.slice(0, 100));
  for (const [row, vector] of vectors.entries()) {
    writeSketch(sketches, row, vector);
  }
  const hubs = vectors.map((vector) => (withHubs ? hubOf(vector, vectors.slice(0, 100), scales) : usualHub));
  return {
    sketches,
    rows: vectors.length,
    scales,
    vectorOf: (row) => vectors[row] ?? null,
    hubOf: (row) => hubs[row] ?? usualHub,
  };
}

const seeds = fc.integer({ min: 1, max: 1e6 });

test('a distance is never negative, the same both ways, and 0 only to itself', () => {
  fc.assert(
    fc.property(seeds, seeds, (first, second) => {
      const [a, b] = [madeUpVector(first), madeUpVector(second)];
      expect(trackDistance(a, a)).toBe(0);
      expect(trackDistance(a, b)).toBeCloseTo(trackDistance(b, a), 10);
      for (const part of Object.values(distanceParts(a, b))) expect(part).toBeGreaterThanOrEqual(0);
      if (first !== second) expect(timbreDistance(a, b)).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});

test('one coefficient apart by d with variance v is √(½ ln(1 + d²/4v)) apart', () => {
  const [a, b] = [madeUpVector(1), madeUpVector(1)];
  for (const vector of [a, b]) {
    vector.fill(0, 0, layout.rhythm);
    let at: number = layout.covariance;
    for (let row = 0; row < cepstralCount; row += 1) {
      vector[at] = 0.5;
      at += cepstralCount - row;
    }
    vector[layout.logDeterminant] = cepstralCount * Math.log(0.5);
  }
  b[3] = 2;
  expect(timbreDistance(a, b)).toBeCloseTo(Math.sqrt(0.5 * Math.log(1 + 4 / 4 / 0.5)), 5);
});

test('tempos an octave apart are as good as equal, half an octave apart they differ most', () => {
  expect(octavesBetween(70, 140)).toBe(0);
  expect(octavesBetween(100, 100 * Math.SQRT2)).toBeCloseTo(0.5, 6);
  expect(octavesBetween(0, 140)).toBe(0);
});

test('sketches give the exact distance where coefficients are uncorrelated', () => {
  const vectors = [madeUpVector(3), madeUpVector(4)] as const;
  for (const vector of vectors) {
    let at: number = layout.covariance;
    let logarithm = 0;
    for (let row = 0; row < cepstralCount; row += 1) {
      vector.fill(0, at + 1, at + cepstralCount - row);
      logarithm += Math.log(vector[at]!);
      at += cepstralCount - row;
    }
    vector[layout.logDeterminant] = logarithm;
  }
  const sketches = new Float32Array(2 * sketchLength);
  for (const [row, vector] of vectors.entries()) writeSketch(sketches, row, vector);
  const [, distance] = sketchDistances(sketches, 2, sketches.slice(0, sketchLength), usualScales, distanceWeights);
  expect(distance).toBeCloseTo(trackDistance(...vectors), 4);
});

test('a search finds what comparing all exactly finds, in order, without what is left out', () => {
  const vectors = Array.from({ length: 2500 }, (_, index) => madeUpVector(index + 1));
  const table = tableOf(vectors, false);
  const query = { vector: vectors[7]!, hub: usualHub };
  const found = findSimilar(table, query, { count: 20, isLeftOut: (row) => row === 7 || row % 10 === 0 });
  const exact = vectors
    .map((vector, row) => ({ row, distance: trackDistance(query.vector, vector, table.scales) }))
    .filter(({ row }) => row !== 7 && row % 10 !== 0)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 20);
  expect(found.map(({ row }) => row)).toEqual(exact.map(({ row }) => row));
  expect(found[0]?.parts).toEqual(distanceParts(query.vector, vectors[found[0]?.row ?? 0]!));
  expect(findSimilar(table, query, { count: 3 })[0]).toMatchObject({ row: 7, distance: 0 });
});

test('Mutual Proximity makes hubs rarer', () => {
  // Some tracks lie in the middle of all, so that by distance alone they are near to everything.
  const vectors = Array.from({ length: 300 }, (_, index) => madeUpVector(index + 1, index % 15 === 0 ? 0.2 : 1));
  const skewOf = (table: SimilarityTable) => {
    const counts = new Float64Array(vectors.length);
    for (const [row, vector] of vectors.entries()) {
      if (row % 2 !== 0) continue;
      for (const near of findSimilar(
        table,
        { vector, hub: table.hubOf(row) },
        { count: 10, isLeftOut: (other) => other === row },
      )) {
        counts[near.row]! += 1;
      }
    }
    const mean = 10 / 2;
    const spread = Math.sqrt(counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length);
    return counts.reduce((sum, count) => sum + ((count - mean) / spread) ** 3, 0) / counts.length;
  };
  const plain = skewOf(tableOf(vectors, false));
  expect(plain).toBeGreaterThan(1);
  expect(skewOf(tableOf(vectors))).toBeLessThan(0.7 * plain);
});

test('proximity falls with distance and is a half of a half at both means', () => {
  const hub = { mean: 1, spread: 0.3 };
  expect(mutualProximity(1, hub, hub)).toBeCloseTo(0.25, 6);
  expect(mutualProximity(0, hub, hub)).toBeGreaterThan(0.999);
  expect(mutualProximity(1.3, hub, hub)).toBeCloseTo(0.158655 ** 2, 5);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (near, more) => {
        expect(mutualProximity(near + more, hub, usualHub)).toBeLessThanOrEqual(
          mutualProximity(near, hub, usualHub) + 1e-7,
        );
      },
    ),
  );
});

test('tracks of a library of one, gone tracks and no tracks do no harm', () => {
  const vector = madeUpVector(1);
  expect(hubOf(vector, [vector], usualScales)).toEqual(usualHub);
  expect(measureScales([vector])).toEqual(usualScales);
  const table = { ...tableOf([vector], false), vectorOf: () => null };
  expect(findSimilar(table, { vector, hub: usualHub }, { count: 5 })).toEqual([]);
  expect(findSimilar(tableOf([]), { vector, hub: usualHub }, { count: 5 })).toEqual([]);
});
