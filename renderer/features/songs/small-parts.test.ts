import { expect, test } from 'vitest';
import { formatHours, formatSongDay } from './format-day.ts';
import { monthDays, shiftMonth } from './month-days.ts';
import { readShare, shareText } from './share-text.ts';
import { titleOf } from './start-from-file.ts';

test('a share is read as it is typed, to the hundredth', () => {
  expect(['33.33', '33,3', ' 50 % ', '100', '0', ''].map(readShare)).toEqual([3333, 3330, 5000, 10_000, 0, null]);
  expect(['100.01', '-1', '1e2', 'x', '33.333'].map(readShare)).toEqual(Array(5).fill(undefined));
  for (let share = 0; share <= 10_000; share += 37) expect(readShare(shareText(share))).toBe(share);
});

test('a month is whole weeks, whatever day they begin with', () => {
  for (const weekStart of [1, 6, 7]) {
    const weeks = monthDays('2026-11', weekStart);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeks.flat().filter((day) => day.startsWith('2026-11'))).toHaveLength(30);
    expect(new Date(`${weeks[0]?.[0]}T00:00:00Z`).getUTCDay()).toBe(weekStart % 7);
  }
  expect([shiftMonth('2026-12', 1), shiftMonth('2026-01', -1), shiftMonth('2024-03', -1)]).toEqual([
    '2027-01',
    '2025-12',
    '2024-02',
  ]);
});

test('days and hours are short', () => {
  const now = Date.UTC(2026, 10, 21);
  expect([
    formatSongDay('2026-11-20', now),
    formatSongDay('2027-01-08', now),
    formatSongDay('2028-01-08', now),
    formatSongDay('', now),
  ]).toEqual(['20 Nov', '8 Jan', '8 Jan 2028', '']);
  expect([0, 59_999, 7_800_000, 63_720_000].map(formatHours)).toEqual(['0:00', '0:00', '2:10', '17:42']);
});

test('a file gives a song its name', () => {
  expect(['/a/b/Copper Thread v2.wav', 'C:\\x\\Quay.mp3', '/a/.wav', 'Room 4. North'].map(titleOf)).toEqual([
    'Copper Thread v2',
    'Quay',
    '.wav',
    'Room 4. North',
  ]);
});
