import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeUpVector } from '#core/testing/made-up-vectors.ts';
import { SimilarityIndex } from './similarity-index.ts';

const vectors = new Map(Array.from({ length: 400 }, (_, index) => [7 * index + 3, madeUpVector(index + 1)]));
const vectorOf = (id: number) => vectors.get(id) ?? null;
const ids = [...vectors.keys()];
const vector = (id: number) => vectors.get(id) ?? new Float32Array(0);

function indexOf(members: readonly number[]): SimilarityIndex {
  const index = new SimilarityIndex(vectorOf);
  for (const id of members) index.set(id, vector(id));
  return index;
}

test('a track is most like itself, and its neighbours come in order', () => {
  const index = indexOf(ids);
  const found = index.find(vector(31), { count: 30 });
  expect(found[0]).toMatchObject({ id: 31, distance: 0 });
  expect(found).toHaveLength(30);
  const likeness = found.map((match) => match.likeness);
  expect(likeness).toEqual([...likeness].sort((a, b) => b - a));
  const others = index.find(vector(31), { count: 29, isLeftOut: (id) => id === 31 });
  expect(others.map(({ id }) => id)).toEqual(found.slice(1).map(({ id }) => id));
});

test('comparing with certain tracks says what a search says; what is far is guessed, and stays far', () => {
  const index = indexOf(ids);
  const found = new Map(index.find(vector(31), { count: 400 }).map((match) => [match.id, match]));
  const wanted = [...ids].reverse();
  const exact = index.compare(vector(31), [...wanted, 5]);
  expect(exact.map(({ id }) => id)).toEqual(wanted);
  for (const match of exact) expect(match).toEqual(found.get(match.id));
  const guessed = index.compare(vector(31), wanted, 0.5);
  for (const { id, likeness, parts } of guessed) {
    const truth = found.get(id)?.likeness ?? 0;
    if (parts.timbre === 0 && id !== 31) expect(Math.max(likeness, truth)).toBeLessThan(0.6);
    else expect(likeness).toBe(truth);
  }
});

test('whatever came and went, the answers are those of an index made of what is there', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(60)), { maxLength: 120 }), (steps) => {
      const index = indexOf(ids.slice(0, 30));
      const there = new Set(ids.slice(0, 30));
      for (const [comes, which] of steps) {
        const id = ids[which]!;
        if (comes) {
          index.set(id, vector(id));
          there.add(id);
        } else {
          index.remove(id);
          there.delete(id);
        }
      }
      expect(index.size).toBe(there.size);
      const found = index.find(vector(ids[200]!), { count: 100 });
      expect(found.map(({ id }) => id).sort()).toEqual([...there].sort());
      const distances = new Map(
        indexOf([...there])
          .find(vector(ids[200]!), { count: 100 })
          .map((match) => [match.id, match]),
      );
      for (const match of found) expect(match.parts).toEqual(distances.get(match.id)?.parts);
    }),
    { numRuns: 25 },
  );
});

test('a vector replaced is found where it is now', () => {
  const moved = new Map(vectors);
  const index = new SimilarityIndex((id) => moved.get(id) ?? null);
  for (const [id, own] of vectors) index.set(id, own);
  moved.set(3, vector(45));
  index.set(3, vector(45));
  expect(
    index
      .find(vector(45), { count: 2 })
      .map(({ id }) => id)
      .sort(),
  ).toEqual([3, 45]);
});

test('an empty library and vectors that are gone do no harm', () => {
  expect(new SimilarityIndex(() => null).find(madeUpVector(1), { count: 5 })).toEqual([]);
  const index = new SimilarityIndex(() => null);
  index.set(1, madeUpVector(1));
  expect(index.find(madeUpVector(1), { count: 5 })).toEqual([]);
});

test('the tempo slider finds other neighbours than the timbre slider', () => {
  const index = indexOf(ids);
  const none = { timbre: 0, rhythm: 0, chroma: 0, tempo: 0, mood: 0 };
  const query = vector(31);
  const byTempo = index.find(query, { count: 10, weights: { ...none, tempo: 1 } });
  const byTimbre = index.find(query, { count: 10, weights: { ...none, timbre: 1 } });
  expect(Math.max(...byTempo.map(({ parts }) => parts.tempo))).toBeLessThan(0.05);
  expect(byTimbre.map(({ parts }) => parts.timbre)).toEqual(
    byTimbre.map(({ parts }) => parts.timbre).sort((a, b) => a - b),
  );
  expect(byTempo.map(({ id }) => id)).not.toEqual(byTimbre.map(({ id }) => id));
});
