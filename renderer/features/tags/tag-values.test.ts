import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTyped, typedText, variousText } from './tag-values.ts';

test('a list typed in one line is the list again', () => {
  const value = fc.stringMatching(/^[^;\s][^;\r\n\t\0]{0,20}$/).map((text) => text.trim());
  fc.assert(
    fc.property(fc.uniqueArray(value, { minLength: 1, maxLength: 6 }), (values) => {
      expect(readTyped('genre', typedText(values))).toEqual({ values });
    }),
  );
});

test('a field of one value takes a semicolon as it is', () => {
  expect(readTyped('title', 'Stop; go')).toEqual({ values: ['Stop; go'] });
  expect(readTyped('genre', ' House ; ; Dub;House')).toEqual({ values: ['House', 'Dub'] });
});

test('what cannot stand in a field is named', () => {
  expect(readTyped('trackNumber', '3/12')).toEqual({ fault: 'NUMBER', value: '3/12' });
  expect(readTyped('trackNumber', '07')).toEqual({ values: ['7'] });
  expect(readTyped('date', '2026-13')).toEqual({ fault: 'DATE', value: '2026-13' });
  expect(readTyped('isrc', 'gb-abc-26-00031')).toEqual({ values: ['GB-ABC-26-00031'] });
  expect(readTyped('isrc', 'none')).toEqual({ fault: 'ISRC', value: 'none' });
});

test('differing numbers show their range', () => {
  const state = { field: 'date' as const, values: null, various: [], editedCount: 0, fileValues: null };
  expect(variousText({ ...state, range: [1999, 2004] }, 'various')).toBe('1999–2004');
  expect(variousText({ ...state, range: null }, 'various')).toBe('various');
  expect(variousText({ ...state, range: null, values: ['x'] }, 'various')).toBe('');
});
