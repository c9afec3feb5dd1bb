import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '#core/db/migrate.ts';
import type { Db } from '#core/db/query.ts';
import { type ReportDefinition, reportDefinition } from '#shared/contract/reports.ts';
import { timesRate } from '#shared/money.ts';
import { dayNumber, ZoneClock } from '#shared/zone-clock.ts';
import { resolvePeriod } from './period.ts';
import { splitDays } from './read-entries.ts';
import { costOf, roundTime } from './rounding.ts';
import { runReport } from './run-report.ts';

const hour = 3_600_000;
const minute = 60_000;
const now = Date.parse('2026-11-20T12:00Z');

/** A workspace in Berlin with two projects, a client, two people and a song in a pack. */
function openDb(): Db {
  const db = new Database(':memory:');
  migrate(db);
  db.exec(`
    UPDATE workspace SET name = 'Lantern Row', currency = 'EUR', time_zone = 'Europe/Berlin';
    INSERT INTO person (id, name, created_at, changed_at) VALUES (101, 'Ana', 0, 0), (102, 'Bo', 0, 0), (103, 'Quay Ltd', 0, 0);
    INSERT INTO pack (id, name, created_at, changed_at) VALUES (7, 'Harbour', 0, 0);
    INSERT INTO song (id, title, pack_id, created_at, changed_at) VALUES (9, 'Copper Thread', 7, 0, 0);
    INSERT INTO project (id, name, client_id, currency, is_billable, budget_minutes, budget_minor, pack_id, created_at, changed_at)
      VALUES (1, 'Album', 103, 'EUR', 1, 600, 100000, NULL, 0, 0), (2, 'Harbour songs', NULL, 'EUR', 0, NULL, NULL, 7, 0, 0);
    INSERT INTO task (id, project_id, name, created_at) VALUES (5, 1, 'Mixing', 0);
  `);
  return db;
}

type Entry = { start: string; end: string; person?: number; project?: number | null; task?: number; song?: number };
type Money = {
  billable?: boolean;
  rate?: number | null;
  currency?: string;
  breakMs?: number;
  tags?: string[];
  note?: string;
};

function addEntry(db: Db, entry: Entry & Money): void {
  const { start, end, person = 101, project = 1, task = null, song = null } = entry;
  const { billable = true, rate = 6000, currency = 'EUR', breakMs = 0, tags = [], note = '' } = entry;
  db.prepare(
    `INSERT INTO time_entry (person_id, project_id, task_id, song_id, start_at, end_at, break_ms, time_zone, is_billable,
       rate_minor, currency, tags, note, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'UTC', ?, ?, ?, ?, ?, 0, 0)`,
  ).run(
    ...[person, project, task, song, Date.parse(start), Date.parse(end), breakMs, billable ? 1 : 0, rate, currency],
    ...[JSON.stringify(tags), note],
  );
}

function define(
  change: Partial<ReportDefinition> & { filter?: Partial<ReportDefinition['filter']> } = {},
): ReportDefinition {
  return reportDefinition.parse({
    ...{ kind: 'time', groups: ['project'], period: { kind: 'all' }, filter: {} },
    rounding: { mode: 'none', minutes: 15, per: 'entry' },
    ...change,
  });
}

const shown = (db: Db, change: Parameters<typeof define>[0] = {}) => {
  const { rows, columns, total } = runReport(db, define(change), now);
  const at = columns.findIndex(({ key }) => key === 'time');
  const money = columns.flatMap(({ key }, index) => (key === 'amount' ? [index] : []));
  const pick = (cells: (string | number | null)[]) => [Number(cells[at]) / hour, ...money.map((index) => cells[index])];
  return [...rows.map(({ level, label, cells }) => [level, label, ...pick(cells)]), ['total', ...pick(total)]];
};

test('rounding leaves exact multiples as they are and goes at most a step', () => {
  const modes = fc.constantFrom('up' as const, 'down' as const, 'nearest' as const);
  fc.assert(
    fc.property(fc.nat(100 * hour), fc.integer({ min: 1, max: 240 }), modes, (ms, minutes, mode) => {
      const step = minutes * minute;
      const rounded = roundTime(ms, { mode, minutes });
      expect(rounded % step).toBe(0);
      expect(Math.abs(rounded - ms)).toBeLessThan(mode === 'nearest' ? step / 2 + 1 : step);
      expect(mode === 'up' ? rounded >= ms : mode === 'down' ? rounded <= ms : true).toBe(true);
      expect(roundTime(rounded, { mode, minutes })).toBe(rounded);
    }),
  );
  expect(roundTime(hour, { mode: 'down', minutes: 15 })).toBe(hour);
  expect(roundTime(1.5 * hour, { mode: 'up', minutes: 15 })).toBe(1.5 * hour);
  expect(roundTime(1.5 * hour + 1, { mode: 'up', minutes: 15 })).toBe(1.75 * hour);
});

