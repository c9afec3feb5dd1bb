import { expect, test } from 'vitest';
import { text } from '../../messages/use-text.ts';
import { trackRow } from './testing/track-row.ts';
import { isLocked, isUnsure, moodsOf, moodText } from './track-marks.ts';

test('each field has its lock', () => {
  const fields = ['bpm', 'key', 'quality', 'mood', 'grid'] as const;
  expect([1, 2, 4, 8, 32].map((locked) => fields.filter((field) => isLocked({ locked }, field)))).toEqual(
    fields.map((field) => [field]),
  );
});

test('a value is unsure when analysis says so, or is not sure enough, and nobody has set it', () => {
  const row = (change: Parameters<typeof trackRow>[0]) => trackRow({ bpmConfidence: 0.9, ...change });
  expect([
    isUnsure(row({ id: 1 }), 'bpm'),
    isUnsure(row({ id: 1, bpmConfidence: 0.79 }), 'bpm'),
    isUnsure(row({ id: 1, review: 1 }), 'bpm'),
    isUnsure(row({ id: 1, review: 2 }), 'bpm'),
    isUnsure(row({ id: 1, bpmConfidence: 0.5, review: 1, locked: 1 }), 'bpm'),
    isUnsure(row({ id: 1, bpmConfidence: null }), 'bpm'),
    isUnsure(row({ id: 1, keyConfidence: 0.69 }), 'key'),
    isUnsure(row({ id: 1, moodConfidence: 0.61 }), 'mood'),
  ]).toEqual([false, true, true, false, false, false, true, false]);
});

test('moods keep the order of the row', () => {
  expect([moodsOf({ mood: 'party happy electronic' }), moodsOf({ mood: '' })]).toEqual([
    ['party', 'happy', 'electronic'],
    [],
  ]);
  expect([moodText(['sad', 'relaxed'], text), moodText([], text)]).toEqual(['sad, relaxed', '–']);
});
