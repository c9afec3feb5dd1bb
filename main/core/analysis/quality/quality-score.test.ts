import fc from 'fast-check';
import { expect, test } from 'vitest';
import { qualityReasons } from '#shared/findings.ts';
import { type QualityReason, reasonFor, scoreOf } from './quality-score.ts';

const anyCode = fc.constantFrom(...qualityReasons);
const anyReason = fc
  .tuple(anyCode, fc.double({ min: 0, max: 100_000, noNaN: true }))
  .map(([code, value]) => reasonFor(code, value));

/** Codes that are worse the smaller their value. */
const falling = new Set(['LOW_BITRATE', 'LOW_BANDWIDTH', 'PADDED_BITS', 'CRUSHED', 'PHASE_INVERTED']);

test('a worse value never costs less', () => {
  fc.assert(
    fc.property(
      anyCode,
      fc.double({ min: -1, max: 30_000, noNaN: true }),
      fc.double({ min: 0, max: 9000, noNaN: true }),
      (code, value, more) => {
        const [mild, bad] = falling.has(code) ? [value + more, value] : [value, value + more];
        expect(reasonFor(code, bad)?.cost ?? 0).toBeGreaterThanOrEqual(reasonFor(code, mild)?.cost ?? 0);
      },
    ),
  );
});

test('a score is 0 to 100, and one reason more never raises it', () => {
  fc.assert(
    fc.property(fc.array(anyReason, { maxLength: 12 }), anyReason, (reasons, another) => {
      const { score } = scoreOf(reasons);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
      expect(scoreOf([...reasons, another]).score).toBeLessThanOrEqual(score);
    }),
  );
});

test('reasons come worst first, and add up', () => {
  fc.assert(
    fc.property(fc.array(anyReason, { maxLength: 12 }), (candidates) => {
      const { score, reasons } = scoreOf(candidates);
      const costs = reasons.map(({ cost }: QualityReason) => cost);
      expect(costs).toEqual(costs.toSorted((a, b) => b - a));
      expect(score).toBe(Math.max(0, 100 - costs.reduce((sum, cost) => sum + cost, 0)));
    }),
  );
});

test('a proven transcode is worse than any bitrate an honest file has', () => {
  const honest = scoreOf([reasonFor('LOW_BITRATE', 64)]).score;
  expect(scoreOf([reasonFor('TRANSCODE', 50)]).score).toBeLessThan(honest);
  expect(scoreOf([reasonFor('LOW_BITRATE', 320)]).score).toBe(100);
  expect(scoreOf([reasonFor('TRANSCODE_UNCERTAIN', 16_000)]).score).toBeGreaterThanOrEqual(90);
});