test('costs are those of money.ts, half a unit up', () => {
  fc.assert(
    fc.property(fc.nat(1e12), fc.nat(1e9), (ms, rate) => {
      expect(costOf(ms, rate)).toBe(timesRate(ms, rate));
    }),
  );
  expect(costOf(18_000, 100)).toBe(1);
  expect(costOf(17_999, 100)).toBe(0);
});

test('an entry is split where its days end, and nothing of it is lost', () => {
  const clock = new ZoneClock('Europe/Berlin');
  const start = fc.integer({ min: Date.parse('2024-03-28'), max: Date.parse('2024-11-01') });
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 100 * hour }), fc.nat(120 * hour), (at, length, pause) => {
      const parts = splitDays(at, at + length, pause, clock, null);
      expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBe(Math.max(0, length - pause));
      expect(parts.every(({ ms }) => ms >= 0)).toBe(true);
      expect(parts[0]?.day).toBe(clock.dayOf(at));
      expect(parts.at(-1)?.day).toBe(clock.dayOf(at + length - 1));
    }),
  );
  // The night in which clocks are put back has 25 hours.
  const parts = splitDays(Date.parse('2024-10-26T22:00Z'), Date.parse('2024-10-27T23:30Z'), 0, clock, null);
  expect(parts.map(({ ms }) => ms / hour)).toEqual([25, 0.5]);
});

test('13:00 to 14:00 is 1:00, an entry over midnight belongs to both days, and amounts add up', () => {
  const db = openDb();
  addEntry(db, { start: '2026-11-19T12:00Z', end: '2026-11-19T13:00Z' });
  addEntry(db, { start: '2026-11-19T21:30Z', end: '2026-11-20T00:10Z', rate: 3333, person: 102 });
  expect(shown(db, { groups: ['day'] })).toEqual([
    [0, '2026-11-19', 2.5, 6000 + 5000],
    [0, '2026-11-20', 7 / 6, 3888],
    ['total', 11 / 3, 14_888],
  ]);
  expect(costOf((8 / 3) * hour, 3333)).toBe(8888);
  const day = { kind: 'custom' as const, from: '2026-11-20', to: '2026-11-20' };
  expect(shown(db, { groups: ['person'], period: day })).toEqual([
    [0, 'Bo', 7 / 6, 3888],
    ['total', 7 / 6, 3888],
  ]);
});

test('rows of up to three groups add up to those above them, whatever is rounded', () => {
  const db = openDb();
  const entry = fc.record({
    start: fc.integer({ min: 0, max: 40 * 24 }).map((hours) => new Date(now - hours * hour + 17_000).toISOString()),
    length: fc.integer({ min: 1, max: 30 * hour }),
    person: fc.constantFrom(101, 102),
    project: fc.constantFrom(1, 2, null),
    billable: fc.boolean(),
    rate: fc.constantFrom(0, 1, 3333, 6550, null),
    currency: fc.constantFrom('EUR', 'USD'),
  });
  const rounding = fc.record({
    mode: fc.constantFrom('none' as const, 'up' as const, 'nearest' as const, 'down' as const),
    minutes: fc.constantFrom(1, 6, 15, 60),
    per: fc.constantFrom('entry' as const, 'total' as const),
  });
  const groups = fc.constantFrom(
    ['project', 'person', 'day'],
    ['week', 'client'],
    ['month', 'project'],
  ) as fc.Arbitrary<ReportDefinition['groups']>;
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), rounding, groups, (entries, rounded, by) => {
      db.exec('DELETE FROM time_entry');
      for (const { length, ...rest } of entries) {
        addEntry(db, { ...rest, end: new Date(Date.parse(rest.start) + length).toISOString() });
      }
      const { rows, total, columns } = runReport(db, define({ groups: by, rounding: rounded }), now);
      for (const [index, { kind, key }] of columns.entries()) {
        if (kind === 'share' || key === 'entries') continue;
        const sum = (list: typeof rows) => list.reduce((before, { cells }) => before + Number(cells[index]), 0);
        for (const level of by.keys()) expect(sum(rows.filter((row) => row.level === level))).toBe(total[index]);
      }
    }),
    { numRuns: 40 },
  );
});

