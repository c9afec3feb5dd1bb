import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeLimit } from './take-limit.ts';

const anyIds = fc.uniqueArray(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 60 });
const measures = (id: number) => ({ durationMs: (id % 9) * 60_000, sizeBytes: (id % 7) * 1e6 });
const take = (
  ids: number[],
  amount: number,
  pick: 'first' | 'random',
  unit: 'tracks' | 'minutes' = 'tracks',
  seed = 3,
) => [...takeLimit(Int32Array.from(ids), { limit: { unit, amount }, pick, seed }, measures)];

test('a track that joins takes at most one place of a random pick, and the order given stays', () => {
  fc.assert(
    fc.property(anyIds, fc.integer({ min: 1, max: 20 }), (ids, amount) => {
      const [joined, ...others] = ids as [number, ...number[]];
      const before = take(others, amount, 'random');
      const after = take(ids, amount, 'random');
      expect(after).toHaveLength(Math.min(amount, ids.length));
      expect(after.filter((id) => id !== joined && !before.includes(id))).toEqual([]);
      expect(after).toEqual(ids.filter((id) => after.includes(id)));
    }),
  );
});

test('what is taken fits, and the next in order would not have', () => {
  fc.assert(
    fc.property(anyIds, fc.integer({ min: 1, max: 40 }), (ids, amount) => {
      const minutes = (taken: number[]) => taken.reduce((sum, id) => sum + (id % 9), 0);
      const taken = take(ids, amount, 'first', 'minutes');
      const fitting = ids.filter((id) => id % 9 <= amount);
      expect(taken).toEqual(fitting.slice(0, taken.length));
      expect(minutes(taken)).toBeLessThanOrEqual(amount);
      const next = fitting[taken.length];
      expect(next === undefined || minutes([...taken, next]) > amount).toBe(true);
    }),
  );
});

test('another seed picks others, each track as likely as the next', () => {
  const ids = Array.from({ length: 100 }, (_, index) => index + 1);
  const counts = new Map<number, number>();
  for (let seed = 0; seed < 400; seed++) {
    for (const id of take(ids, 10, 'random', 'tracks', seed)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const all = ids.map((id) => counts.get(id) ?? 0);
  // 40 are expected of each; five standard deviations are 30.
  expect([Math.min(...all) > 10, Math.max(...all) < 70]).toEqual([true, true]);
});
