import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toMinor } from '#shared/amount.ts';
import { roundTogether } from './round-together.ts';

const sumOf = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0);
const cent = 10n ** 10n;

test('thirds of an amount add up to it', () => {
  const third = 333_400_000_000n;
  expect(roundTogether([third, third, third], 100, 'EUR')).toEqual([34, 33, 33]);
  expect(roundTogether([45_000_000_000n], 4, 'EUR')).toEqual([4]);
  expect(roundTogether([-third, -third, -third], -100, 'EUR')).toEqual([-33, -33, -34]);
});

test('any column adds up to its rounded sum, and no cell is a cent off', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), { minLength: 1, maxLength: 30 }),
      (all) => {
        const total = toMinor(
          all.reduce((sum, each) => sum + each, 0n),
          'EUR',
        ).minor;
        const rounded = roundTogether(all, total, 'EUR');
        expect(sumOf(rounded)).toBe(total);
        for (const [index, minor] of rounded.entries()) {
          const off = BigInt(minor) * cent - (all[index] as bigint);
          expect(off < cent && off > -cent).toBe(true);
        }
      },
    ),
  );
});
