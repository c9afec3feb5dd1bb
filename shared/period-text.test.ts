import { expect, test } from 'vitest';
import { periodText, rangeText } from './period-text.ts';

test('periods are named by their first day', () => {
  expect(periodText('day', '2026-11-20', 'long')).toBe('Fri 20 Nov 2026');
  expect(periodText('day', '2026-11-20', 'short')).toBe('Fri 20');
  expect(periodText('week', '2026-11-16', 'long')).toBe('16–22 Nov 2026');
  expect(periodText('week', '2026-12-28', 'long')).toBe('28 Dec 2026 – 3 Jan 2027');
  expect(periodText('week', '2026-11-16', 'short')).toBe('16 Nov');
  expect(periodText('month', '2026-11-01', 'long')).toBe('Nov 2026');
  expect(periodText('month', '2026-11-01', 'short')).toBe('Nov 26');
});

test('a range says each year and month once', () => {
  expect(rangeText('2026-11-01', '2026-11-30')).toBe('1–30 Nov 2026');
  expect(rangeText('2026-11-30', '2026-12-06')).toBe('30 Nov – 6 Dec 2026');
  expect(rangeText('2026-11-05', '2026-11-05')).toBe('5 Nov 2026');
});
