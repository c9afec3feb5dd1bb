import { expect, test } from 'vitest';
import { parseKey } from '#shared/music-key.ts';
import { keyKinship, keyReasons, pitchNames, tonicName, triadOf } from './key-evidence.ts';
import { findingsOf } from './testing/findings.ts';

const key = (name: string) => parseKey(name)!;

test.each([
  ['Am', 'C', 'relative'],
  ['Am', 'A', 'parallel'],
  ['Am', 'Em', 'fifth'],
  ['Dm', 'Am', 'fifth'],
  ['C', 'F', 'fifth'],
  ['B', 'E', 'fifth'],
  ['Am', 'G', 'far'],
  ['Am', 'D#m', 'far'],
] as const)('%s beside %s is %s', (first, second, kinship) => {
  expect(keyKinship(key(first), key(second))).toBe(kinship);
  expect(keyKinship(key(second), key(first))).toBe(kinship);
});

test('triads and the names of their pitches', () => {
  expect(triadOf(key('Fm')).map((pitch) => pitchNames(key('Fm'))[pitch])).toEqual(['F', 'A♭', 'C']);
  expect(triadOf(key('E')).map((pitch) => pitchNames(key('E'))[pitch])).toEqual(['E', 'G♯', 'B']);
  expect(tonicName(key('Bbm'))).toBe('B♭');
  expect(tonicName(key('F#m'))).toBe('F♯');
});

test('reasons say who heard it, how it stands to the best, and what speaks for it', () => {
  const { key: found } = findingsOf({
    key: {
      candidates: [
        { key: key('Fm'), share: 0.6 },
        { key: key('Ab'), share: 0.3 },
      ],
      opinions: [
        { method: 'profiles', key: key('Fm'), confidence: 0.6 },
        { method: 'essentia', key: key('Ab'), confidence: 0.5 },
      ],
    },
  });
  expect(keyReasons(key('Fm'), found, null)).toEqual([{ code: 'profiles' }]);
  expect(keyReasons(key('Ab'), found, null)).toEqual([{ code: 'relative', of: key('Fm') }, { code: 'secondMethod' }]);
  expect(keyReasons(key('Ab'), found, key('Ab'))[1]).toEqual({ code: 'tag' });
  const segments = [
    { startMs: 0, endMs: 30_000, key: key('Fm'), confidence: 0.5 },
    { startMs: 30_000, endMs: 40_000, key: key('Ab'), confidence: 0.5 },
  ];
  expect(keyReasons(key('Ab'), { ...found, segments }, null)[1]).toEqual({ code: 'part', share: 0.25 });
});
