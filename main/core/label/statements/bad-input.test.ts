import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import type { StatementDraft } from '#shared/contract/statements.ts';
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

const codes = ({ preview }: StatementDraft) => preview?.problems.map(({ line, code }) => `${line} ${code}`) ?? [];

/** Nothing of a file that is refused is in the library. */
async function expectRefused(draft: StatementDraft): Promise<void> {
  expect(await errorCode(call('statements.import', { ids: [draft.id] }))).toBe('STATE_REFUSED');
  expect(lab.sql(`SELECT name FROM statement WHERE name = '${draft.fileName}'`)).toEqual([]);
}

test.each([
  ['an amount that is none', distrokid([{ net: '1.2' }, { net: 'n/a' }]), '3 amountUnreadable'],
  ['a date that is none', distrokid([{ month: '2026-13' }]), '2 dateUnreadable'],
  ['a row with more cells than the head', `${distrokid([{ net: '1' }]).trimEnd()}\textra\t2\r\n`, '2 cellsExtra'],
])('%s is named with its row, and keeps the whole file out', async (name, file, problem) => {
  const draft = await lab.look(`${name}.tsv`, file);
  expect(codes(draft)).toContain(problem);
  expect(draft.preview?.errorCount).toBeGreaterThan(0);
  await expectRefused(draft);
});

test('a currency that there is none of is asked for, row by row, and one that nobody names once', async () => {
  const head = 'Artist,Title,Month,Net,Currency';
  const draft = await lab.look('zzz.csv', `${head}\n${'A,B,2026-07,1.50,EUR\n'.repeat(9)}A,C,2026-07,2.50,ZZZ\n`);
  const { mapping } = draft.preview ?? {};
  expect(draft.preview).toMatchObject({ isUnknown: true, needs: expect.arrayContaining(['mapping']) });
  await call('statements.setDraft', { id: draft.id, choice: { mapping: mapping ?? null } });
  const chosen = await lab.draft(draft.id);
  expect(codes(chosen)).toContain('11 currencyUnknown');
  await expectRefused(chosen);
  await call('statements.setDraft', { id: draft.id, choice: { currency: 'EUR' } });
  expect((await lab.draft(draft.id)).preview).toMatchObject({
    errorCount: 0,
    totals: [{ currency: 'EUR', net: '16' }],
  });
});

test('17 places are rounded at the 12th and told; money without units and rows that take back count', async () => {
  const draft = await lab.bring(
    'odd.tsv',
    distrokid([
      { net: '0.12345678901250001' },
      { net: '0.5', quantity: 0, title: 'Bonus' },
      { net: '-0.5', quantity: -10 },
      { net: '0.5', upc: '8.84E+12' },
      { net: '0.5', title: '=1+1' },
    ]),
  );
  expect(codes(draft)).toEqual(
    expect.arrayContaining(['2 amountRounded', '3 unitsZero', '4 amountNegative', '5 upcDamaged', '6 formula']),
  );
  expect(draft).toMatchObject({ state: 'done', preview: { totals: [{ rows: 5, net: '1.123456789013' }] } });
  expect((await call('statements.lines', { text: 'bonus' })).lines).toMatchObject([{ units: 0, net: '0.5' }]);
});

test('reversed statements of a source that says so in words take their sales back', async () => {
  const columns =
    'Reporting Period,Label,Release Name,Release Version,Release Artists,UPC Code,Catalogue,Track Title,Mix Version,ISRC Code,Track Artists,Digital Service Provider,Activity Period,Territory,Delivery,Content Type,Sale or Void,Count,Royalty ($US)';
  const row = (kind: string, count: number, net: string) =>
    `JUN-25,L,Quay,,Ines,,,Quay,,ZZLR12600009,Ines,Spotify,June 2025,DEU,Streaming,Track,${kind},${count},${net}`;
  const draft = await lab.bring('voids.csv', [columns, row('Sale', 10, '0.04'), row('Void', 0, '-0.04')].join('\n'));
  expect(draft).toMatchObject({ state: 'done', preview: { reversals: 1, totals: [{ net: '0', rows: 2 }] } });
});

test.each([
  ['no table', Buffer.from('Dear label\nnothing to report.\n'), 'IMPORT_UNKNOWN'],
  ['empty', Buffer.alloc(0), 'FILE_EMPTY'],
  ['no text', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256)), 'IMPORT_UNKNOWN'],
  ['half a ZIP', Buffer.concat([Buffer.from('PK\u0003\u0004'), deflateRawSync(Buffer.alloc(5000))]), 'IMPORT_INVALID'],
])('a file that is %s fails with a reason', async (name, bytes, code) => {
  const draft = await lab.look(`${name}.csv`, bytes);
  expect(draft).toMatchObject({ state: 'failed', error: code, preview: null });
  expect(await errorCode(call('statements.import', { ids: [draft.id] }))).toBe('STATE_REFUSED');
});

test('letters of an old encoding and of UTF-16 are read as what they are', async () => {
  const file = distrokid([{ artist: 'Ångström', title: 'Été', net: '0.1' }]);
  for (const [name, bytes, encoding] of [
    ['old.tsv', Buffer.from(file, 'latin1'), 'windows-1252'],
    ['wide.tsv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(file, 'utf16le')]), 'utf-16le'],
  ] as const) {
    const { preview } = await lab.look(name, bytes);
    expect(preview).toMatchObject({ file: { encoding }, lines: [{ artist: 'Ångström', title: 'Été' }] });
  }
});

test('what is about buyers is named, and is nowhere in the library', async () => {
  const head =
    'date,paid to,item type,item name,artist,currency,item price,quantity,discount code,sub total,tax,shipping,ship from country name,transaction fee,fee type,item total,amount you received,bandcamp transaction id,paypal transaction id,net amount,package,option,item url,sku,catalog number,upc,isrc,buyer name,buyer email,country,country code';
  const row =
    '1/1/26 4:49am,l,track,Quay,Ines,GBP,1,1,,1,0,0,,0.1,,1,0.9,123,PAY-77,0.85,digital,,http://x,,,,ZZLR12600009,Jo Buyer,jo@buyer.example,Germany,DE';
  const draft = await lab.bring(
    'bandcamp.csv',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${head}\n${row}\n`, 'utf16le')]),
  );
  expect(draft).toMatchObject({ state: 'done', error: null });
  const personal = draft.preview?.columns.filter(({ isPersonal }) => isPersonal).map(({ name }) => name);
  expect(personal).toEqual(expect.arrayContaining(['buyer name', 'buyer email', 'paypal transaction id']));
  const kept = await call('statements.row', { statementId: draft.statementId as never, line: 2 });
  expect(JSON.stringify([kept, draft])).not.toMatch(/Jo Buyer|jo@buyer|PAY-77/);
  expect(kept.columns).toContain('net amount');
});
