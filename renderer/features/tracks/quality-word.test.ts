import { expect, test } from 'vitest';
import { text } from '../../messages/use-text.ts';
import { qualityWord } from './quality-word.ts';

test('a file is accused only as far as analysis is sure', () => {
  const word = (qualityVerdict: Parameters<typeof qualityWord>[0]['qualityVerdict'], qualityScore: number | null) =>
    qualityWord({ qualityVerdict, qualityScore }, text);
  expect([
    word('transcode', 40),
    word('uncertain', 80),
    word('lossless', 95),
    word('lossy', 30),
    word(null, null),
  ]).toEqual(['Transcode', 'Transcode?', null, 'Poor', null]);
});
