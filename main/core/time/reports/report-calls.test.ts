import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { Input } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ReportId } from '#shared/contract/reports.ts';

const now = Date.parse('2026-11-20T12:00Z');
const folder = tempFolder('ledgerline-reports-', true);
let lab: TestCore;

type Definition = Input<'reports.run'>;
const definition: Definition = {
  kind: 'time',
  groups: ['project', 'day'],
  period: { kind: 'custom', from: '2026-11-01', to: '2026-11-30' },
  filter: {},
  rounding: { mode: 'up', minutes: 15, per: 'entry' },
};

const words = {
  ...{ title: 'Hours by project', lines: ['1–30 Nov 2026', 'Rounded up to 15 minutes per entry'] },
  ...{
    notes: ['Timers that run are not counted.'],
    signatures: [],
    label: 'Project',
    gone: 'Removed',
    none: { project: 'No project' },
    codes: { mixing: 'Mixing', travel: 'Travelling' },
  },
  ...{ total: 'Total', sheet: 'Hours', madeOn: '20 Nov 2026' },
  columns: { time: 'Time', hours: 'Hours', amount: 'Amount' },
};

async function written(format: 'csv' | 'xlsx' | 'pdf', name: string, given: Definition = definition): Promise<Buffer> {
  const path = join(folder.path, name);
  await lab.call('reports.export', { definition: given, format, path, words });
  await lab.core.waitForIdle();
  expect(await lab.call('reports.getExport')).toEqual({ format, path, state: 'done', error: null, missingLetters: '' });
  return readFileSync(path);
}

beforeAll(async () => {
  lab = await openTestCore(join(folder.path, 'home'), { now: () => now, runAnalysis: false });
  const { default: Database } = await import('better-sqlite3');
  const db = new Database(join(folder.path, 'home', 'library.db'));
  db.exec(`
    UPDATE workspace SET name = 'Lantern Row', currency = 'EUR', time_zone = 'Europe/Berlin', address = 'Quay 1';
    INSERT INTO person (id, name, legal_name, address, created_at, changed_at)
      VALUES (90, 'Foil', 'Foil & Feather Ltd', 'Foil Lane 1', 0, 0);
    INSERT INTO project (id, name, currency, is_billable, created_at, changed_at) VALUES (1, '=Album', 'EUR', 1, 0, 0);
    INSERT INTO time_entry (person_id, project_id, start_at, end_at, time_zone, is_billable, rate_minor, currency, activity, created_at,
      changed_at) VALUES (1, 1, ${now - 7_200_000}, ${now - 3_540_000}, 'UTC', 1, 6000, 'EUR', 'mixing', 0, 0),
      (1, NULL, ${now - 90_000_000}, ${now - 86_400_000}, 'UTC', 0, NULL, 'EUR', '', 0, 0);
  `);
  db.close();
});
afterAll(async () => {
  await lab.core.close();
  folder.remove();
});

test('a report is computed beside the writer, and says what it was given', async () => {
  const result = await lab.call('reports.run', definition);
  expect(result.rows.map(({ level, label, cells }) => [level, label, cells[0], cells[6]])).toEqual([
    [0, '=Album', 4_500_000, 7500],
    [1, '2026-11-20', 4_500_000, 7500],
    [0, '', 3_600_000, 0],
    [1, '2026-11-19', 3_600_000, 0],
  ]);
  expect([result.from, result.to, result.zone, result.total[0]]).toEqual([
    ...['2026-11-01', '2026-11-30', 'Europe/Berlin'],
    8_100_000,
  ]);
  expect(await errorCode(lab.call('reports.run', { ...definition, groups: ['category'] }))).toBe('INVALID_INPUT');
  expect(await errorCode(lab.call('reports.run', { ...definition, groups: ['day', 'day'] }))).toBe('INVALID_INPUT');
  const reversed = { kind: 'custom' as const, from: '2026-11-02', to: '2026-11-01' };
  expect(await errorCode(lab.call('reports.run', { ...definition, period: reversed }))).toBe('INVALID_INPUT');
});

