import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixReasons } from './mix-reasons.ts';
import { type MixTrack, wheelRelation } from './mixability.ts';
import { reason, weakFirst } from './reasons.ts';

const known: MixTrack = { key: 14, bpm: 124, energy: 0.6, arousal: 0.5, valence: 0 };
const reasonsOf = (second: Partial<MixTrack>) =>
  mixReasons(known, { ...known, ...second }).map(({ kind, values, tone }) => [kind, values, tone]);

test('a twin is told by all that is the same', () => {
  expect(reasonsOf({})).toEqual([
    ['sameKey', { key: 14 }, 'good'],
    ['sameTempo', {}, 'good'],
    ['sameEnergy', {}, 'plain'],
    ['sameMood', {}, 'good'],
  ]);
});

test('steps of key, tempo and energy carry their numbers', () => {
  expect(reasonsOf({ key: 16, bpm: 125.2, energy: 0.7 }).slice(0, 3)).toEqual([
    ['keyStep', { relation: 'oneUp', from: 14, to: 16 }, 'good'],
    ['tempoChange', { bpm: 1.2 }, 'good'],
    ['energyStep', { step: 1 }, 'plain'],
  ]);
  expect(reasonsOf({ bpm: 62.3 })[1]).toEqual(['halfDouble', { ratio: 2, bpm: 0.6 }, 'plain']);
  expect(reasonsOf({ bpm: 248 })[1]).toEqual(['halfDouble', { ratio: 0.5, bpm: 0 }, 'plain']);
});

test('what clashes is weak', () => {
  expect(reasonsOf({ key: 10 })[0]).toEqual(['weakKeyStep', { relation: 'twoDown', from: 14, to: 10 }, 'weak']);
  expect(reasonsOf({ bpm: 140 })[1]).toEqual(['tempoChange', { bpm: 16 }, 'weak']);
  expect(reasonsOf({ energy: 0.05 })[2]).toEqual(['energyStep', { step: -5 }, 'weak']);
  expect(mixReasons({ ...known, arousal: 0, valence: -1 }, { ...known, arousal: 1, valence: 1 }).at(-1)?.kind).toBe(
    'otherMood',
  );
});

test('whatever two tracks are, each part is told at most once, truly, and weak ones can be put first', () => {
  const part = (min: number, max: number) => fc.option(fc.double({ min, max, noNaN: true }), { nil: null });
  const track = fc.record({
    key: fc.option(fc.integer({ min: 0, max: 23 }), { nil: null }),
    bpm: part(30, 250),
    energy: part(0, 1),
    arousal: part(0, 1),
    valence: part(-1, 1),
  });
  fc.assert(
    fc.property(track, track, (first, second) => {
      const reasons = mixReasons(first, second);
      for (const one of reasons) expect(reason.parse(one)).toEqual(one);
      const keys = reasons.filter(({ kind }) => ['sameKey', 'keyStep', 'weakKeyStep'].includes(kind));
      expect(keys.length).toBe(first.key === null || second.key === null ? 0 : 1);
      for (const { values } of keys) {
        if (values.relation) expect(values.relation).toBe(wheelRelation(first.key as number, second.key as number));
      }
      const tones = weakFirst(reasons).map(({ tone }) => tone === 'weak');
      expect(tones).toEqual([...tones].sort((a, b) => Number(b) - Number(a)));
      expect(new Set(weakFirst(reasons))).toEqual(new Set(reasons));
    }),
  );
});
