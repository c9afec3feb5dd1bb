import { expect, test } from 'vitest';
import { randomNumbers } from '#core/testing/sound-sketches.ts';
import { danceabilityOf } from './fluctuation.ts';

const rate = 43;
const length = 60 * rate;

test('white noise as an envelope has the exponent of its walk, about a half', () => {
  const random = randomNumbers(1);
  const noise = Float32Array.from({ length }, () => random());
  expect(1 / danceabilityOf(noise, rate)).toBeGreaterThan(0.4);
  expect(1 / danceabilityOf(noise, rate)).toBeLessThan(0.65);
});

test('a level that wanders has an exponent near one and a half', () => {
  const random = randomNumbers(2);
  let level = 0;
  const wandering = Float32Array.from({ length }, () => {
    level += random() - 0.5;
    return level;
  });
  expect(1 / danceabilityOf(wandering, rate)).toBeGreaterThan(1.2);
});

test('a steady beat is more danceable than either', () => {
  const beat = Float32Array.from({ length }, (_, index) => Math.exp(-(index % 21) / 4));
  expect(danceabilityOf(beat, rate)).toBeGreaterThan(3);
});

test('nothing, one value and constants are not danceable', () => {
  for (const size of [0, 1, 5, 1000]) expect(danceabilityOf(new Float32Array(size).fill(0.3), rate)).toBe(0);
});
