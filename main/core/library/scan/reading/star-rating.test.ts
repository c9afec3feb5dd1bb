import { expect, test } from 'vitest';
import { starsOfPopularimeter, starsOfText } from './star-rating.ts';

// onetagger#403, navidrome#1301, Clementine#3794: stars meant something else in each program.
test('Windows, MusicBee and others write five bytes for five stars', () => {
  for (const email of ['Windows Media Player 9 Series', 'MusicBee', 'no@email', '']) {
    expect([0, 1, 64, 128, 196, 255].map((byte) => starsOfPopularimeter(email, byte))).toEqual([0, 1, 2, 3, 4, 5]);
  }
});

test('Traktor spreads five stars evenly', () => {
  const email = 'traktor@native-instruments.de';
  expect([0, 51, 102, 153, 204, 255].map((byte) => starsOfPopularimeter(email, byte))).toEqual([0, 1, 2, 3, 4, 5]);
});

test('texts give stars, a percentage or a fraction', () => {
  expect(['4', '80', '100', '0', 'x', '-3', 'NaN', '1e999'].map((text) => starsOfText(text, false))).toEqual([
    4, 4, 5, 0, 0, 0, 0, 0,
  ]);
  expect(['0.8', '1', '0.1'].map((text) => starsOfText(text, true))).toEqual([4, 5, 1]);
});
