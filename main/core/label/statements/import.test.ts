import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import type { StatementId } from '#shared/contract/statements.ts';
import { distrokid, openStatementLab, type StatementLab } from './testing/statement-lab.ts';

let lab: StatementLab;
let call: StatementLab['core']['call'];
beforeAll(async () => {
  lab = await openStatementLab();
  ({ call } = lab.core);
});
afterAll(async () => {
  expect(lab.core.logged).toEqual([]);
  await lab.close();
});

const names = async () => (await call('statements.list')).statements.map(({ name }) => name);
const rowsOf = (id: number) =>
  ['line', 'sum', 'rows', 'problem'].map(
    (table) =>
      lab.sql<{ count: number }>(`SELECT count(*) AS count FROM statement_${table} WHERE statement_id = ${id}`)[0]
        ?.count,
  );

const july = distrokid([
  { net: '1.5' },
  { store: 'Apple Music', country: 'US', quantity: 40, net: '0.250000000001' },
  { net: '-0.25', quantity: -10, month: '2026-06' },
  { net: '1.5' },
]);

test('a file is shown before anything is written, comes in as one operation, and goes and comes back as one', async () => {
  const draft = await lab.look('july.tsv', july);
  expect(draft).toMatchObject({ state: 'ready', error: null });
  expect(draft.preview).toMatchObject({
    ...{ format: 'distrokid', formatName: 'DistroKid', isUnknown: false, rows: 4, errorCount: 0, needs: [] },
    ...{ moneyColumns: ['Earnings (USD)'], moneyNote: 'afterTeamShare', from: '2026-06-01', to: '2026-07-31' },
    totals: [{ currency: 'USD', rows: 4, units: 230, net: '3.000000000001' }],
    stores: [
      { name: 'Apple Music', key: 'appleMusic' },
      { name: 'Spotify', key: 'spotify' },
    ],
    matches: [{ method: '', items: 1, rows: 4 }],
  });
  expect(draft.preview?.because).toContain('Team Percentage');
  expect(lab.sql('SELECT id FROM statement')).toEqual([]);
  await call('statements.import', { ids: [draft.id] });
  const { statementId, operation } = await lab.draft(draft.id);
  expect(rowsOf(statementId as number)).toEqual([4, 3, 1, 1]);
  expect(await call('statements.lines', { month: '2026-06' })).toMatchObject({
    total: 1,
    sums: [{ currency: 'USD', rows: 1, units: -10, net: '-0.25' }],
    lines: [{ line: 4, store: 'Spotify', territory: 'DE', saleType: 'stream', net: '-0.25', isrc: 'ZZLR12600001' }],
  });
  const row = await call('statements.row', { statementId: statementId as StatementId, line: 3 });
  expect(row.cells[row.columns.indexOf('Earnings (USD)')]).toBe('0.250000000001');
  await call('history.undo', operation === null ? {} : { id: operation });
  expect(await names()).toEqual([]);
  expect((await call('statements.lines', {})).total).toBe(0);
  await call('history.redo');
  expect((await call('statements.lines', {})).sums).toMatchObject([{ rows: 4, net: '3.000000000001' }]);
});

test('the same file is known again; the same rows in another file are told and never dropped silently', async () => {
  const same = await lab.bring('again.tsv', july).catch((error: { code: string }) => error.code);
  expect(same).toBe('STATE_REFUSED');
  const seen = await lab.look('again.tsv', july);
  expect(seen.preview?.sameFile).toMatchObject({ name: 'july.tsv' });
  const [head = '', ...rows] = july.trimEnd().split('\r\n');
  const turned = `${[head, ...rows.reverse()].join('\n')}\n`;
  const draft = await lab.look('turned.tsv', turned);
  expect(draft.preview).toMatchObject({ sameFile: null, sameRows: { name: 'july.tsv' } });
  expect(await errorCode(call('statements.import', { ids: [draft.id] }))).toBe('STATE_REFUSED');
  await call('statements.setDraft', { id: draft.id, choice: { isSameKnown: true, name: 'Twice' } });
  await call('statements.import', { ids: [draft.id] });
  await lab.draft(draft.id);
  expect(await names()).toEqual(['Twice', 'july.tsv']);
  await call('history.undo', {});
  expect(await names()).toEqual(['july.tsv']);
});