test('what is rounded per total is rounded once for each row and rate', () => {
  const db = openDb();
  for (const at of ['08:00', '09:00', '10:00']) {
    addEntry(db, { start: `2026-11-19T${at}Z`, end: `2026-11-19T${at.replace('00', '05')}Z` });
  }
  const up = { mode: 'up' as const, minutes: 15 };
  expect(shown(db, { rounding: { ...up, per: 'entry' } }).at(-1)).toEqual(['total', 0.75, 4500]);
  expect(shown(db, { rounding: { ...up, per: 'total' } }).at(-1)).toEqual(['total', 0.25, 1500]);
  db.exec(`UPDATE project SET rounding = '{"mode":"none","minutes":1}' WHERE id = 1`);
  const own = runReport(db, define({ rounding: { ...up, per: 'entry' } }), now);
  expect([own.total[0], own.hasProjectRounding]).toEqual([0.25 * hour, true]);
});

test('filters let through what they name, and timers that run are not counted', () => {
  const db = openDb();
  const day = '2026-11-1';
  addEntry(db, { start: `${day}9T08:00Z`, end: `${day}9T09:00Z`, task: 5, tags: ['mix'], breakMs: 15 * minute });
  addEntry(db, { start: `${day}8T08:00Z`, end: `${day}8T10:00Z`, project: 2, song: 9, billable: false, person: 102 });
  addEntry(db, { start: `${day}7T08:00Z`, end: `${day}7T11:00Z`, project: null, rate: null });
  db.exec(
    `INSERT INTO time_entry (person_id, start_at, time_zone, created_at, changed_at) VALUES (101, 0, 'UTC', 0, 0)`,
  );
  db.exec(`INSERT INTO timesheet (person_id, week, state) VALUES (102, '2026-11-16', 'approved')`);
  const hours = (filter: object) => Number(runReport(db, define({ filter } as never), now).total[0]) / hour;
  expect(hours({})).toBe(5.75);
  expect(hours({ people: [102] })).toBe(2);
  expect(hours({ projects: [1] })).toBe(0.75);
  expect(hours({ clients: [103] })).toBe(0.75);
  expect(hours({ songs: [9] })).toBe(2);
  expect(hours({ tags: ['mix', 'other'] })).toBe(0.75);
  expect(hours({ billable: 'notBillable' })).toBe(2);
  expect([hours({ status: 'approved' }), hours({ status: 'open' }), hours({ status: 'invoiced' })]).toEqual([
    2, 3.75, 0,
  ]);
  const { runningCount, unratedCount } = runReport(db, define(), now);
  expect([runningCount, unratedCount]).toEqual([1, 1]);
  // A client is told nothing of timers on something else.
  const running = (change: object) => runReport(db, define(change), now).runningCount;
  expect([running({ filter: { people: [101] } }), running({ filter: { clients: [103] } })]).toEqual([1, 0]);
  expect(running({ period: { kind: 'custom', from: '1969-12-01', to: '1969-12-31' } })).toBe(0);
  expect(shown(db, { groups: ['pack', 'song'] })).toEqual([
    [0, 'Harbour', 2, 0],
    [1, 'Copper Thread', 2, 0],
    [0, '', 3.75, 4500],
    [1, '', 3.75, 4500],
    ['total', 5.75, 4500],
  ]);
});

test('a removed project or person keeps its time, and says that it is gone', () => {
  const db = openDb();
  addEntry(db, { start: '2026-11-19T08:00Z', end: '2026-11-19T09:00Z', project: 77, person: 88 });
  const [project, person] = runReport(db, define({ groups: ['project', 'person'] }), now).rows;
  expect([project?.isGone, project?.label, project?.id, person?.isGone]).toEqual([true, '', 77, true]);
});

test('a matrix has a column for each day, and for each week or month where there are too many', () => {
  const db = openDb();
  addEntry(db, { start: '2026-11-16T08:00Z', end: '2026-11-16T09:00Z' });
  addEntry(db, { start: '2026-11-19T08:00Z', end: '2026-11-19T10:00Z', project: 2 });
  const week = runReport(db, define({ kind: 'matrix', period: { kind: 'thisWeek', from: '', to: '' } }), now);
  expect(week.columns.map(({ slot }) => slot?.from ?? '')).toEqual([
    ...['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'],
    '',
  ]);
  expect(week.rows.map(({ cells }) => cells.map((cell) => Number(cell) / hour))).toEqual([
    [1, 0, 0, 0, 0, 0, 0, 1],
    [0, 0, 0, 2, 0, 0, 0, 2],
  ]);
  expect(week.total.map((cell) => Number(cell) / hour)).toEqual([1, 0, 0, 2, 0, 0, 0, 3]);
  const year = runReport(db, define({ kind: 'matrix', period: { kind: 'thisYear', from: '', to: '' } }), now);
  expect([year.columns.length, year.columns[0]?.slot]).toEqual([13, { from: '2026-01-01', step: 'month' }]);
});

