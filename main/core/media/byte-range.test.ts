import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseByteRange } from './byte-range.ts';

test('ranges as browsers send them', () => {
  const size = 1000;
  const cases: [string | null, ReturnType<typeof parseByteRange>][] = [
    [null, null],
    ['bytes=0-', { start: 0, end: 999 }],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=500-599', { start: 500, end: 599 }],
    ['bytes=500-5000', { start: 500, end: 999 }],
    ['bytes=-100', { start: 900, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=0-1,5-6', { start: 0, end: 1 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=600-500', 'unsatisfiable'],
    ['bytes=-', null],
    ['items=0-5', null],
    ['nonsense', null],
  ];
  expect(cases.map(([header]) => parseByteRange(header, size))).toEqual(cases.map(([, range]) => range));
});

test('whatever the header says, a range lies inside the file', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,20}-\d{0,20}$/)), fc.nat(), (header, size) => {
      const range = parseByteRange(header, size);
      if (range === null || range === 'unsatisfiable') return true;
      return range.start >= 0 && range.start <= range.end && range.end < size;
    }),
  );
});
