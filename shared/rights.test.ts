import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allShares, type Claim, coverageOn, doOverlap, findExcess, isWithin, type Territories } from './rights.ts';

const world: Territories = { mode: 'world', codes: [] };
const only = (...codes: string[]): Territories => ({ mode: 'only', codes });
const except = (...codes: string[]): Territories => ({ mode: 'except', codes });

function claim(id: number, percent: number, territories = world, fromDay = '', toDay = ''): Claim {
  return { id, share: percent * 10_000, territories, fromDay, toDay };
}

test('shares that come to all of it are no excess, one more is', () => {
  expect(findExcess([claim(1, 60), claim(2, 40)])).toEqual([]);
  expect(findExcess([claim(1, 60), claim(2, 40), { ...claim(3, 0), share: 1 }])).toEqual([
    { territories: world, fromDay: '', toDay: '', total: allShares + 1, claimIds: [1, 2, 3] },
  ]);
});

test('an excess is where and when both hold', () => {
  const first = claim(1, 80, except('US'), '2026-01-01', '2026-12-31');
  const second = claim(2, 50, only('DE', 'US'), '2026-07-01', '');
  expect(findExcess([first, second])).toEqual([
    { territories: only('DE'), fromDay: '2026-07-01', toDay: '2026-12-31', total: 1_300_000, claimIds: [1, 2] },
  ]);
  expect(doOverlap(first, second)).toBe(true);
  expect(doOverlap(first, { ...second, territories: only('US') })).toBe(false);
  expect(doOverlap(first, { ...second, fromDay: '2027-01-01' })).toBe(false);
});

test('one that ends the day before the other begins is none', () => {
  expect(findExcess([claim(1, 100, world, '', '2026-06-30'), claim(2, 100, world, '2026-07-01')])).toEqual([]);
  expect(findExcess([claim(1, 100, world, '', '2026-07-01'), claim(2, 100, world, '2026-07-01')])).toMatchObject([
    { fromDay: '2026-07-01', toDay: '2026-07-01' },
  ]);
});

test('what is claimed on a day differs by country', () => {
  const claims = [claim(1, 50), claim(2, 50, only('DE')), claim(3, 25, except('DE'), '2027-01-01')];
  expect(coverageOn(claims, '2026-11-22')).toEqual({ least: 500_000, most: 1_000_000 });
  expect(coverageOn(claims, '2027-01-01')).toEqual({ least: 750_000, most: 1_000_000 });
  expect(coverageOn([], '2026-11-22')).toEqual({ least: 0, most: 0 });
});

const codes = ['DE', 'US', 'JP', 'FR'];
const days = ['', '2026-01-01', '2026-01-02', '2026-03-01', '2027-01-01'];
const anyClaims = fc
  .array(
    fc.record({
      share: fc.integer({ min: 0, max: allShares }),
      territories: fc.oneof(
        fc.constant(world),
        fc.subarray(codes, { minLength: 1 }).map((chosen) => only(...chosen)),
        fc.subarray(codes, { minLength: 1 }).map((chosen) => except(...chosen)),
      ),
      span: fc
        .tuple(fc.constantFrom(...days), fc.constantFrom(...days))
        .filter(([from, to]) => to === '' || from <= to),
    }),
    { maxLength: 6 },
  )
  .map((rows) =>
    rows.map(({ share, territories, span: [fromDay, toDay] }, index): Claim => {
      return { id: index + 1, share, territories, fromDay, toDay };
    }),
  );

test('every country and day with too much is in one stretch, and no other is', () => {
  fc.assert(
    fc.property(
      anyClaims,
      fc.constantFrom(...codes, 'SE'),
      fc.constantFrom(...days.slice(1), '2025-05-05', '2026-02-02', '2028-01-01'),
      (claims, country, day) => {
        const holds = ({ territories, fromDay, toDay }: Omit<Claim, 'id' | 'share'>) =>
          isWithin(territories, country) && fromDay <= day && (toDay === '' || day <= toDay);
        const total = claims.filter(holds).reduce((sum, { share }) => sum + share, 0);
        const found = findExcess(claims).filter(holds);
        expect(found.map((stretch) => stretch.total)).toEqual(total > allShares ? [total] : []);
        const { least, most } = coverageOn(claims, day);
        expect(least <= total && total <= most).toBe(true);
      },
    ),
  );
});
