import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseKey } from '#shared/music-key.ts';
import { chordFrequencies } from './listening.ts';

const semitones = (hz: number, from: number) => 12 * Math.log2(hz / from);

test('a chord is the triad of the key, tuned as the track is', () => {
  const [root = 0, third = 0, fifth = 0] = chordFrequencies(parseKey('Am')!, 0);
  expect(root).toBeCloseTo(440, 6);
  expect([semitones(third, root), semitones(fifth, root)].map(Math.round)).toEqual([3, 7]);
  const [major = 0, majorThird = 0] = chordFrequencies(parseKey('C')!, 0);
  expect(Math.round(semitones(majorThird, major))).toBe(4);
  expect(chordFrequencies(parseKey('Am')!, 50)[0]).toBeCloseTo(440 * 2 ** (0.5 / 12), 6);
});

test('every chord rises and lies above middle C', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), fc.double({ min: -50, max: 50, noNaN: true }), (key, cents) => {
      const chord = chordFrequencies(key, cents);
      expect([...chord].sort((first, second) => first - second)).toEqual(chord);
      expect(chord[0]).toBeGreaterThan(250);
      expect(chord.at(-1)).toBeLessThan(800);
    }),
  );
});
