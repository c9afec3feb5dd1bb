import { expect, test } from 'vitest';
import { isPlayedDirectly, mediaPath, playableType } from './playable-source.ts';

/** Chromium with all codecs: plays the usual ones, neither AIFF nor ALAC. */
const chromium = (type: string) => (type.includes('alac') ? '' : 'probably');

test('what the window cannot play is decoded for it', () => {
  const tracks = [
    { format: 'mp3', codec: 'MPEG 1 Layer 3' },
    { format: 'flac', codec: 'FLAC' },
    { format: 'm4a', codec: 'AAC' },
    { format: 'opus', codec: 'Opus' },
    { format: 'm4a', codec: 'ALAC' },
    { format: 'aiff', codec: 'PCM' },
    { format: 'wma', codec: 'Windows Media Audio V8' },
  ];
  expect(tracks.map((track) => isPlayedDirectly(track, chromium))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a window without a codec has it decoded', () => {
  const withoutAac = (type: string) => (type.includes('mp4a') ? '' : 'maybe');
  expect(isPlayedDirectly({ format: 'm4a', codec: 'AAC' }, withoutAac)).toBe(false);
});

test('a container of several codecs names the one inside', () => {
  expect([
    playableType({ format: 'ogg', codec: 'Vorbis I' }),
    playableType({ format: 'ogg', codec: 'OPUS' }),
    playableType({ format: 'mp4', codec: 'alac' }),
  ]).toEqual(['audio/ogg; codecs="vorbis"', 'audio/ogg; codecs="opus"', 'audio/mp4; codecs="alac"']);
});

test('both sources name the track', () => {
  expect([mediaPath(12, false), mediaPath(12, true)]).toEqual(['/track/12', '/track/12?as=wav']);
});
