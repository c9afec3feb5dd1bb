import { expect, test } from 'vitest';
import { parseKey } from '../shared/music-key.ts';
import { calibrationError, isTempoRelated, isTempoRight, keyScore, ranking, reliability, score } from './accuracy.ts';

const key = (text: string) => parseKey(text) ?? -1;

test('a tempo is right within four percent, related at two and three times as well', () => {
  expect([120, 124.8, 115.2].every((bpm) => isTempoRight(bpm, 120))).toBe(true);
  expect([125, 115, 60, null].some((bpm) => isTempoRight(bpm, 120))).toBe(false);
  expect([60, 240, 40, 360, 61.5].every((bpm) => isTempoRelated(bpm, 120))).toBe(true);
  expect([90, 80, null].some((bpm) => isTempoRelated(bpm, 120))).toBe(false);
});

test('keys are weighed as MIREX does', () => {
  const against = (found: string, annotated: string) => keyScore(key(found), key(annotated));
  expect(against('C', 'C')).toBe(1);
  expect([against('G', 'C'), against('F', 'C'), against('Em', 'Am')]).toEqual([0.5, 0.5, 0.5]);
  expect([against('Am', 'C'), against('C', 'Am')]).toEqual([0.3, 0.3]);
  expect([against('Cm', 'C'), against('C', 'Cm')]).toEqual([0.2, 0.2]);
  expect([against('D', 'C'), against('Em', 'C'), keyScore(null, key('C'))]).toEqual([0, 0, 0]);
});

test('confidence that means something has no calibration error, and ranks right above wrong', () => {
  const honest = Array.from({ length: 100 }, (_, index) => ({ confidence: 0.85, isRight: index < 85 }));
  expect(calibrationError(honest)).toBeCloseTo(0);
  expect(calibrationError([{ confidence: 0.9, isRight: false }])).toBeCloseTo(0.9);
  expect(reliability(honest)).toEqual([
    { from: 0.8, to: 0.9, count: 100, confidence: expect.any(Number), right: 0.85 },
  ]);
  expect(
    ranking([
      { confidence: 0.9, isRight: true },
      { confidence: 0.2, isRight: false },
    ]),
  ).toBe(1);
  expect(
    ranking([
      { confidence: 0.2, isRight: true },
      { confidence: 0.9, isRight: false },
    ]),
  ).toBe(0);
  expect(ranking([{ confidence: 0.9, isRight: true }])).toBeNull();
});

test('a clip without an answer counts as wrong', () => {
  const found = { bpm: null, bpmConfidence: 0, key: null, keyConfidence: 0 };
  const judged = [{ file: 'a', kind: 'pop', annotated: { bpm: 120, key: key('C') }, found }];
  expect(score('pop', judged)).toMatchObject({
    accuracy1: 0,
    accuracy2: 0,
    withoutTempo: 1,
    keyExact: 0,
    keyWeighted: 0,
  });
});
