import { expect, test } from 'vitest';
import type { TempoFindings } from '#shared/findings.ts';
import { type TempoHints, tempoReasons } from './tempo-evidence.ts';

const nothing: TempoHints = { tagBpm: null, sameArtist: null, sameGenre: null };

function tempo(change: Partial<TempoFindings> = {}): TempoFindings {
  return {
    bpm: 174,
    confidence: 0.52,
    candidates: [
      { bpm: 174, share: 0.52 },
      { bpm: 87, share: 0.44 },
      { bpm: 116, share: 0.04 },
    ],
    opinions: [
      { method: 'resolver', bpm: 174, confidence: 0.71 },
      { method: 'essentia', bpm: 87, confidence: 0.66 },
    ],
    windows: [],
    stability: 1,
    startBpm: 174,
    endBpm: 174,
    isVariable: false,
    firstDownbeatMs: 100,
    downbeatConfidence: 0.5,
    beatsPerBar: 4,
    ...change,
  };
}

test('the best one says who heard it, the others how they count it', () => {
  expect([174, 87, 116].map((bpm) => tempoReasons(bpm, tempo(), nothing)[0])).toEqual([
    { code: 'tracker' },
    { code: 'half', of: 174 },
    { code: 'twoThirds', of: 174 },
  ]);
  const agreed = tempo({
    opinions: [
      { method: 'resolver', bpm: 174, confidence: 0.7 },
      { method: 'essentia', bpm: 174.2, confidence: 0.6 },
    ],
  });
  expect(tempoReasons(174, agreed, nothing)[0]).toEqual({ code: 'bothMethods' });
});

test('a tempo nobody heard and that counts nothing simple is another count', () => {
  expect(tempoReasons(141, tempo(), nothing)).toEqual([{ code: 'otherCount' }]);
});

test('what speaks for it: the tag before the artist before the genre before the stretches', () => {
  const hints: TempoHints = {
    tagBpm: 87,
    sameArtist: { low: 172, high: 176, agreeing: 9, total: 11 },
    sameGenre: { genre: 'drum and bass', low: 165, high: 178, total: 40 },
  };
  const windows = [172, 174, 174, 120, null].map((bpm, index) => ({ startMs: index * 5000, bpm, confidence: 0.5 }));
  const found = tempo({ windows });
  expect(tempoReasons(87, found, hints)[1]).toEqual({ code: 'tag', bpm: 87 });
  expect(tempoReasons(174, found, hints)[1]).toEqual({ code: 'artist', low: 172, high: 176, agreeing: 9, total: 11 });
  expect(tempoReasons(174, found, { ...hints, sameArtist: null })[1]).toMatchObject({ code: 'genre', low: 165 });
  const wide = { ...hints, sameArtist: null, sameGenre: { genre: 'Rock', low: 98, high: 180, total: 9 } };
  expect(tempoReasons(174, found, wide)[1]).toMatchObject({ code: 'windows' });
  expect(tempoReasons(174, found, nothing)[1]).toEqual({ code: 'windows', agreeing: 3, total: 4 });
  expect(tempoReasons(116, found, hints)[1]).toEqual({ code: 'windows', agreeing: 0, total: 4 });
});