test('the same money never counts twice: one file named twice, two copies at once, an old import that is done again', async () => {
  const file = distrokid([{ net: '5' }]);
  const [one, other] = [await lab.look('one.tsv', file), await lab.look('other.tsv', file)];
  await call('statements.import', { ids: [one.id, one.id, other.id] });
  const done = await lab.draft(one.id);
  expect(done.state).toBe('done');
  expect(await lab.draft(other.id)).toMatchObject({
    state: 'failed',
    error: 'STATE_REFUSED',
    preview: { sameFile: { name: 'one.tsv' } },
  });
  const undone = await call('history.undo', {});
  if (!undone) throw new Error('Expected something to undo');
  await call('statements.import', { ids: [other.id] });
  expect((await lab.draft(other.id)).state).toBe('done');
  expect(await errorCode(call('history.undo', { id: undone.id }))).toBe('STATE_REFUSED');
  expect(await names()).toEqual(['other.tsv', 'july.tsv']);
  await call('history.undo', {});
});

test('one in place of another takes its place in one step, but not of one that a closed period counted', async () => {
  const before = (await call('statements.list')).statements[0]?.id as StatementId;
  const change = distrokid([{ net: '9' }]);
  const replaced = await lab.bring('better.tsv', change, { mode: 'replace', otherId: before });
  expect(replaced).toMatchObject({ state: 'done', error: null });
  expect(await names()).toEqual(['better.tsv']);
  await call('history.undo', {});
  expect(await names()).toEqual(['july.tsv']);
  lab.sql(`INSERT INTO royalty_period (id, name, from_month, to_month, currency, created_at) VALUES (1, 'Q3', '2026-07', '2026-09', 'USD', 0);
    INSERT INTO royalty_used (period_id, kind, item_id) VALUES (1, 'statement', ${before})`);
  const draft = await lab.look('better.tsv', change, { mode: 'replace', otherId: before });
  expect(await errorCode(call('statements.import', { ids: [draft.id] }))).toBe('PERIOD_CLOSED');
  expect(await errorCode(call('statements.remove', { ids: [before] }))).toBe('PERIOD_CLOSED');
  expect((await call('statements.get', { id: before })).isClosed).toBe(true);
  await call('statements.setDraft', { id: draft.id, choice: { mode: 'append' } });
  await call('statements.import', { ids: [draft.id] });
  const { statementId } = await lab.draft(draft.id);
  expect((await call('statements.get', { id: statementId as StatementId })).corrects).toMatchObject({ id: before });
  await call('history.undo', {});
  lab.sql('DELETE FROM royalty_used; DELETE FROM royalty_period');
});

test('a total that was typed is held against the rows, and a difference has to be known of', async () => {
  const draft = await lab.look('total.tsv', distrokid([{ net: '1.10' }, { net: '2.20' }]), {
    controlTotals: [{ currency: 'USD', amount: '3.3000000001' }],
  });
  expect(draft.preview?.differences).toEqual([{ currency: 'USD', amount: '0.0000000001' }]);
  expect(await errorCode(call('statements.import', { ids: [draft.id] }))).toBe('STATE_REFUSED');
  // To know of one difference is not to know of the next.
  await call('statements.setDraft', { id: draft.id, choice: { isDifferenceKnown: true } });
  const wrong = { controlTotals: [{ currency: 'USD', amount: '9' }] };
  await call('statements.setDraft', { id: draft.id, choice: wrong });
  expect(await errorCode(call('statements.import', { ids: [draft.id] }))).toBe('STATE_REFUSED');
  await call('statements.setDraft', { id: draft.id, choice: { controlTotals: [{ currency: 'USD', amount: '3.3' }] } });
  await call('statements.import', { ids: [draft.id] });
  const { statementId } = await lab.draft(draft.id);
  const id = statementId as StatementId;
  expect(await call('statements.get', { id })).toMatchObject({
    differences: [],
    parts: [{ total: '3.3', open: '3.3' }],
  });
  await call('statements.edit', { id, change: { isDifferenceKnown: true } });
  await call('statements.edit', { id, change: wrong });
  expect(await call('statements.get', { id })).toMatchObject({
    isDifferenceKnown: false,
    differences: [{ amount: '5.7' }],
  });
  const rates = [{ from: 'USD', to: 'EUR', rate: '0.9182', on: '2026-09-30' }];
  await call('statements.edit', { id, change: { name: 'Q3', rates, note: 'Paid' } });
  expect(await call('statements.get', { id })).toMatchObject({ name: 'Q3', rates, note: 'Paid' });
  await call('history.undo', {});
  expect(await call('statements.get', { id })).toMatchObject({ name: 'total.tsv', rates: [] });
  await call('statements.remove', { ids: [id] });
  expect(await names()).toEqual(['july.tsv']);
});

test('a file that changed since it was looked at is not imported, and nothing of it stays', async () => {
  const draft = await lab.look('changed.tsv', distrokid([{ net: '1' }]));
  writeFileSync(join(lab.path, 'changed.tsv'), distrokid([{ net: '2' }]));
  await call('statements.import', { ids: [draft.id] });
  expect(await lab.draft(draft.id)).toMatchObject({ state: 'failed', error: 'FILE_CHANGED' });
  expect(await names()).toEqual(['july.tsv']);
  expect(lab.sql(`SELECT id FROM statement WHERE state = 'importing'`)).toEqual([]);
});

