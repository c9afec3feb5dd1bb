import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moods } from '#shared/findings.ts';
import { type MoodSigns, moodConfidence, moodsFrom, valenceStep } from './moods.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const signs: fc.Arbitrary<MoodSigns> = fc.record({
  lufs: fc.option(between(-70, 3)),
  loudnessRange: between(0, 40),
  onsetRate: between(0, 22),
  flux: between(0, 1),
  centroidHz: between(0, 11_000),
  flatness: between(0, 1),
  bassPart: between(0, 1),
  treblePart: between(0, 1),
  fluctuation: between(0, 10),
  pulseClarity: between(0, 1),
  lowPulseClarity: between(0, 1),
  bpm: fc.option(between(20, 300)),
  tempoStability: fc.option(between(0, 1)),
  mode: between(-1, 1),
});

test('all numbers are in range, whatever was measured', () => {
  fc.assert(
    fc.property(signs, (measured) => {
      const numbers = moodsFrom(measured);
      const shares = [numbers.energy, numbers.danceability, numbers.arousal, ...Object.values(numbers.moods)];
      for (const share of [...shares, moodConfidence(numbers, measured)]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(Math.abs(numbers.valence)).toBeLessThanOrEqual(1);
      expect(Object.keys(numbers.moods)).toEqual([...moods]);
    }),
  );
});

test('energy is the mean of what it is said to be the mean of', () => {
  fc.assert(
    fc.property(signs, (measured) => {
      const { energy, danceability, arousal, moods: mood } = moodsFrom(measured);
      const sum = danceability + arousal + 0.8 * mood.aggressive + 0.9 * mood.party + 0.7 * (1 - mood.relaxed);
      // All at their best give 1.
      expect(energy).toBeCloseTo(sum / 4.4, 9);
    }),
  );
});

test('each sign moves arousal and moods in the published direction', () => {
  const rising: [keyof MoodSigns, number][] = [
    ['lufs', 6],
    ['onsetRate', 3],
    ['flux', 0.1],
    ['centroidHz', 1500],
    ['loudnessRange', -4],
  ];
  fc.assert(
    fc.property(signs, fc.constantFrom(...rising), (measured, [name, step]) => {
      const value = measured[name];
      fc.pre(value !== null);
      const before = moodsFrom(measured);
      const after = moodsFrom({ ...measured, [name]: value + step });
      expect(after.arousal).toBeGreaterThanOrEqual(before.arousal);
      expect(after.moods.relaxed).toBeLessThanOrEqual(before.moods.relaxed);
      expect(after.moods.aggressive).toBeGreaterThanOrEqual(before.moods.aggressive);
    }),
  );
});

test('the major mode is brighter than the minor, as far as the key is sure', () => {
  fc.assert(
    fc.property(signs, between(0, 1), (measured, sureness) => {
      const minor = moodsFrom({ ...measured, mode: -sureness });
      const unknown = moodsFrom({ ...measured, mode: 0 });
      const major = moodsFrom({ ...measured, mode: sureness });
      expect(major.valence).toBeGreaterThanOrEqual(unknown.valence);
      expect(unknown.valence).toBeGreaterThanOrEqual(minor.valence);
      expect(major.moods.happy).toBeGreaterThanOrEqual(minor.moods.happy);
      expect(major.moods.sad).toBeLessThanOrEqual(minor.moods.sad);
    }),
  );
});

test('a step of valence is surer further from its borders, and never sure', () => {
  expect([-0.9, 0, 0.9].map((valence) => valenceStep(valence).step)).toEqual([-1, 0, 1]);
  expect(valenceStep(0.9).confidence).toBeGreaterThan(valenceStep(0.3).confidence);
  fc.assert(
    fc.property(between(-1, 1), (valence) => {
      expect(valenceStep(valence).confidence).toBeGreaterThanOrEqual(0.38);
      expect(valenceStep(valence).confidence).toBeLessThanOrEqual(0.65);
    }),
  );
});
