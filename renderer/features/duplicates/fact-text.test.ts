import { expect, test } from 'vitest';
import type { DuplicateFile, DuplicateGains } from '#shared/contract/library/duplicates.ts';
import { text } from '../../messages/use-text.ts';
import { trackRow } from '../tracks/testing/track-row.ts';
import { curvePath } from './curve-path.ts';
import { alikeText, factText, gainTexts } from './fact-text.ts';

const noGains: DuplicateGains = { rating: null, plays: 0, edits: [], tags: [] };

function file(change: Partial<DuplicateFile> = {}): DuplicateFile {
  return {
    track: trackRow({ id: 1, format: 'wav', codec: 'pcm', bitrate: 2_304_000, durationMs: 407_212, rating: 0 }),
    folderName: 'Music',
    folderPath: 'House',
    sampleRate: 48_000,
    bitDepth: 24,
    effectiveBits: 24,
    bandwidthHz: 22_000,
    verdict: 'lossless',
    truePeakDb: -0.4,
    clippedRuns: 0,
    tags: ['title', 'artist', 'label', 'isrc'],
    edits: [],
    plays: 41,
    lastPlayedAt: null,
    spectrum: null,
    likeness: 1,
    offsetMs: 0,
    marks: {},
    gains: noGains,
    ...change,
  };
}

test('facts read as in the drawing', () => {
  const said = (
    ['format', 'resolution', 'bitrate', 'bandwidth', 'peak', 'length', 'tags', 'edits', 'rating', 'plays'] as const
  ).map((fact) => factText(fact, file(), text));
  expect(said).toEqual([
    'WAV',
    '24-bit, 48 kHz',
    '2,304 kbit/s',
    '22 kHz',
    '−0.4 dB, no clipping',
    '6:47.212',
    'Title, artist, label, ISRC',
    null,
    null,
    '41',
  ]);
});

test('what speaks against a file is said', () => {
  expect(factText('peak', file({ truePeakDb: 0, clippedRuns: 12 }), text)).toBe('0.0 dB, 12 clipped peaks');
  expect(factText('peak', file({ truePeakDb: 0.7 }), text)).toBe('+0.7 dB, clips');
  expect(factText('peak', file({ truePeakDb: null }), text)).toBeNull();
  expect(factText('bandwidth', file({ bandwidthHz: 16_100, verdict: 'transcode' }), text)).toBe(
    '16.1 kHz, looks re-encoded',
  );
  expect(factText('bandwidth', file({ bandwidthHz: 16_100, verdict: 'uncertain' }), text)).toBe(
    '16.1 kHz, may be re-encoded',
  );
  expect(factText('resolution', file({ effectiveBits: 16 }), text)).toBe('24-bit holding 16, 48 kHz');
  expect(factText('resolution', file({ bitDepth: null, effectiveBits: null, sampleRate: 44_100 }), text)).toBe(
    '44.1 kHz',
  );
});

test('gains are named, and none where the file has it all', () => {
  expect(gainTexts({ rating: 5, plays: 20, edits: ['grid'], tags: ['album'] }, text)).toEqual([
    'the beat grid',
    'the 5-star rating',
    '20 plays',
    'the album',
  ]);
  expect(gainTexts(noGains, text)).toEqual([]);
});

test('what is not quite the same is never the same to 100 %', () => {
  const group = { kind: 'recording', fileCount: 3 } as const;
  const said = (change: object) => alikeText({ ...group, ...change } as Parameters<typeof alikeText>[0], text);
  expect(said({ likeness: 0.99999 })).toBe('All 3 files sound the same to 99.9 %.');
  expect(said({ kind: 'maybe', likeness: 0.741 })).toBe('They sound the same to 74.1 %.');
  expect(said({ kind: 'maybe', likeness: null })).toMatch(/cannot be compared/);
  expect(said({ kind: 'exact', likeness: 1 })).toMatch(/same audio to the byte/);
});

test('the curve falls where the levels fall, and ends with the axis', () => {
  const mean = Float32Array.from({ length: 128 }, (_, bin) => -20 - bin / 2);
  const { line } = curvePath({ mean, nyquistHz: 48_000 }, 24_000);
  const points = line
    .slice(1)
    .split('L')
    .map((pair) => pair.split(' ').map(Number) as [number, number]);
  expect(points[0]![1]).toBe(4);
  for (const [index, [x, y]] of points.entries()) {
    expect(x).toBeLessThanOrEqual(100);
    if (index > 0) expect(y).toBeGreaterThan(points[index - 1]![1]);
  }
  expect(points.length).toBe(64);
});
