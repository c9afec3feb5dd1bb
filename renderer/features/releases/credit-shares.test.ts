import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creditUnit, readShare, writeShare } from './credit-shares.ts';

test.each([
  ['50', 5000, 500_000],
  ['33,33', 3333, 333_300],
  [' 12.5 %', 1250, 125_000],
  ['', null, null],
])('%s is read as a share', (typed, ofCredit, ofWriter) => {
  expect([readShare(typed, 'credits'), readShare(typed, 'writers')]).toEqual([ofCredit, ofWriter]);
});

test.each(['100.01', '-1', '1e2', '33.333', 'half', '1.2.3'])('%s is no share of a recording', (typed) => {
  expect(() => readShare(typed, 'credits')).toThrow('A share is a number from 0 to 100.');
});

test('what is shown is read as it was', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('credits' as const, 'writers' as const),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (list, part) => {
        const share = Math.round(part * 100 * creditUnit[list]);
        expect(readShare(writeShare(share, list), list)).toBe(share);
      },
    ),
  );
});
