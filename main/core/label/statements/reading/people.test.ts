import { expect, test } from 'vitest';
import { readContent } from './testing/read-all.ts';

const columns =
  'date,paid to,item type,item name,artist,currency,quantity,sub total,transaction fee,item total,bandcamp transaction id,' +
  'paypal transaction id,net amount,package,catalog number,upc,isrc,buyer name,buyer email,ship to name,ship to street,country';
const sale =
  '1/13/20 4:49am,label@x.org,album,Quay,Ines,USD,1,5,0.3,5,77,88,4,digital,LR1,,,Greta Buyer,greta@buyer.example,' +
  'Greta Buyer,Secret Lane 7,US';
const people = /greta|secret|label@|88/i;

/** Everything that comes out of a file, as one text. */
async function toldOf(content: string) {
  const read = await readContent(content, 'bandcamp.csv');
  const { sniff, rows, problems, totals } = read;
  const text = JSON.stringify([sniff.sampleRows, rows, problems], (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return { ...read, text, codes: problems.map(({ code }) => code), errors: totals.errors };
}

const shapes: [name: string, row: string, codes: string[]][] = [
  ['a cell too few before the money', sale.replace('0.3,', ''), ['cellsMissing']],
  ['cells too few behind the money', sale.replace('LR1,,,', 'LR1,'), ['cellsMissing']],
  ['a cell too many', sale.replace('Quay', 'Quay, Part 2'), ['cellsExtra']],
  ['a quote that is never closed', sale.replace('Quay', '"Quay'), ['quoteOpen']],
  ['a payout', sale.replace('album', 'payout'), ['leftOut']],
  ['a payout of another shape', sale.replace('album', 'payout').replace('LR1,,,', 'LR1,'), ['leftOut']],
];

test.each(shapes)('nothing of a buyer comes out of a row with %s', async (_, row, codes) => {
  const told = await toldOf(`${columns}\r\n${sale}\r\n${row}\r\n`);
  expect(told.codes).toEqual(codes);
  expect(told.text).not.toMatch(people);
  expect(told.errors).toBe(codes[0]?.startsWith('cells') ? 1 : 0);
});

test('columns about people are known in any table, by their names and by addresses in them', async () => {
  const content =
    'Datum;Kundenname;Kontakt;Artikel;Betrag;Währung\n' +
    '13.01.2026;Greta Buyer;greta@buyer.example;Quay;4,50;EUR\n' +
    '14.01.2026;Greta Buyer;;me@home.de;4,50;EUR\n15.01.2026;Greta Buyer;;Quay;4,50;EUR\n' +
    '16.01.2026;Greta Buyer;;Low;4,50;EUR\n17.01.2026;Greta Buyer;;Low;4,50;EUR\n18.01.2026;Greta Buyer;;Low;4,50;EUR\n';
  const { text, sniff, rows } = await toldOf(content);
  expect(sniff.personalColumns).toEqual(['Kundenname', 'Kontakt']);
  expect(text).not.toMatch(people);
  expect(rows).toHaveLength(6);
});

test('a suggestion takes no field from people, also where a shop might be called so', async () => {
  const content = 'Date,Customer Name,Product,Net,Currency\n2026-01-13,Greta Buyer,Quay,4.50,EUR\n';
  const { text, plan } = await toldOf(content);
  expect(plan.mapping.fields.store).toBeUndefined();
  expect(text).not.toMatch(people);
});

test('a short row that fits is a sale, and one whose cells stand in wrong columns keeps the file out', async () => {
  const head = 'Sales Month;Country;ISRC;Units;Net;Currency;Label;Note\n';
  const short = await toldOf(`${head}2026-01;DE;AA6Q72000047;5;1,50;EUR\n`);
  expect([short.codes, short.errors]).toEqual([['ragged'], 0]);
  const shifted = await toldOf(`${head}2026-01;DE;AA6Q72000047;5;1,50;EUR;L;\n2026-01;AA6Q72000047;5;1,50;2;EUR;L\n`);
  expect(shifted.codes).toContain('cellsMissing');
  expect(shifted.errors).toBeGreaterThan(0);
});
