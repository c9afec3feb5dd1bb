import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stores } from '#shared/stores.ts';
import { dayNumber, dayText, friday, weekday } from './days.ts';
import { firstPossibleFriday, planDates } from './plan-dates.ts';

const drawn = ['spotify', 'appleMusic', 'beatport', 'tidal', 'deezer', 'amazonMusic', 'bandcamp', 'youTubeMusic'];

test('counts back from the release as drawn', () => {
  expect(planDates('2027-02-12', drawn, '2026-11-20')).toMatchObject({
    ...{ daysToGo: 84, deliverBy: '2027-01-15', pitchBy: '2027-02-05', filesBy: '2027-01-08', freezeBy: '2027-02-10' },
    ...{ isBusySeason: false, isFriday: true, isPitchLate: false },
  });
  const leads = planDates('2027-02-12', drawn, '2026-11-20')?.stores.map(({ store, leadDays }) => [store, leadDays]);
  expect(Object.fromEntries(leads ?? [])).toEqual({
    ...{
      spotify: 28,
      appleMusic: 28,
      beatport: 28,
      tidal: 14,
      deezer: 14,
      amazonMusic: 21,
      bandcamp: 0,
      youTubeMusic: 14,
    },
  });
});

test('November and December take two weeks more, but in a store of one’s own', () => {
  const plan = planDates('2026-12-18', ['tidal', 'bandcamp'], '2026-11-20');
  expect(plan?.stores).toEqual([
    { store: 'tidal', leadDays: 28, deliverBy: '2026-11-20', isLate: false },
    { store: 'bandcamp', leadDays: 0, deliverBy: '2026-12-18', isLate: false },
  ]);
  expect(planDates('2026-12-18', ['spotify'], '2026-11-20')?.stores[0]).toMatchObject({ leadDays: 42, isLate: true });
});

test('days that the user gave a store count instead', () => {
  const known = new Map([['tidal', { name: 'Tidal', leadDays: 40 }]]);
  const plan = planDates('2027-02-12', ['tidal', 'deezer'], '2026-11-20', known);
  expect(plan?.stores.map(({ leadDays }) => leadDays)).toEqual([40, 14]);
  expect(firstPossibleFriday(['tidal'], '2027-01-01', known)).toBe('2027-02-12');
});

test('nothing is planned without a day', () => {
  expect(planDates('', drawn, '2026-11-20')).toBeNull();
  expect(planDates('2027-02-30', drawn, '2026-11-20')).toBeNull();
});

test('the first Friday leaves every store its days, and the one before does not', () => {
  const day = fc.integer({ min: dayNumber('2026-01-01') ?? 0, max: dayNumber('2030-12-31') ?? 0 }).map(dayText);
  const keys = fc.uniqueArray(fc.constantFrom(...stores.map(({ key }) => key)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(day, keys, (today, chosen) => {
      const first = firstPossibleFriday(chosen, today) ?? '';
      const number = dayNumber(first) ?? 0;
      expect(weekday(number)).toBe(friday);
      expect(planDates(first, chosen, today)?.stores.some(({ isLate }) => isLate)).toBe(false);
      const before = planDates(dayText(number - 7), chosen, today);
      expect(number - 7 < (dayNumber(today) ?? 0) || before?.stores.some(({ isLate }) => isLate)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
