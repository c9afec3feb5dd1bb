import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePaths, type PathPiece } from './path-diff.ts';

const marked = (pieces: readonly PathPiece[]) =>
  pieces.map(({ text, isChanged }) => (isChanged ? `<${text}>` : text)).join('');
const diff = (now: string, after: string) => {
  const pieces = comparePaths(now, after);
  return [marked(pieces.now), marked(pieces.after)];
};

test.each([
  [
    'House/Lumen Parish - Every window Lit.wav',
    'House/Lumen Parish - Every Window Lit.wav',
    'House/Lumen Parish - Every <window> Lit.wav',
    'House/Lumen Parish - Every <Window> Lit.wav',
  ],
  [
    'Unsorted/Port Meridian - Signal.flac',
    'Techno/Port Meridian - Signal [Obelisk Wax].flac',
    '<Unsorted>/Port Meridian - Signal.flac',
    '<Techno>/Port Meridian - Signal< [Obelisk Wax]>.flac',
  ],
  [
    '01 Salt Road (Dub).flac',
    'Marrow Coast - Salt Road (Dub).flac',
    '<01 >Salt Road (Dub).flac',
    '<Marrow Coast - >Salt Road (Dub).flac',
  ],
  [
    'Kessler & Wren – Tolbooth.aiff',
    'Kessler & Wren - Tolbooth.aiff',
    'Kessler & Wren <–> Tolbooth.aiff',
    'Kessler & Wren <-> Tolbooth.aiff',
  ],
  ['A2.wav', 'House/Castellane - Bright.wav', '<A2>.wav', '<House/><Castellane - Bright>.wav'],
  ['same.mp3', 'same.mp3', 'same.mp3', 'same.mp3'],
])('%s and %s', (now, after, first, second) => {
  expect(diff(now, after)).toEqual([first, second]);
});

test('both sides are whole, what stays is the same on both, and the folder part is told apart', () => {
  const word = fc.oneof(
    fc.constantFrom('a', 'house', ' ', '/', '-', '.mp3', '_', 'Ö', 'e\u0301'),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );
  const path = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
  fc.assert(
    fc.property(path, path, (now, after) => {
      const pieces = comparePaths(now, after);
      const whole = (side: readonly PathPiece[]) => side.map(({ text }) => text).join('');
      const kept = (side: readonly PathPiece[]) =>
        side
          .filter(({ isChanged }) => !isChanged)
          .map(({ text }) => text)
          .join('');
      expect([whole(pieces.now), whole(pieces.after)]).toEqual([now, after]);
      expect(kept(pieces.now)).toBe(kept(pieces.after));
      expect(whole(pieces.now.filter(({ isFolder }) => isFolder))).toBe(now.slice(0, now.lastIndexOf('/') + 1));
    }),
  );
});

test('very long paths are compared at once', () => {
  const started = performance.now();
  const long = Array.from({ length: 2000 }, (_, index) => `w${index}`).join(' ');
  expect(diff(`x/${long}.mp3`, `y/${long}.mp3`)).toEqual([
    `<x/${long}>.mp3`.replace(`/${long}>`, `>/${long}`),
    `<y>/${long}.mp3`,
  ]);
  expect(performance.now() - started).toBeLessThan(500);
});
