import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayNumber, dayText, weekdayOf, weekOf, ZoneClock } from './zone-clock.ts';

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'UTC',
];
const moment = (text: string) => Date.parse(text);

test('agrees with Temporal on moments, local times and days', () => {
  const clocks = zones.map((zone) => new ZoneClock(zone));
  const at = fc.date({ min: new Date('2005-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...clocks), at, (clock, date) => {
      const time = Math.floor(date.getTime() / 1000) * 1000;
      const zoned = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(clock.zone);
      expect(clock.offsetAt(time)).toBe(zoned.offsetNanoseconds / 1e6);
      expect(dayText(clock.dayOf(time))).toBe(zoned.toPlainDate().toString());
      expect(clock.startOfDay(clock.dayOf(time))).toBe(zoned.startOfDay().epochMilliseconds);
      const local = clock.localTime(time);
      const plain = new Temporal.PlainDateTime(1970, 1, 1).add({ milliseconds: local });
      expect(clock.fromLocal(local)).toBe(
        plain.toZonedDateTime(clock.zone, { disambiguation: 'earlier' }).epochMilliseconds,
      );
      expect(clock.moments(local)).toContain(time);
    }),
    { numRuns: 150 },
  );
});

test('a time that clocks skip is as long after the change, one they show twice is two moments', () => {
  const berlin = new ZoneClock('Europe/Berlin');
  const local = (text: string) => moment(`${text}Z`);
  expect(berlin.moments(local('2024-03-31T02:30'))).toEqual([]);
  expect(berlin.fromLocal(local('2024-03-31T02:30'))).toBe(moment('2024-03-31T01:30Z'));
  expect(berlin.moments(local('2024-10-27T02:30'))).toEqual([moment('2024-10-27T00:30Z'), moment('2024-10-27T01:30Z')]);
  // Midnight was skipped.
  expect(new ZoneClock('America/Sao_Paulo').startOfDay(dayNumber('2018-11-04') ?? 0)).toBe(moment('2018-11-04T03:00Z'));
});

test('days, and the weeks they are in', () => {
  expect(dayNumber('2026-02-29')).toBeNull();
  expect(dayNumber('20 Nov')).toBeNull();
  const friday = dayNumber('2026-11-20') ?? 0;
  expect(weekdayOf(friday)).toBe(5);
  expect(dayText(weekOf(friday, 1))).toBe('2026-11-16');
  expect(dayText(weekOf(friday, 7))).toBe('2026-11-15');
  expect(dayText(weekOf(friday, 5))).toBe('2026-11-20');
});

test('a hundred thousand moments are asked in milliseconds', () => {
  const clock = new ZoneClock('Europe/Berlin');
  const start = performance.now();
  for (let index = 0; index < 100_000; index += 1) clock.dayOf(1_760_000_000_000 + index * 300_000);
  expect(performance.now() - start).toBeLessThan(150);
});
