import { readFileSync } from 'node:fs';
import { readdir, readFile, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { receiptPath } from '#core/media/media-reply.ts';
import { errorCode } from '#core/testing/test-core.ts';
import { friday, harbour, kit, openTimeLab, type TimeLab } from '#core/testing/time-lab.ts';
import type { ExpenseId } from '#shared/contract/studio-ids.ts';

const dayMs = 86_400_000;
let lab: TimeLab;

afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

const train = { date: '2026-11-11', category: 'travel', description: 'Train to the mastering room' };
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

async function bring(body: Uint8Array) {
  const reply = await lab.core.media({ method: 'POST', path: receiptPath, range: null, body });
  const answer = reply.status === 200 ? JSON.parse(Buffer.from(reply.body as Uint8Array).toString()) : {};
  return { status: reply.status, ...answer } as { status: number; hash: string; kind: string; sizeBytes: number };
}

test('amounts count in their own currency and the workspace’s, by rates that are entered once and remembered', async () => {
  lab = await openTimeLab();
  const dollars = { ...train, amountMinor: 8450, currency: 'USD' };
  expect(await errorCode(lab.call('expenses.make', dollars))).toBe('RATE_MISSING');
  expect(await errorCode(lab.call('expenses.make', { ...dollars, currency: 'XYZ', fxRate: '1' }))).toBe(
    'INVALID_INPUT',
  );
  expect(await errorCode(lab.call('expenses.make', { ...dollars, fxRate: '0.000' }))).toBe('INVALID_INPUT');
  expect(await errorCode(lab.call('expenses.make', { ...dollars, date: '2026-02-30' }))).toBe('INVALID_INPUT');
  const { id } = await lab.call('expenses.make', { ...dollars, fxRate: '0,9210', projectId: harbour });
  expect(await lab.call('expenses.get', { id })).toMatchObject({
    fxRate: '0.921',
    workspaceMinor: 7782,
    workspaceCurrency: 'EUR',
    projectName: 'Harbour Songs',
  });
  await lab.call('expenses.make', { ...dollars, date: '2026-11-15', fxRate: '0.93' });
  expect(await lab.call('expenses.rate', { currency: 'USD', day: '2026-11-14' })).toEqual({
    rate: '0.921',
    date: '2026-11-11',
  });
  expect(await lab.call('expenses.rate', { currency: 'USD', day: '2026-11-20' })).toEqual({
    rate: '0.93',
    date: '2026-11-15',
  });
  expect(await lab.call('expenses.rate', { currency: 'USD', day: '2026-11-01' })).toEqual({
    rate: '0.921',
    date: '2026-11-11',
  });
  expect(await lab.call('expenses.rate', { currency: 'JPY', day: '2026-11-01' })).toBeNull();
  await lab.call('expenses.edit', { id, fields: { amountMinor: 10_000, currency: 'JPY', fxRate: '0.0061' } });
  expect((await lab.call('expenses.get', { id })).workspaceMinor).toBe(6100);
  await lab.call('expenses.edit', { id, fields: { currency: 'EUR' } });
  expect(await lab.call('expenses.get', { id })).toMatchObject({ fxRate: '1', workspaceMinor: 10_000 });
  const all = await lab.call('expenses.list', {});
  expect([all.totalMinor, all.workspaceCurrency, all.expenses.length]).toEqual([10_000 + 7859, 'EUR', 2]);
  expect((await lab.call('expenses.list', { text: 'harbour TRAIN' })).expenses).toHaveLength(1);
});

test('a receipt is kept as it is under its hash, only where its bytes are a PDF or a picture, and goes when nothing names it', async () => {
  lab = await openTimeLab();
  const folder = join(lab.home, 'receipts');
  const png = readFileSync(join(import.meta.dirname, '../../../../resources/icon.png'));
  const refused = [
    Buffer.alloc(0),
    Buffer.from('<svg onload="x"/>'),
    Buffer.from('MZ\x90'),
    Buffer.concat([pdf, Buffer.alloc(21 << 20)]),
  ];
  for (const body of refused) expect((await bring(body)).status).toBe(415);
  expect(await readdir(folder).catch(() => [])).toEqual([]);
  const [receipt, again, picture] = [await bring(pdf), await bring(pdf), await bring(png)];
  expect(receipt).toMatchObject({ kind: 'pdf', sizeBytes: pdf.length, hash: again.hash });
  expect(picture.kind).toBe('png');
  expect((await readdir(folder)).sort()).toEqual([receipt.hash, picture.hash].sort());
  expect(await readFile(join(folder, receipt.hash))).toEqual(pdf);
  const money = { ...train, amountMinor: 8450, currency: 'EUR' };
  const missing = { ...money, receiptHash: '0'.repeat(64) };
  expect(await errorCode(lab.call('expenses.make', missing))).toBe('RECEIPT_INVALID');
  const { id } = await lab.call('expenses.make', { ...money, receiptHash: receipt.hash, receiptName: 'ticket.pdf' });
  const shown = await lab.core.media({ method: 'GET', path: `/receipt/${receipt.hash}`, range: null });
  expect([shown.status, shown.headers['content-type'], Buffer.from(shown.body as Uint8Array)]).toEqual([
    200,
    'application/pdf',
    pdf,
  ]);
  expect(shown.headers['content-security-policy']).toBe('sandbox');
  for (const path of ['/receipt/../library.db', `/receipt/${'0'.repeat(64)}`, '/receipt/x']) {
    expect((await lab.core.media({ method: 'GET', path, range: null })).status).toBe(404);
  }
  await lab.call('expenses.remove', { ids: [id, id] });
  const old = new Date(lab.now - 3 * dayMs);
  for (const hash of [receipt.hash, picture.hash]) await utimes(join(folder, hash), old, old);
  await lab.reopen();
  // Undo still needs the one; nothing ever named the other.
  await expect.poll(() => readdir(folder)).toEqual([receipt.hash]);
  await lab.call('history.undo', {});
  expect(await lab.call('expenses.get', { id })).toMatchObject({
    receiptHash: receipt.hash,
    receiptName: 'ticket.pdf',
  });
});

test('receipts lie beside backups, and come back from there', async () => {
  lab = await openTimeLab();
  const { hash } = await bring(pdf);
  await lab.call('expenses.make', { ...train, amountMinor: 8450, currency: 'EUR', receiptHash: hash });
  await lab.call('backups.make');
  expect(await readdir(join(lab.home, 'backups', 'receipts'))).toEqual([hash]);
  expect((await lab.call('backups.list')).backups).toHaveLength(1);
  await rm(join(lab.home, 'receipts'), { recursive: true });
  await lab.reopen();
  expect(await readFile(join(lab.home, 'receipts', hash))).toEqual(pdf);
});

test('what was handed in keeps its figures, and closed days stay', async () => {
  lab = await openTimeLab();
  const money = { ...train, amountMinor: 8450, currency: 'EUR' };
  const made = await lab.call('expenses.make', { ...money, isReimbursable: false });
  const { id } = made;
  await lab.call('expenses.submit', { ids: [id] });
  const edit = (fields: object, which: ExpenseId = id) => errorCode(lab.call('expenses.edit', { id: which, fields }));
  expect(await edit({ amountMinor: 1 })).toBe('STATE_REFUSED');
  expect(await errorCode(lab.call('expenses.remove', { ids: [id] }))).toBe('STATE_REFUSED');
  expect(await errorCode(lab.call('history.undo', { id: made.operation ?? undefined }))).not.toBe('no error');
  await lab.call('expenses.recall', { ids: [id] });
  expect(await edit({ amountMinor: 9000 })).toBe('no error');
  await lab.call('workspace.edit', { lockedBefore: '2026-11-12' });
  expect(await edit({ amountMinor: 1 })).toBe('PERIOD_CLOSED');
  expect(await errorCode(lab.call('expenses.make', money))).toBe('PERIOD_CLOSED');
  expect(await errorCode(lab.call('history.undo', {}))).toBe('no error');
  const later = await lab.call('expenses.make', { ...money, date: '2026-11-13' });
  expect(await edit({ date: '2026-11-01' }, later.id)).toBe('no error');
});

test('what an hour earns is the income of a project by its hours, in its currency', async () => {
  lab = await openTimeLab();
  for (const [kind, amountMinor] of [
    ['royalties', 80_040],
    ['fee', 8000],
  ] as const) {
    await lab.call('income.make', { date: '2026-11-10', kind, amountMinor, currency: 'EUR', projectId: harbour });
  }
  await lab.call('time.addEntry', { projectId: harbour, times: { startAt: friday - 20 * 3_600_000, endAt: friday } });
  const { project } = await lab.call('projects.get', { id: harbour });
  expect(project.burn).toMatchObject({ incomeMinor: 88_040, royaltyMinor: 80_040, feeMinor: 8000, hourMinor: 4402 });
  const asKit = await lab.core.dispatch('income.list', {}, { personId: kit, via: 'account' });
  expect(asKit).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
});
