import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectEvidence } from '#core/analysis/key/key-features.ts';
import { addScores, softmax, weightCount } from '#core/analysis/key/key-net.ts';
import { Random } from '../random.ts';
import { composePiece } from './compose-piece.ts';
import { calibrationError, mirexWeight, percentages, rankingArea } from './key-scores.ts';
import { trainNet } from './train-net.ts';

test('answers weigh what MIREX gives them', () => {
  const major = (tonic: number) => tonic;
  const minor = (tonic: number) => 12 + tonic;
  expect(mirexWeight(major(0), major(0))).toBe(1);
  expect([major(5), major(7)].map((answer) => mirexWeight(major(0), answer))).toEqual([0.5, 0.5]);
  expect(mirexWeight(major(0), minor(9))).toBe(0.3);
  expect(mirexWeight(minor(9), major(0))).toBe(0.3);
  expect(mirexWeight(minor(2), major(2))).toBe(0.2);
  expect(mirexWeight(major(0), minor(3))).toBe(0);
  expect(percentages([{ key: 0, answer: 21, confidence: 1 }])).toEqual({ exact: 0, weighted: 30, relative: 1 });
});

test('confidence that comes true has no error, and one that ranks well has an area of 1', () => {
  const right = (confidence: number) => ({ key: 0, answer: 0, confidence });
  const wrong = (confidence: number) => ({ key: 0, answer: 1, confidence });
  expect(calibrationError([right(0.5), wrong(0.5)])).toBeCloseTo(0, 9);
  expect(calibrationError([wrong(0.9), wrong(0.9)])).toBeCloseTo(0.9, 9);
  expect(rankingArea([right(0.9), right(0.8), wrong(0.4)])).toBe(1);
  expect(rankingArea([right(0.4), wrong(0.4)])).toBe(0.5);
});

test('pieces are the same for the same seed, and their notes lie within them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
      const piece = composePiece(new Random(seed));
      expect(composePiece(new Random(seed))).toEqual(piece);
      expect(piece.notes.length).toBeGreaterThan(0);
      for (const { start, length, pitch } of piece.notes) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start + length).toBeLessThanOrEqual(piece.seconds + 1e-9);
        expect(pitch).toBeGreaterThan(20);
        expect(pitch).toBeLessThan(109);
      }
    }),
    { numRuns: 30 },
  );
});

test('a network learns to tell keys by their chroma, in keys it never saw', () => {
  const evidenceOf = (tonic: number, third: number) => {
    const chroma = new Float64Array(12);
    for (const step of [0, third, 7]) chroma[(tonic + step) % 12] = 1;
    const empty = { chords: new Float64Array(24), bass: new Float64Array(12), weight: new Float64Array(1).fill(1) };
    return collectEvidence({ count: 1, chroma, ...empty });
  };
  const examples = [
    { evidence: evidenceOf(0, 4), key: 0, weight: 1 },
    { evidence: evidenceOf(0, 3), key: 12, weight: 1 },
  ];
  const options = { hidden: 4, decay: 1e-4, epochs: 300, rate: 0.01, smoothing: 0 };
  const net = trainNet(examples, options, new Random(1));
  expect(net.weights).toHaveLength(weightCount(4));
  for (const [tonic, third] of [
    [5, 4],
    [9, 3],
  ] as const) {
    const scores = new Float64Array(24);
    addScores(net, evidenceOf(tonic, third), scores);
    expect(softmax(scores)[tonic + (third === 3 ? 12 : 0)]).toBeGreaterThan(0.8);
  }
});