test('budgets, expenses and earnings', () => {
  const db = openDb();
  addEntry(db, { start: '2026-10-19T08:00Z', end: '2026-10-19T12:00Z', rate: 5000 });
  addEntry(db, { start: '2026-11-19T08:00Z', end: '2026-11-19T10:00Z', rate: 5000, billable: false });
  addEntry(db, { start: '2026-11-19T08:00Z', end: '2026-11-19T10:00Z', project: 2, rate: null, billable: false });
  const expense = db.prepare(
    `INSERT INTO expense (person_id, project_id, date, category, amount_minor, currency, workspace_minor, is_billable, state,
       created_at, changed_at) VALUES (101, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
  );
  expense.run(1, '2026-11-18', 'Travel', 8450, 'USD', 7782, 1, 'approved');
  expense.run(1, '2026-11-19', 'Studio', 10_000, 'EUR', 10_000, 0, 'draft');
  expense.run(1, '2026-11-19', 'Studio', 99_999, 'EUR', 99_999, 0, 'rejected');
  db.exec(`
    INSERT INTO release (id, title, pack_id, created_at, changed_at) VALUES (3, 'Harbour EP', 7, 0, 0);
    INSERT INTO income (project_id, date, kind, amount_minor, currency, workspace_minor, created_at)
      VALUES (1, '2026-11-30', 'fee', 60000, 'EUR', 60000, 0);
    INSERT INTO income (release_id, date, kind, amount_minor, currency, workspace_minor, created_at)
      VALUES (3, '2026-11-30', 'royalties', 2841, 'EUR', 2841, 0);
  `);
  const table = (change: Partial<ReportDefinition>) => {
    const { rows, total, columns } = runReport(db, define(change), now);
    const keyed = (cells: readonly (string | number | null)[]) =>
      Object.fromEntries(columns.map(({ key }, index) => [key, cells[index]]));
    return { rows: rows.map((row) => ({ label: row.label, ...keyed(row.cells) })), total: keyed(total) };
  };
  // The period says nothing here: a budget is used since the project began.
  expect(table({ kind: 'budget', groups: [], period: { kind: 'thisMonth', from: '', to: '' } }).rows).toEqual([
    {
      ...{ label: 'Album', budgetTime: 10 * hour, time: 6 * hour, timeLeft: 4 * hour, timeShare: 0.6 },
      ...{ budget: 100_000, spent: 20_000 + 17_782, budgetLeft: 62_218, budgetShare: 0.37782 },
    },
  ]);
  const month = { kind: 'thisMonth' as const, from: '', to: '' };
  expect(table({ kind: 'expenses', groups: ['category'], period: month })).toMatchObject({
    rows: [
      { label: 'Studio', expenses: 10_000, billableExpenses: 0, open: 10_000 },
      { label: 'Travel', expenses: 7782, billableExpenses: 7782, open: 0 },
    ],
    total: { expenses: 17_782, share: 1, entries: 2 },
  });
  expect(table({ kind: 'earnings', groups: ['project'], period: month })).toMatchObject({
    rows: [
      {
        ...{ label: 'Album', time: 2 * hour, labour: 10_000, expenses: 17_782, fees: 60_000, income: 60_000 },
        ...{ result: 32_218, hourValue: 30_000 },
      },
      { label: 'Harbour songs', time: 2 * hour, labour: 0, income: 0, hourValue: 0 },
      { label: '', time: 0, royalties: 2841, hourValue: null },
    ],
    total: { time: 4 * hour, income: 62_841, hourValue: 15_710 },
  });
  expect(table({ kind: 'earnings', groups: ['release'], period: month }).rows[0]).toMatchObject({
    ...{ label: 'Harbour EP', time: 2 * hour, royalties: 2841, result: 2841, hourValue: 1421 },
  });
});

test('periods are those of the workspace’s zone and week', () => {
  const late = Date.parse('2026-12-31T23:30Z');
  const days = (kind: 'thisWeek' | 'lastMonth' | 'thisYear', zone: string, weekStart = 1) => {
    const range = resolvePeriod({ kind, from: '', to: '' }, late, new ZoneClock(zone), weekStart);
    return range && [range.from, range.to];
  };
  const numbers = (...texts: string[]) => texts.map(dayNumber);
  expect(days('thisYear', 'Europe/Berlin')).toEqual(numbers('2027-01-01', '2027-12-31'));
  expect(days('thisYear', 'UTC')).toEqual(numbers('2026-01-01', '2026-12-31'));
  expect(days('lastMonth', 'Europe/Berlin')).toEqual(numbers('2026-12-01', '2026-12-31'));
  expect(days('thisWeek', 'UTC', 7)).toEqual(numbers('2026-12-27', '2027-01-02'));
});
