import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vote } from './vote.ts';

const resolved = {
  candidates: [
    { bpm: 120, share: 0.6 },
    { bpm: 60, share: 0.3 },
    { bpm: 80, share: 0.1 },
  ],
  confidence: 0.6,
  pulse: 1,
};
const model = { weights: [-0.2, 1, 0.8], secondIsRight: 0.45 };

test('who was not asked has no opinion', () => {
  expect(vote(resolved, undefined, model)).toEqual({
    confidence: 0.6,
    candidates: resolved.candidates,
    opinions: [{ method: 'resolver', bpm: 120, confidence: 0.6 }],
  });
});

test('agreeing raises the confidence, differing lowers it, and neither changes the tempo', () => {
  const agreeing = vote(resolved, 121, model);
  const differing = vote(resolved, 60, model);
  expect(agreeing.confidence).toBeGreaterThan(0.6);
  expect(differing.confidence).toBeLessThan(0.6);
  expect([agreeing, differing].map(({ candidates }) => candidates[0]!.bpm)).toEqual([120, 120]);
  expect(differing.opinions[1]).toEqual({ method: 'essentia', bpm: 60, confidence: 0.45 });
});

test('a second method that finds nothing leaves the confidence as it is', () => {
  const voted = vote(resolved, null, model);
  expect(voted.confidence).toBe(0.6);
  expect(voted.opinions[1]).toEqual({ method: 'essentia', bpm: null, confidence: 0 });
});

test('shares stay shares whatever is said', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 40, max: 210, noNaN: true }),
      (first, bpm) => {
        const shares = [first, 0.7 * (1 - first), 0.3 * (1 - first)];
        const candidates = resolved.candidates.map((candidate, index) => ({ ...candidate, share: shares[index]! }));
        const voted = vote({ candidates, confidence: first, pulse: 1 }, bpm, model);
        expect(voted.candidates[0]!.share).toBe(voted.confidence);
        expect(voted.candidates.reduce((sum, { share }) => sum + share, 0)).toBeLessThan(1 + 1e-9);
        for (const { share } of voted.candidates) expect(share).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
