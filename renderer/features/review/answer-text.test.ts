import { expect, test } from 'vitest';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { ReviewItem } from '#shared/contract/review.ts';
import { text } from '../../messages/use-text.ts';
import { questionText, shortBpm } from './answer-text.ts';

function item(question: ReviewItem['question']): ReviewItem {
  return { id: 1 as TrackId, title: 'Cinder Relay', artist: '', fileName: 'a.mp3', artworkHash: null, question };
}

function tempo(shares: [number, number][], range: [number, number] | null = null): ReviewItem {
  const candidates = shares.map(([bpm, share]) => ({ bpm, share }));
  return item({ kind: 'tempo', candidates, isVariable: range !== null, range });
}

test.each([
  [
    tempo([
      [174, 0.52],
      [87, 0.44],
    ]),
    '174 or 87',
  ],
  [
    tempo([
      [126.5, 0.5],
      [84.33, 0.4],
    ]),
    '126.5 or 84.3',
  ],
  [
    tempo([
      [120, 0.7],
      [60, 0.05],
    ]),
    '120, 70 %',
  ],
  [tempo([]), 'no steady beat'],
  [tempo([[130, 0.5]], [129.2, 131.8]), 'drifts 129–132'],
  [
    item({
      kind: 'key',
      candidates: [
        { key: 10, share: 0.5 },
        { key: 11, share: 0.4 },
      ],
    }),
    '6A or 6B',
  ],
  [item({ kind: 'key', candidates: [{ key: 0, share: 0.58 }] }), '1A, 58 %'],
  [item({ kind: 'quality', verdict: 'lossless', reason: 'CHANNEL_SILENT', value: 0 }), 'left channel silent'],
  [item({ kind: 'quality', verdict: 'uncertain', reason: null, value: 0 }), 'perhaps made from a lossy file'],
  [item({ kind: 'mood', moods: ['relaxed', 'sad'], confidence: 0.4 }), 'relaxed or sad'],
  [item({ kind: 'mood', moods: ['party'], confidence: 0.52 }), 'party, 52 %'],
])('the lane says what is not sure: %#', (question, words) => {
  expect(questionText(text, question)).toBe(words);
});

test('a tempo in a sentence has a decimal only where it needs one', () => {
  expect([174, 84.33, 99.96].map(shortBpm)).toEqual(['174', '84.3', '100']);
});