test('an import that is cancelled leaves nothing behind', async () => {
  const sales = Array.from({ length: 6000 }, (_, row) => ({ net: `0.${row + 1}`, title: `Song ${row % 500}` }));
  const draft = await lab.look('many.tsv', distrokid(sales));
  await call('statements.import', { ids: [draft.id] });
  while (lab.sql('SELECT 1 FROM statement_line WHERE line > 300 LIMIT 1').length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await call('activity.cancel', { id: 'statements' });
  expect(await lab.draft(draft.id)).toMatchObject({ state: 'ready', error: null, statementId: null });
  expect(lab.sql('SELECT 1 FROM statement_line WHERE statement_id NOT IN (SELECT id FROM statement)')).toEqual([]);
  expect(lab.sql('SELECT 1 FROM statement_line WHERE line > 300')).toEqual([]);
  expect(lab.sql(`SELECT id FROM statement WHERE state = 'importing'`)).toEqual([]);
  await call('statements.dropDraft', { ids: [draft.id] });
});

test('files of a browser come in pieces, in order, and files of rows go out again exactly', async () => {
  const bytes = Buffer.from(july.replace('1.5', '7.123456789012'));
  const piece = (upload: string | null, at: number, end: number) =>
    call('statements.upload', { upload, name: 'sent.tsv', at, content: bytes.subarray(at, end).toString('base64') });
  const { upload } = await piece(null, 0, 200);
  expect(await errorCode(piece(upload, 300, 400))).toBe('INVALID_INPUT');
  await piece(upload, 200, bytes.length);
  const { ids } = await call('statements.look', { files: [{ upload }] });
  await lab.draft(ids[0] as number);
  await call('statements.import', { ids });
  const { statementId } = await lab.draft(ids[0] as number);
  const path = join(lab.path, 'out.csv');
  const columns =
    'statement line month store territory saleType format artist title releaseTitle isrc upc catalogueNumber units currency gross fee withheld net method';
  const titles = Object.fromEntries(columns.split(' ').map((column) => [column, column])) as never;
  await call('statements.export', { filter: { statementId: statementId as StatementId }, format: 'csv', path, titles });
  await lab.core.core.waitForIdle();
  expect(await call('statements.getExport')).toMatchObject({ state: 'done', rows: 4 });
  const lines = readFileSync(path, 'utf8').split('\r\n');
  expect(lines[1]).toBe(
    'sent.tsv,2,2026-07,Spotify,DE,stream,Song,Ines Valloria,Low Season,,ZZLR12600001,,,100,USD,,,0,7.123456789012,',
  );
  expect(await errorCode(call('statements.export', { filter: {}, format: 'csv', path, titles }))).toBe('FILE_EXISTS');
});

test('figures of streams come in without money, for the days that somebody says, and join what was sold', async () => {
  const songs =
    '\ufeffsong,listeners,streams,saves,release_date\nLow Season,900,4100,80,2026-06-01\nQuay,20,31,2,2026-05-01\n';
  const draft = await lab.look('ines-songs-1year.csv', songs);
  expect(draft.preview).toMatchObject({ kind: 'streams', moneyNote: 'noMoney', needs: ['period'], totals: [] });
  await call('statements.setDraft', { id: draft.id, choice: { period: { from: '2026-07-01', to: '2026-07-31' } } });
  await lab.draft(draft.id);
  await call('statements.import', { ids: [draft.id] });
  const { statementId, state } = await lab.draft(draft.id);
  expect(state).toBe('done');
  expect(await call('statements.get', { id: statementId as StatementId })).toMatchObject({
    ...{ kind: 'streams', rows: 2, fromMonth: '2026-07', toMonth: '2026-07', totals: [], parts: [] },
  });
  expect(
    lab.sql(`SELECT title, streams, listeners, from_day FROM stream_count JOIN statement_item AS item ON item.id = item_id
      WHERE statement_id = ${statementId} ORDER BY line`),
  ).toEqual([
    { title: 'Low Season', streams: 4100, listeners: 900, from_day: '2026-07-01' },
    { title: 'Quay', streams: 31, listeners: 20, from_day: '2026-07-01' },
  ]);
  const { items } = await call('statements.items', { text: 'quay' });
  expect(items).toMatchObject([{ title: 'Quay', units: 31, nets: [] }]);
  await call('history.undo', {});
  expect((await call('statements.items', { text: 'quay' })).items).toEqual([]);
});
