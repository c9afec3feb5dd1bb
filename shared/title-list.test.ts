import { expect, test } from 'vitest';
import { parseTitleList } from './title-list.ts';

const mixed = { mode: 'mixed', artist: '', capitalises: false } as const;

test.each([
  ['Ines Valloria - Copper Thread', 'Ines Valloria', 'Copper Thread'],
  ['Ines Valloria – Copper Thread', 'Ines Valloria', 'Copper Thread'],
  ['Ines Valloria-Copper Thread', 'Ines Valloria', 'Copper Thread'],
  ['Ines Valloria–Copper Thread', 'Ines Valloria', 'Copper Thread'],
  ['Jay-Z - Holy Grail', 'Jay-Z', 'Holy Grail'],
  ['A - B - C', 'A', 'B - C'],
  ['Copper Thread', 'Unknown Artist', 'Copper Thread'],
  [' - Copper Thread', 'Unknown Artist', '- Copper Thread'],
  ['99 Problems', 'Unknown Artist', '99 Problems'],
])('%s is by %s', (line, artist, title) => {
  expect(parseTitleList(line, mixed)).toEqual([{ artist, title }]);
});

test('lines of one artist keep what separates nothing', () => {
  const text = '\uFEFF1. Ferry Timetable\r\n\n2. Anti-Hero\n 3. low bridge  (live)\n';
  expect(parseTitleList(text, { mode: 'artist', artist: ' Ines Valloria ', capitalises: true })).toEqual([
    { artist: 'Ines Valloria', title: 'Ferry Timetable' },
    { artist: 'Ines Valloria', title: 'Anti-Hero' },
    { artist: 'Ines Valloria', title: 'Low Bridge (Live)' },
  ]);
  expect(parseTitleList('• 7 Rings\n* 24.5', { mode: 'artist', artist: '', capitalises: false })).toEqual([
    { artist: 'Unknown Artist', title: '7 Rings' },
    { artist: 'Unknown Artist', title: '24.5' },
  ]);
  expect(parseTitleList('  \n\t\n', mixed)).toEqual([]);
});

test('endless lists and lines are cut', () => {
  expect(parseTitleList('a\n'.repeat(9000), mixed)).toHaveLength(5000);
  expect(parseTitleList('x'.repeat(9000), mixed)[0]?.title).toHaveLength(500);
});
