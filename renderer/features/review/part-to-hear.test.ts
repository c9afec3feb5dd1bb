import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reviewKinds } from '#shared/contract/review.ts';
import { partFrom, partMs, partToHear } from './part-to-hear.ts';
import { findingsOf } from './testing/findings.ts';

const durationMs = 240_000;

test('the strongest long passage, and a third of the track where none is known', () => {
  const segments = [
    { startMs: 0, endMs: 30_000, kind: 'intro' as const, energy: 0.2 },
    { startMs: 30_000, endMs: 34_000, kind: 'drop' as const, energy: 1 },
    { startMs: 34_000, endMs: 90_000, kind: 'drop' as const, energy: 0.9 },
  ];
  expect(partToHear(findingsOf({ segments }), 'tempo', durationMs)).toEqual({ startMs: 34_000, endMs: 50_000 });
  expect(partToHear(null, 'tempo', 64_000)).toEqual({ startMs: 16_000, endMs: 32_000 });
});

test('a tempo that drifts is heard where it is furthest off', () => {
  const windows = [120, 121, 131, 119].map((bpm, index) => ({ startMs: index * 5000, bpm, confidence: 0.5 }));
  const findings = findingsOf({ tempo: { bpm: 120, isVariable: true, windows } });
  expect(partToHear(findings, 'tempo', durationMs).startMs).toBe(10_000);
});

test('a key is heard where it changes, quality just before a silence', () => {
  const findings = findingsOf({
    key: {
      segments: [
        { startMs: 0, endMs: 60_000, key: 14, confidence: 0.6 },
        { startMs: 60_000, endMs: durationMs, key: 16, confidence: 0.5 },
      ],
    },
    quality: { silences: [{ startMs: 41_000, endMs: 44_000 }] },
  });
  expect(partToHear(findings, 'key', durationMs).startMs).toBe(52_000);
  expect(partToHear(findings, 'quality', durationMs).startMs).toBe(40_000);
});

test('a part lies in its track, also in one of no length', () => {
  const any = fc.double({ min: -1e6, max: 1e7, noNaN: true });
  fc.assert(
    fc.property(any, fc.double({ min: 0, max: 8e6, noNaN: true }), (startMs, length) => {
      const part = partFrom(startMs, length);
      expect(part.startMs).toBeGreaterThanOrEqual(0);
      expect(part.endMs).toBeLessThanOrEqual(Math.max(length, part.startMs));
      expect(part.endMs - part.startMs).toBeLessThanOrEqual(partMs + 1e-6);
    }),
  );
  for (const kind of reviewKinds) expect(partToHear(findingsOf({}), kind, 0)).toEqual({ startMs: 0, endMs: 0 });
});
