import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import { at, harbour, openTimeLab, type TimeLab } from '#core/testing/time-lab.ts';
import { ZoneClock } from '#shared/zone-clock.ts';
import { splitDays } from './reports/read-entries.ts';
import { pieces } from './week-grid.ts';

let lab: TimeLab | undefined;

afterEach(async () => {
  expect(lab?.logged ?? []).toEqual([]);
  await lab?.close();
  lab = undefined;
});

async function open(options: Parameters<typeof openTimeLab>[0] = {}): Promise<TimeLab> {
  lab = await openTimeLab(options);
  return lab;
}

function work(from: string, to: string, facts: object = { projectId: harbour }) {
  return (lab as TimeLab).call('time.addEntry', { ...facts, times: { startAt: at(from), endAt: at(to) } });
}

test('a timer begins in no week that was handed in', async () => {
  const { call } = await open();
  await work('2026-11-19T09:00', '2026-11-19T10:00');
  await call('timesheets.submit', { day: '2026-11-20' });
  expect(await errorCode(call('time.start', { projectId: harbour }))).toBe('TIME_LOCKED');
});

test('a running timer is not moved into a week that was handed in', async () => {
  const { call } = await open();
  (lab as TimeLab).now = at('2026-11-16T02:00');
  await work('2026-11-12T09:00', '2026-11-12T10:00');
  await call('timesheets.submit', { day: '2026-11-12' });
  const { entry } = await call('time.start', { projectId: harbour });
  const times = { startAt: at('2026-11-15T21:00'), endAt: at('2026-11-16T02:00') };
  expect(await errorCode(call('time.editEntry', { id: entry.id, times }))).toBe('TIME_LOCKED');
  await call('time.stop', {});
});

test('a timer cannot have begun more than a day ago', async () => {
  const { call } = await open();
  expect(await errorCode(call('time.start', { projectId: harbour, since: 0 }))).toBe('TIME_INVALID');
});

test('what was handed in keeps its rate, also from undo', async () => {
  const { call } = await open();
  const { entry: first } = await work('2026-11-12T09:00', '2026-11-12T10:00');
  await work('2026-11-19T09:00', '2026-11-19T10:00');
  const rates = async () =>
    (await call('time.entries', { from: 0, to: at('2026-11-21T00:00') })).entries.map(({ rateMinor }) => rateMinor);
  const change = { id: harbour, fields: { rateMinor: 5000 }, appliesRates: true };
  const { operation } = await call('projects.edit', change);
  expect(await rates()).toEqual([5000, 5000]);
  await call('timesheets.submit', { day: '2026-11-12' });
  const again = { id: harbour, fields: { rateMinor: 6000 }, appliesRates: true };
  expect(await call('projects.edit', again)).toMatchObject({ rerated: 1 });
  expect(await rates()).toEqual([5000, 6000]);
  expect(await call('time.applyRates', { projectId: harbour })).toMatchObject({ count: 0 });
  await call('history.undo', {});
  expect(await errorCode(call('history.undo', { id: operation ?? undefined }))).toBe('TIME_LOCKED');
  expect(await rates()).toEqual([5000, 5000]);
  expect((await call('time.getEntries', { ids: [first.id] }))[0]?.rateMinor).toBe(5000);
});

test('a figure typed for a day stays in that day', async () => {
  const { call } = await open();
  await work('2026-11-19T23:00', '2026-11-19T23:30');
  const target = { projectId: harbour, taskId: null, songId: null, stepKey: '' };
  const typed = await call('time.setCell', { day: '2026-11-19', minutes: 120, ...target });
  expect(typed.entry).toMatchObject({ startAt: at('2026-11-19T22:00'), endAt: at('2026-11-20T00:00') });
  const { days, totals } = await call('time.week', { day: '2026-11-19' });
  expect(totals[days.indexOf('2026-11-19')]).toBe(7_200_000);
  expect(totals[days.indexOf('2026-11-20')]).toBe(0);
});

const zones = [
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Beirut',
  'Pacific/Chatham',
];
const moments = [
  Date.UTC(2026, 9, 25),
  Date.UTC(2026, 2, 29),
  Date.UTC(2011, 11, 30),
  Date.UTC(2010, 10, 7),
  Date.UTC(1993, 7, 21),
  Date.UTC(2018, 1, 18),
  Date.UTC(2018, 10, 4),
  Date.UTC(2026, 3, 5),
  Date.UTC(2026, 9, 4),
  Date.UTC(2026, 3, 24),
  Date.UTC(2026, 11, 31),
];

test('reports and weeks count the same in every day, whatever the clocks do', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...moments),
      fc.integer({ min: -4320, max: 4320 }),
      fc.integer({ min: 1, max: 4320 }),
      fc.integer({ min: 0, max: 900 }),
      (zone, base, shift, minutes, pause) => {
        const clock = new ZoneClock(zone);
        const startAt = base + shift * 60_000;
        const endAt = startAt + minutes * 60_000;
        const breakMs = Math.min(pause, minutes - 1) * 60_000;
        const parts = splitDays(startAt, endAt, breakMs, clock, null);
        const net = endAt - startAt - breakMs;
        expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBe(net);
        expect(parts.every(({ ms }) => ms >= 0)).toBe(true);
        const first = clock.dayOf(startAt) - 1;
        const starts = Array.from({ length: 9 }, (_, index) => clock.startOfDay(first + index));
        for (const [index, start] of starts.entries())
          if (index > 0) expect(start).toBeGreaterThanOrEqual(starts[index - 1] as number);
        const grid = pieces({ startAt, endAt, breakMs }, starts, endAt);
        expect(grid.reduce((sum, ms) => sum + ms, 0)).toBe(net);
        const byDay = new Map(parts.map(({ day, ms }) => [day, ms]));
        expect(grid).toEqual(Array.from({ length: 8 }, (_, index) => byDay.get(first + index) ?? 0));
      },
    ),
    { numRuns: 300 },
  );
});

test('the currency of a workspace stays while money was counted in it', async () => {
  const { call } = await open();
  await call('workspace.edit', { currency: 'JPY' });
  await call('workspace.edit', { currency: 'EUR' });
  const { id } = await call('expenses.make', {
    date: '2026-11-20',
    category: 'travel',
    amountMinor: 1000,
    currency: 'USD',
    fxRate: '0.9',
  });
  expect(await errorCode(call('workspace.edit', { currency: 'JPY' }))).toBe('CURRENCY_IN_USE');
  await call('workspace.edit', { currency: 'EUR', name: 'Lantern Row' });
  await call('expenses.remove', { ids: [id] });
  const changed = await call('workspace.edit', { currency: 'JPY' });
  await call('income.make', { date: '2026-11-20', kind: 'fee', amountMinor: 500, currency: 'JPY' });
  expect(await errorCode(call('history.undo', { id: changed.operation ?? undefined }))).toBe('CURRENCY_IN_USE');
});
