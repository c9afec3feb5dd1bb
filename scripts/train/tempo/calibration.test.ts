import { expect, test } from 'vitest';
import { calibrationError, rankingArea } from './calibration.ts';

const judged = (confidence: number, right: number, wrong: number) => [
  ...Array.from({ length: right }, () => ({ confidence, isRight: true })),
  ...Array.from({ length: wrong }, () => ({ confidence, isRight: false })),
];

test('who is right as often as stated has no calibration error', () => {
  expect(calibrationError([...judged(0.75, 3, 1), ...judged(0.25, 1, 3)])).toBeCloseTo(0, 9);
  expect(calibrationError(judged(0.95, 1, 1))).toBeCloseTo(0.45, 9);
});

test('the ranking area is 1 where right answers are surer, 0.5 where all are alike', () => {
  expect(rankingArea([...judged(0.9, 5, 0), ...judged(0.2, 0, 5)])).toBe(1);
  expect(rankingArea(judged(0.5, 5, 5))).toBe(0.5);
});
