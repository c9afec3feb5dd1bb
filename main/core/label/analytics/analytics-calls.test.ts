import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { distrokid, openStatementLab, type StatementLab } from '#core/label/statements/testing/statement-lab.ts';
import { errorCode } from '#core/testing/test-core.ts';
import { type AnalyticsView, type ExportColumn, exportColumns } from '#shared/contract/analytics.ts';
import type { Input } from '#shared/contract/index.ts';

let lab: StatementLab;
let call: StatementLab['core']['call'];
beforeAll(async () => {
  lab = await openStatementLab();
  ({ call } = lab.core);
  lab.sql(`UPDATE workspace SET currency = 'USD', name = 'Lantern Row';
    INSERT INTO recording (id, title, artist, isrc, title_fold, artist_fold, created_at, changed_at)
      VALUES (1, 'Low Season', 'Ines Valloria', 'ZZLR12600001', 'low season', 'ines valloria', 0, 0)`);
  const sales = [
    { net: '1.5', month: '2026-06' },
    { net: '0.005000000001', month: '2026-07', country: 'US' },
    { store: 'Bandcamp', net: '2', month: '2026-07', quantity: 2 },
    { net: '-0.25', quantity: -10, month: '2026-07' },
    { net: '4', title: '=1+1', isrc: 'ZZLR12699999', month: '2026-07' },
  ];
  const draft = await lab.bring('july.tsv', distrokid(sales));
  expect(draft.error).toBeNull();
});
afterAll(async () => {
  expect(lab.core.logged).toEqual([]);
  await lab.close();
});

const words: Input<'analytics.export'>['words'] = {
  title: 'By track',
  lines: ['Jul 2026'],
  columns: Object.fromEntries(exportColumns.map((column) => [column, `(${column})`])) as Record<ExportColumn, string>,
  labels: { '2026-07': 'Jul 2026', other: 'Others' },
  madeOn: '22 Nov 2026',
};
const july = { from: '2026-07', to: '2026-07' };

async function write(view: AnalyticsView, format: 'csv' | 'xlsx' | 'pdf', filter = july) {
  const path = join(lab.path, `${view}.${format}`);
  const answer = await call('analytics.export', { filter, view, format, path, words });
  return { ...answer, bytes: readFileSync(path) };
}

/** The first sheet, by rows from the one that begins with a title of ours. */
function tableOf(bytes: Uint8Array, first: string): unknown[][] {
  const { SheetNames, Sheets } = read(bytes);
  const rows = utils.sheet_to_json<unknown[]>(Sheets[SheetNames[0] as string] as never, { header: 1 });
  return rows.slice(rows.findIndex(([cell]) => cell === first));
}

test('what is imported is counted at once, and what is undone is not', async () => {
  const overview = await call('analytics.overview', july);
  expect(overview).toMatchObject({
    ...{ currency: 'USD', firstMonth: '2026-06', lastMonth: '2026-07', months: ['2026-07'], unmatched: '4' },
    total: { net: '5.755000000001', previousNet: '1.5', growth: 283.7, rows: 4, statements: 1 },
  });
  const tracks = await call('analytics.by', { filter: july, dimension: 'track' });
  expect(tracks.rows.map(({ key, label, net }) => [key[0], label, net])).toEqual([
    ['i', '=1+1', '4'],
    ['r', 'Low Season', '1.755000000001'],
  ]);
  // Every figure leads to its rows: the same sum, and where each stands.
  const { total, lines } = await call('analytics.lines', { filter: { ...july, recordingId: 1 as never } });
  expect([total, ...lines.map(({ store, territory, net, line }) => `${store} ${territory} ${net} ${line}`)]).toEqual([
    ...[3, 'Bandcamp DE 2 4', 'Spotify US 0.005000000001 3', 'Spotify DE -0.25 5'],
  ]);
  expect(await call('analytics.lines', { filter: {}, limit: 1 })).toMatchObject({
    total: 5,
    lines: [{ title: '=1+1', statement: 'july.tsv', month: '2026-07', currency: 'USD' }],
  });
  expect(await call('analytics.by', { filter: { source: 'Nobody' }, dimension: 'source' })).toMatchObject({ rows: [] });
  expect((await call('analytics.overview', { source: 'DistroKid', recordingId: 1 as never })).total.net).toBe(
    '3.255000000001',
  );
  await call('history.undo', {});
  expect((await call('analytics.overview', {})).total).toMatchObject({ net: '0', rows: 0 });
  await call('history.redo');
  expect((await call('analytics.overview', {})).total.net).toBe('7.255000000001');
});

test('a view is written as it is shown: read back from the spreadsheet', async () => {
  const { rows, bytes } = await write('track', 'xlsx');
  expect(rows).toBe(2);
  const [head, ...body] = tableOf(bytes, '(track)');
  expect(head?.slice(0, 4)).toEqual(['(track)', '(net), USD', '(share)', '(previous), USD']);
  // A name that looks like a formula stays a name; the total is of the exact amounts.
  expect(body.map((row) => row.slice(0, 2))).toEqual([
    ['=1+1', 4],
    ['Low Season', 1.76],
    ['(total)', 5.76],
  ]);
  const months = tableOf((await write('overview', 'xlsx', {} as never)).bytes, '(month)');
  expect(months.map(([name, , last]) => [name, last])).toContainEqual(['Jul 2026', 2]);
  expect(months.at(-1)?.at(-1)).toBe(7.26);
});

test('every view goes into every format', async () => {
  for (const view of ['store', 'territory', 'month', 'type', 'streams', 'estimates'] as const) {
    const csv = (await write(view, 'csv')).bytes.toString('utf8');
    expect(csv).toContain(view === 'streams' ? '(counted)' : view === 'estimates' ? '(estimate)' : `(${view})`);
  }
  const { bytes } = await write('estimates', 'pdf');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await write('store', 'xlsx')).rows).toBe(2);
});

test('nothing is overwritten, and no file of another kind is made', async () => {
  const path = join(lab.path, 'mine.csv');
  writeFileSync(path, 'mine');
  const ask = (to: string) =>
    errorCode(call('analytics.export', { filter: {}, view: 'store', format: 'csv', path: to, words }));
  expect(await ask(path)).toBe('FILE_EXISTS');
  expect(readFileSync(path, 'utf8')).toBe('mine');
  expect(await ask(join(lab.path, 'mine.exe'))).toBe('INVALID_INPUT');
  expect(existsSync(join(lab.path, 'mine.exe'))).toBe(false);
});
