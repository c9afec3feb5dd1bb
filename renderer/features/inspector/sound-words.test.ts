import { expect, test } from 'vitest';
import { text } from '../../messages/use-text.ts';
import { valenceWord, voiceWord } from './sound-words.ts';

test('a voice is claimed only where analysis is sure', () => {
  const word = (voice: number, voiceConfidence: number) => text(voiceWord({ voice, voiceConfidence }));
  expect([word(0.9, 0.8), word(0.9, 0.4), word(0.1, 0.8), word(0.4, 0.2)]).toEqual([
    'with vocals',
    'perhaps vocals',
    'instrumental',
    'probably instrumental',
  ]);
});

test('valence has three words', () => {
  const steps = [-1, 0, 1] as const;
  expect(steps.map((valence) => text(valenceWord({ valence })))).toEqual(['dark', 'neither dark nor bright', 'bright']);
});
