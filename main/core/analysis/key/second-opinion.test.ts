import { expect, test } from 'vitest';
import { keyFromPitch } from '#shared/music-key.ts';
import { playSong } from '../../../../e2e/audio/synthesise.ts';
import { opinionRate, SecondOpinion } from './second-opinion.ts';

const song = (tonic: number, seconds: number) => playSong({ bpm: 120, tonic, isMinor: false, seconds }, opinionRate);

function ask(parts: readonly Float32Array[]) {
  const opinion = new SecondOpinion();
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 7777) opinion.push(part.subarray(at, at + 7777));
  }
  return opinion.ask();
}

test('Essentia names the key of a cadence', () => {
  for (const tonic of [0, 5, 10]) expect(ask([song(tonic, 12)])?.key).toBe(keyFromPitch(tonic, 'major'));
});

test('of a longer piece 20 to 60 s count', () => {
  expect(ask([song(0, 20), song(5, 40), song(10, 30)])?.key).toBe(keyFromPitch(5, 'major'));
  expect(ask([song(0, 10), song(5, 40)])?.key).toBe(keyFromPitch(5, 'major'));
});

test('silence and a moment give no opinion', () => {
  expect(ask([new Float32Array(10 * opinionRate)])).toBeNull();
  expect(ask([song(0, 2)])).toBeNull();
  expect(ask([])).toBeNull();
});
