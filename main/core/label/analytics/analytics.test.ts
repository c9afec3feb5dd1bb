import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { formatAmount, parseAmount, toParts } from '#shared/amount.ts';
import { analyticsDimensions } from '#shared/contract/analytics.ts';
import { breakDown } from './break-down.ts';
import { growthOf, shareOf } from './figures.ts';
import { findHints } from './hints.ts';
import { monthOfIndex, monthsOf, spanBefore } from './months.ts';
import { overview } from './overview.ts';
import { projectMonths } from './project-months.ts';
import { compareStreams, estimateStreams } from './streams.ts';

let folder: { path: string; remove(): void };
let library: ReturnType<typeof openLibrary>;
let db: Db;

beforeAll(() => {
  folder = tempFolder('ledgerline-analytics-', true);
  library = openLibrary(folder.path);
  db = library.db;
});
afterAll(() => {
  library.close();
  folder.remove();
});

const amount = (text: string) => (parseAmount(text, { decimal: '.' }) ?? { amount: 0n }).amount;

/** Two recordings of one release, two statements (one in dollars with a rate), stores 1 Spotify, 2 Bandcamp, 3 a shop we do not know. */
beforeEach(() => {
  for (const table of [
    'statement',
    'statement_item',
    'statement_store',
    'statement_sum',
    'stream_count',
    'delivery',
    'store_setting',
  ]) {
    db.exec(`DELETE FROM ${table}`);
  }
  db.exec(`
    DELETE FROM recording; DELETE FROM release;
    INSERT INTO recording (id, title, artist, created_at, changed_at)
      VALUES (1, 'Quay', 'Ines', 0, 0), (2, 'Low Season', 'Kit', 0, 0);
    INSERT INTO release (id, title, created_at, changed_at) VALUES (1, 'Harbour Songs', 0, 0);
    INSERT INTO release_track (release_id, position, recording_id) VALUES (1, 0, 1);
    INSERT INTO statement (id, name, sha256, size_bytes, format, state, source, rates, imported_at, changed_at) VALUES
      (1, 'one', 'a', 1, 'x', 'counted', 'DistroKid', '[]', 0, 0),
      (2, 'two', 'b', 1, 'x', 'counted', 'Bandcamp', '[{"from":"USD","to":"EUR","rate":"0.5","on":"2026-01-01"}]', 0, 0),
      (3, 'gone', 'c', 1, 'x', 'removed', 'Bandcamp', '[]', 0, 0);
    INSERT INTO statement_store (id, name, store_key) VALUES (1, 'Spotify', 'spotify'), (2, 'bc', 'bandcamp'), (3, 'Shop', '');
    INSERT INTO statement_item (id, isrc, upc, catalogue_number, artist, title, release_title, recording_id, match_method)
      VALUES (1, 'A', '', '', 'Ines', 'Quay', 'Harbour', 1, 'isrc'), (2, 'B', '', '', 'Kit', 'Low Season', 'Low', 2, 'isrc'),
        (3, '', '', '', 'Nobody', 'Who', '', NULL, '');`);
});

type Sum = { statement?: number; item?: number; store?: number; territory?: string; type?: string; month?: number };

function sum(
  net: string,
  units: number,
  { statement = 1, item = 1, store = 1, ...more }: Sum & { currency?: string } = {},
): void {
  const { territory = 'DE', type = 'stream', month = 202_601, currency = 'EUR' } = more;
  const { micro, pico } = toParts(amount(net));
  db.prepare(
    `INSERT INTO statement_sum (statement_id, item_id, store_id, territory, sale_type, format, month, currency, line_count,
       units, net_micro, net_pico, gross_micro, gross_pico, fee_micro, fee_pico, withheld_micro, withheld_pico)
     VALUES (?, ?, ?, ?, ?, '', ?, ?, 1, ?, ?, ?, 0, 0, 0, 0, 0, 0)`,
  ).run(statement, item, store, territory, type, month, currency, units, micro, pico);
}

