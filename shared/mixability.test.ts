import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MixTrack, mixability, mixableKeys, type WheelRelation, wheelRelation } from './mixability.ts';
import { compatibleKeys, formatKey, keyFromPitch, parseKey } from './music-key.ts';

const key = fc.nat(23);
const track: fc.Arbitrary<MixTrack> = fc.record({
  key: fc.option(key),
  bpm: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
  energy: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  arousal: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  valence: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
});
const known: MixTrack = { key: 14, bpm: 120, energy: 0.6, arousal: 0.6, valence: 0 };

test('scores are between 0 and 1 and the same both ways', () => {
  fc.assert(
    fc.property(track, track, (a, b) => {
      const there = mixability(a, b);
      expect(there.score).toBeGreaterThan(0);
      expect(there.score).toBeLessThanOrEqual(1);
      expect(mixability(b, a).score).toBeCloseTo(there.score, 9);
    }),
  );
});

test('a track mixes best with itself', () => {
  fc.assert(
    fc.property(track, (other) => {
      expect(mixability(known, known).score).toBe(1);
      expect(mixability(known, other).score).toBeLessThanOrEqual(1);
    }),
  );
});

test('keys to mix with are the neighbours, the relative, the diagonals, whole tones and the parallel', () => {
  const names = mixableKeys(parseKey('8A')!).map((other) => formatKey(other, 'camelot'));
  expect(names).toEqual(['6A', '7A', '7B', '8A', '8B', '9A', '9B', '10A', '11B']);
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(mixableKeys(a).includes(b)).toBe(mixableKeys(b).includes(a));
    }),
  );
});

test('relations are those of the wheel, turned round the other way', () => {
  const between = (a: string, b: string) => wheelRelation(parseKey(a) ?? -1, parseKey(b) ?? -1);
  expect(
    ['8A', '8B', '9A', '7A', '9B', '7B', '10A', '6A', '11B', '3A', '1A', '2A', '5B'].map((other) =>
      between('8A', other),
    ),
  ).toEqual([
    'same',
    'relative',
    'oneUp',
    'oneDown',
    'diagonal',
    'diagonal',
    'twoUp',
    'twoDown',
    'parallel',
    'semitoneUp',
    'semitoneDown',
    'far',
    'far',
  ]);
  const inverse: Partial<Record<WheelRelation, WheelRelation>> = {
    oneUp: 'oneDown',
    oneDown: 'oneUp',
    twoUp: 'twoDown',
    twoDown: 'twoUp',
    semitoneUp: 'semitoneDown',
    semitoneDown: 'semitoneUp',
  };
  fc.assert(
    fc.property(key, key, (a, b) => {
      const relation = wheelRelation(a, b);
      expect(wheelRelation(b, a)).toBe(inverse[relation] ?? relation);
    }),
  );
});

test('the keys that mix by the usual rule score higher than all others', () => {
  fc.assert(
    fc.property(key, key, key, (from, near, other) => {
      const compatible = compatibleKeys(from).map((entry) => entry.key);
      fc.pre(compatible.includes(near) && !compatible.includes(other));
      const score = (to: number) => mixability({ ...known, key: from }, { ...known, key: to }).score;
      expect(score(near)).toBeGreaterThan(score(other));
    }),
  );
});

test('keys a semitone apart and the parallel key are told by their tonic', () => {
  for (let pitch = 0; pitch < 12; pitch += 1) {
    expect(wheelRelation(keyFromPitch(pitch, 'minor'), keyFromPitch(pitch + 1, 'minor'))).toBe('semitoneUp');
    expect(wheelRelation(keyFromPitch(pitch, 'minor'), keyFromPitch(pitch, 'major'))).toBe('parallel');
  }
});

test('tempos fit by the nearest of plain, half and double, and say by how much', () => {
  const tempo = (a: number, b: number) => mixability({ ...known, bpm: a }, { ...known, bpm: b }).tempo;
  expect(tempo(126, 120)).toMatchObject({ ratio: 1, changePercent: expect.closeTo(5, 6) });
  expect(tempo(174, 88)).toMatchObject({ ratio: 2, changePercent: expect.closeTo(-1.136, 2) });
  expect(tempo(70, 140)).toMatchObject({ ratio: 0.5, changePercent: 0, score: 0.85 });
  expect(tempo(120, 120)).toEqual({ ratio: 1, changePercent: 0, score: 1 });
  expect(tempo(120, 0)).toBeNull();
});

test('the further tempos are apart, the lower the score', () => {
  const percent = fc.double({ min: 0, max: 30, noNaN: true });
  fc.assert(
    fc.property(percent, percent, (a, b) => {
      const score = (change: number) => mixability(known, { ...known, bpm: 120 * (1 + change / 100) }).score;
      expect(score(Math.max(a, b))).toBeLessThanOrEqual(score(Math.min(a, b)) + 1e-12);
    }),
  );
});

test('energy steps have a direction, moods a distance, and unknown facts are null', () => {
  const calm = { ...known, energy: 0.3, arousal: 0.1, valence: -1 };
  expect(mixability(calm, known)).toMatchObject({ energy: { step: 3 }, mood: { distance: expect.closeTo(0.5, 1) } });
  expect(mixability(known, calm).energy?.step).toBe(-3);
  const unknown: MixTrack = { key: null, bpm: null, energy: null, arousal: null, valence: null };
  expect(mixability(known, unknown)).toEqual({
    score: expect.closeTo(0.5, 9),
    key: null,
    tempo: null,
    mood: null,
    energy: null,
  });
});