test('files hold what the report says, and overwrite nothing', async () => {
  const csv = (await written('csv', 'report.csv')).toString('utf8');
  expect(csv.split('\r\n').slice(0, 3)).toEqual([
    '\ufeffProject,Time,Hours,billable,notBillable,share,entries,"Amount, EUR"',
    "'=Album,1:15,1.25,1:15,0:00,0.555556,1,75.00",
    'Fri 20 Nov 2026,1:15,1.25,1:15,0:00,0.555556,1,75.00',
  ]);
  const book = read(await written('xlsx', 'report.xlsx'));
  const table = utils.sheet_to_json<(string | number)[]>(book.Sheets.Hours as never, { header: 1 });
  expect([table.at(-1)?.[0], table.at(-1)?.[2], table.at(-1)?.[7]]).toEqual(['Total', 2.25, 75]);
  const pdf = await getDocumentProxy(new Uint8Array(await written('pdf', 'report.pdf')));
  const { text } = await extractText(pdf, { mergePages: true });
  for (const part of ['Lantern Row', 'Quay 1', 'Hours by project', '=Album', 'No project', '2:15', '75.00', '1 of 1']) {
    expect(text).toContain(part);
  }
  const again = { definition, format: 'pdf' as const, path: join(folder.path, 'report.pdf'), words };
  expect(await errorCode(lab.call('reports.export', again))).toBe('FILE_EXISTS');
  expect(await errorCode(lab.call('reports.export', { ...again, path: 'report.pdf' }))).toBe('INVALID_INPUT');
  const nowhere = join(folder.path, 'nowhere', 'x.pdf');
  await lab.call('reports.export', { ...again, path: nowhere });
  await lab.core.waitForIdle();
  expect(await lab.call('reports.getExport')).toMatchObject({ state: 'failed' });
  expect(existsSync(nowhere)).toBe(false);
});

test('a timesheet is for somebody, and names activities in words', async () => {
  const rows: Definition = { ...definition, kind: 'entries', groups: [] };
  const result = await lab.call('reports.run', rows);
  expect(result.columns.map(({ key }) => key)).toEqual([
    ...['person', 'project', 'task', 'activity', 'note', 'time', 'hours', 'amount'],
  ]);
  const path = join(folder.path, 'timesheet.pdf');
  await lab.call('reports.export', { definition: rows, format: 'pdf', path, words, recipientId: 90 as PersonId });
  await lab.core.waitForIdle();
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(readFileSync(path))), { mergePages: true });
  for (const part of ['Foil & Feather Ltd', 'Foil Lane 1', 'Mixing', '20 Nov 2026', '=Album'])
    expect(text).toContain(part);
  expect(text).not.toContain('mixing');
});

test('a matrix of many days stands on its page in several tables, and in one in a spreadsheet', async () => {
  const matrix: Definition = { ...definition, kind: 'matrix', groups: ['project'] };
  const { text } = await extractText(
    await getDocumentProxy(new Uint8Array(await written('pdf', 'matrix.pdf', matrix))),
    {
      mergePages: true,
    },
  );
  expect(text).toContain('Sun 1 – Tue 10');
  expect(text).toContain('Mon 30');
  const book = read(await written('xlsx', 'matrix.xlsx', matrix));
  expect(book.SheetNames).toEqual(['Hours', 'About']);
});

test('saved reports come back as they were, can be changed and taken back', async () => {
  const { id } = await lab.call('reports.save', { id: null, name: 'Monthly', definition });
  await lab.call('reports.save', { id, name: 'By day', definition: { ...definition, groups: ['day'] } });
  const names = async () =>
    (await lab.call('reports.saved')).map(({ name, definition: { groups } }) => [name, ...groups]);
  expect(await names()).toEqual([['By day', 'day']]);
  await lab.call('history.undo', {});
  expect(await names()).toEqual([['Monthly', 'project', 'day']]);
  await lab.call('reports.remove', { id });
  expect(await names()).toEqual([]);
  await lab.call('history.undo', {});
  expect(await names()).toEqual([['Monthly', 'project', 'day']]);
  expect(await errorCode(lab.call('reports.remove', { id: 999 as ReportId }))).toBe('NOT_FOUND');
});

test('what reports can be filtered by has a name', async () => {
  const { projects, people } = await lab.call('reports.choices');
  expect([projects.map(({ name }) => name), people.length]).toEqual([['=Album'], 1]);
  expect(lab.logged).toEqual([]);
});