test('totals are exact, converted by the rate of the statement, and what has none is apart', () => {
  sum('0.000000000001', 1);
  sum('-0.5', -10, { month: 202_602 });
  sum('10.10', 2, { statement: 2, store: 2, type: 'download', currency: 'USD' });
  sum('7', 1, { store: 3, type: 'download', currency: 'USD' });
  sum('3', 1, { item: 3, month: 0 });
  sum('1000', 1, { statement: 3 });
  expect(overview(db, {}, 'EUR')).toMatchObject({
    ...{ currency: 'EUR', firstMonth: '2026-01', lastMonth: '2026-02', months: ['2026-01', '2026-02'] },
    total: { net: '7.550000000001', units: -6, streams: -8, downloads: 2, rows: 4, previousNet: null, growth: null },
    unconverted: [{ currency: 'USD', net: '7', rows: 1 }],
    ...{ undated: '3', unmatched: '3' },
    series: [
      { key: 'bandcamp', label: 'Bandcamp', net: ['5.05', '0'] },
      { key: 'spotify', label: 'Spotify', net: ['0.000000000001', '-0.5'] },
    ],
  });
});

test('growth is against the equal period before, and only where there was one', () => {
  sum('100', 50_000, { month: 202_511 });
  sum('50', 10_000, { month: 202_512 });
  sum('165', 55_000, { month: 202_601 });
  expect(overview(db, { from: '2026-01', to: '2026-01' }, 'EUR').total).toMatchObject({
    net: '165',
    previousNet: '50',
    growth: 230,
  });
  expect(overview(db, { from: '2025-11', to: '2025-11' }, 'EUR').total).toMatchObject({
    previousNet: null,
    growth: null,
  });
  expect(overview(db, { from: '2030-01', to: '2030-02' }, 'EUR').total).toMatchObject({ net: '0', rows: 0 });
  const { rows } = breakDown(db, { filter: { from: '2026-01', to: '2026-01' }, dimension: 'store', limit: 9 }, 'EUR');
  // 5 a thousand before, 3 now.
  expect(rows).toMatchObject([{ key: 'spotify', perThousand: '3', rateChange: -40, growth: 230, share: 100 }]);
});

test('parts of a hundred are rounded, a half away from zero', () => {
  expect(growthOf(156_490n, 100_000n)).toBe(56.5);
  expect(growthOf(9995n, 10_000n)).toBe(-0.1);
  expect(growthOf(9996n, 10_000n)).toBe(0);
  expect([shareOf(1n, 3n), shareOf(2n, 3n), shareOf(-1n, 8n), shareOf(1n, 0n)]).toEqual([33.3, 66.7, -12.5, 0]);
  expect(growthOf(5n, 0n)).toBeNull();
});

test('a release has what its recordings sold without another, and tracks that nobody knows are there', () => {
  sum('5', 1);
  sum('6', 1, { item: 2 });
  sum('7', 1, { item: 3 });
  expect(overview(db, { releaseId: 1 as never }, 'EUR').total).toMatchObject({ net: '5', rows: 1, statements: 1 });
  expect(overview(db, { store: 'bandcamp' }, 'EUR').total).toMatchObject({ rows: 0, statements: 0 });
  const { rows } = breakDown(db, { filter: {}, dimension: 'track', limit: 9 }, 'EUR');
  expect(rows.map(({ key, label, net }) => [key, label, net])).toEqual([
    ['i3', 'Who', '7'],
    ['r2', 'Low Season', '6'],
    ['r1', 'Quay', '5'],
  ]);
  expect(breakDown(db, { filter: { artist: 'Kit' }, dimension: 'source', limit: 9 }, 'EUR').rows).toMatchObject([
    { key: 'DistroKid', net: '6', share: 100 },
  ]);
});

