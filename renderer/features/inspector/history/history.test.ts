import { expect, test } from 'vitest';
import type { HistoryEvent } from '#shared/contract/history.ts';
import { text } from '../../../messages/use-text.ts';
import { describeEvent } from './describe-event.ts';
import { groupDays } from './group-days.ts';

const event = (change: Partial<HistoryEvent>): HistoryEvent => ({
  id: 1,
  at: 0,
  actor: 'user',
  kind: 'overridden',
  trackId: null,
  field: 'bpm',
  oldValue: null,
  newValue: null,
  confidence: null,
  algorithm: null,
  ...change,
});
const words = (change: Partial<HistoryEvent>) => {
  const { field, from, to, note } = describeEvent(event(change), 'camelot', text);
  return `${field}: ${from ?? ''} → ${to} (${note})`;
};

test('each change says what, from, to, and who', () => {
  expect([
    words({ oldValue: 87, newValue: 174 }),
    words({ field: 'key', oldValue: 14, newValue: 16 }),
    words({ field: 'mood', oldValue: ['sad'], newValue: ['happy', 'party'] }),
    words({ field: 'mood', oldValue: 'sad relaxed', newValue: [] }),
    words({ field: 'genre', oldValue: null, newValue: 'House' }),
    words({ field: 'grid', oldValue: null, newValue: { anchorMs: 64_250 } }),
    words({ field: 'quality', newValue: true }),
    words({ kind: 'reset', oldValue: 174, newValue: null }),
    words({ kind: 'reset', oldValue: 174, newValue: 87 }),
  ]).toEqual([
    'BPM: 87.0 → 174.0 (by you)',
    'Key: 8A → 9A (by you)',
    'Mood: sad → happy, party (by you)',
    'Mood: sad, relaxed → none (by you)',
    'Genre: none → House (by you)',
    'Beat grid: none → 1:04.25 (by you)',
    'Quality: none → accepted (by you)',
    'BPM: 174.0 → automatic (by you)',
    'BPM: 174.0 → 87.0 (by you, reset to automatic)',
  ]);
});

test('what analysis found says how sure it was and what found it', () => {
  const found = { actor: 'analysis', kind: 'analysed', newValue: 124, confidence: 0.94, algorithm: 'tempo 2' } as const;
  expect(words(found)).toBe('BPM:  → 124.0 (by analysis, 94 % sure, tempo 2)');
  expect(words({ ...found, field: 'quality', newValue: 'transcode', algorithm: 'quality 1' })).toBe(
    'Quality:  → Made from a lossy file (by analysis, 94 % sure, quality 1)',
  );
  expect(words({ ...found, oldValue: 62 })).toBe('BPM: 62.0 → 124.0 (by analysis, 94 % sure, tempo 2)');
});

test('a field this window does not know is shown as it is', () => {
  expect(words({ field: 'swing', oldValue: 0.123, newValue: 'much' })).toBe('swing: 0.12 → much (by you)');
});

test('events of one day stand together, in their order', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
  const events = [at(21, 23), at(21, 1), at(20, 23)].map((time, id) => event({ id, at: time }));
  expect(groupDays(events).map(({ day, events: of }) => [new Date(day).getDate(), of.map(({ id }) => id)])).toEqual([
    [21, [0, 1]],
    [20, [2]],
  ]);
  expect(groupDays([])).toEqual([]);
});