test('whatever the dimension, rows add up to the total', () => {
  const cells = fc.array(
    fc.record({
      net: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      more: fc.record({
        item: fc.constantFrom(1, 2, 3),
        store: fc.constantFrom(1, 2, 3),
        territory: fc.constantFrom('', 'DE', 'US'),
        month: fc.constantFrom(0, 202_512, 202_601),
        type: fc.constantFrom('stream', 'download'),
      }),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(cells, (given) => {
      db.exec('DELETE FROM statement_sum');
      for (const { net, more } of given) sum(formatAmount(net), 1, more);
      const total = formatAmount(given.reduce((whole, { net }) => whole + net, 0n));
      expect(overview(db, {}, 'EUR').total.net).toBe(total);
      for (const dimension of analyticsDimensions) {
        const { rows } = breakDown(db, { filter: {}, dimension, limit: 99 }, 'EUR');
        expect(formatAmount(rows.reduce((whole, { net }) => whole + amount(net), 0n))).toBe(total);
      }
    }),
    { numRuns: 25 },
  );
});

test('projections are of months, compounded, and say so where there are too few', () => {
  const of = (...nets: string[]) =>
    projectMonths(new Map(nets.map((net, at) => [monthOfIndex(2026 * 12 + at), amount(net)])));
  expect(of('100', '110', '121', '133.1')).toEqual({
    ...{ method: 'compound', growth: 10 },
    months: [
      { month: '2026-05', net: '146.41', total: '146.41' },
      { month: '2026-06', net: '161.051', total: '307.461' },
      { month: '2026-07', net: '177.1561', total: '484.6171' },
    ],
  });
  expect(of('100')).toMatchObject({ method: 'default', growth: 5, months: [{ net: '105' }, {}, {}] });
  expect(of('100', '0', '50', '20')).toMatchObject({ method: 'default' });
  expect(projectMonths(new Map())).toBeNull();
  expect(spanBefore({ from: 202_601, to: 202_603 })).toEqual({ from: 202_510, to: 202_512 });
  expect(monthsOf({ from: 202_511, to: 202_602 })).toEqual([202_511, 202_512, 202_601, 202_602]);
});

test('what might be missing is said: stores, countries, months', () => {
  sum('50', 9);
  sum('40', 9, { item: 2, store: 2, territory: 'US' });
  sum('10', 9, { month: 202_604 });
  db.exec(`INSERT INTO delivery (release_id, store_key, state, history, created_at, changed_at) VALUES
    (1, 'bandcamp', 'live', '[{"at":0,"to":"live"}]', 0, 0), (1, 'deezer', 'live', '[{"at":0,"to":"live"}]', 0, 0)`);
  expect(findHints(db, {}, { currency: 'EUR', now: Date.parse('2026-11-22') })).toEqual([
    { kind: 'silentStore', release: 'Harbour Songs', releaseId: 1, store: 'Bandcamp' },
    { kind: 'missingStore', track: 'Quay', recordingId: 1, store: 'Bandcamp', share: 40 },
    { kind: 'missingStore', track: 'Low Season', recordingId: 2, store: 'Spotify', share: 60 },
    { kind: 'missingTerritory', track: 'Quay', recordingId: 1, territory: 'US', share: 40 },
    { kind: 'missingTerritory', track: 'Low Season', recordingId: 2, territory: 'DE', share: 60 },
    { kind: 'missingMonths', store: 'Spotify', months: ['2026-02', '2026-03'] },
  ]);
});

test('counted streams stand beside those that were paid, and estimates beside what came', () => {
  db.exec(`INSERT INTO stream_count (statement_id, line, item_id, store_key, from_day, to_day, streams) VALUES
    (1, 1, 1, 'spotify', '2026-01-01', '2026-01-31', 900), (1, 2, 1, 'spotify', '2026-01-31', '2026-02-01', 50),
    (1, 3, 3, 'spotify', '2026-01-02', '2026-01-02', 100)`);
  sum('3', 720);
  sum('2', 1000, { statement: 2, store: 2, currency: 'USD' });
  expect(compareStreams(db, { from: '2026-01', to: '2026-01' }, 'EUR')).toEqual([
    { recordingId: 1, title: 'Quay', counted: 900, paid: 720, net: '3', paidShare: 80 },
    { recordingId: null, title: 'Who', counted: 100, paid: 0, net: '0', paidShare: 0 },
  ]);
  db.exec(`INSERT INTO store_setting (store_key, estimate, created_at, changed_at) VALUES ('bandcamp', '0.002', 0, 0)`);
  expect(estimateStreams(db, {})).toEqual([
    { store: 'Bandcamp', streams: 1000, perStream: '0.002', estimate: '2', paid: '2' },
    { store: 'Spotify', streams: 720, perStream: '0.004', estimate: '2.88', paid: null },
  ]);
});
