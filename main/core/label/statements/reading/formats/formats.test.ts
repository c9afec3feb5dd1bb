import { expect, test } from 'vitest';
import { referenceFile } from '#core/interop/testing/reference-files.ts';
import { formatAmount } from '#shared/amount.ts';
import { columnMapping } from '#shared/statement-mapping.ts';
import { matchFormats } from '../match-formats.ts';
import { type ReadWhole, readContent, readWhole } from '../testing/read-all.ts';
import { workbookBytes, zipBytes } from '../testing/zip-bytes.ts';
import { statementFormats } from './all-formats.ts';

const money = ({ totals }: ReadWhole) =>
  totals.currencies.map(
    ({ currency, net, quantity, rows }) => `${rows} rows ${formatAmount(net)} ${currency} ${quantity}`,
  );
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

test('each format knows its own headings best and maps columns that it has', () => {
  for (const format of statementFormats) {
    const [best] = matchFormats([...new Set([...format.known, ...format.required.map(([name]) => name as string)])]);
    expect(best?.name, format.id).toBe(format.name);
    if (format.content === 'sales') {
      const { fields } = columnMapping.parse(format.mapping);
      const known = [...format.known, ...format.required.flat()].map((name) => name.toLowerCase());
      expect(
        fields.net?.columns.some((name) => known.includes(name.toLowerCase())),
        format.id,
      ).toBe(true);
      expect(
        format.money.columns.every((name) => known.includes(name.toLowerCase())),
        format.id,
      ).toBe(true);
    }
  }
  expect(new Set(statementFormats.map(({ id }) => id)).size).toBe(statementFormats.length);
});

test('DistroKid: tabs, months, an unknown country, returns, and the second layout with commas and quotes', async () => {
  const first = await readContent(
    'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\t' +
      'Songwriter Royalties Withheld\tEarnings (USD)\r\n' +
      '2023-02-08\t2022-05\tApple Music\tA\t"Heroes" (Live)\tusx-12-30-00001\t4006381333931\t3\t30\tSong\tOU\t0.1\t0.00031410\r\n' +
      '2023-02-08\t2022-05\tYouTube (ContentID)\tA\t12" Mix\t\t4006381333931\t-1\t30\tAlbum\tUS\t0\t-0.5\r\n',
    'bank.tsv',
  );
  expect(first.sniff).toMatchObject({ delimiter: '\t', encoding: 'utf-8', format: { id: 'distrokid', score: 1 } });
  expect(first.rows[0]).toMatchObject({
    line: 2,
    saleFrom: '2022-05-01',
    saleTo: '2022-05-31',
    month: '2022-05',
    reportedMonth: '2023-02',
    store: 'Apple Music',
    territory: '',
    saleType: 'stream',
    quantity: 3,
    net: 314_100_000n,
    withheld: 100_000_000_000n,
    currency: 'USD',
    isrc: 'USX123000001',
    upc: '4006381333931',
    title: '"Heroes" (Live)',
    isReversal: false,
  });
  expect(first.rows[1]).toMatchObject({ title: '12" Mix', saleType: 'ugc', isReversal: true, quantity: -1 });
  expect([first.totals.problems, first.totals.errors]).toEqual([{ amountNegative: 1 }, 0]);

  const second = await readContent(
    '"Date Inserted","Reporting Date","Sale Month","Store","Artist","Title","ISRC","UPC","Quantity","Team Percentage",' +
      '"Source Type","Country of Sale","Songwriter Royalties Withheld (USD)","Earnings (USD)","Recoup (USD)"\n' +
      '"2024-01-02","2024-01-01","2023-10","Spotify","A","B, or not","USX123000001","","7","100","Song","SE","0","0.25","0"\n',
    'bank.csv',
  );
  expect(second.sniff.format?.id).toBe('distrokid-2');
  expect(money(second)).toEqual(['1 rows 0.25 USD 7']);
});

test('TuneCore: grouped units, an amount in the own currency, headings in other capitals', async () => {
  const read = await readContent(
    'Sales Period,Posted Date,Store Name,Country of Sale,Artist,Release Type,Release Title,Song Title,Label,UPC,Optional UPC,' +
      'TC Song ID,Optional ISRC,Sales Type,# Units Sold,Per Unit Price,Net Sales,Net Sales Currency,Exchange Rate,Total Earned,Currency\r\n' +
      '2020-04-01,2020-06-01,Pandora,GB,A,Song,R,S,L,,4006381333931,TC1,USX123000001,Streaming,"1,200",0.0003,0.41,USD,0.79,0.32,GBP\r\n' +
      '\r\n' +
      '2020-04-01,2020-06-01,iTunes,GB,A,Song,R,S,L,,4006381333931,TC1,USX123000001,Download,1,0.7\r\n',
    't.csv',
  );
  expect(read.sniff.format).toMatchObject({ id: 'tunecore', score: 1 });
  expect(read.rows[0]).toMatchObject({
    quantity: 1200,
    month: '2020-04',
    saleTo: '2020-04-30',
    fxRate: '0.79',
    currency: 'GBP',
  });
  expect(read.totals).toMatchObject({
    rows: 2,
    blankRows: 1,
    problems: { ragged: 1, amountMissing: 1, currencyMissing: 1 },
  });
  expect(read.problems.find(({ code }) => code === 'ragged')).toMatchObject({ line: 4, text: '16 ≠ 21' });
});

test('Bandcamp: UTF-16 with a mark, buyers left out, a payout that is no sale', async () => {
  const columns =
    'date,paid to,item type,item name,artist,currency,item price,quantity,discount code,sub total,tax,shipping,' +
    'ship from country name,transaction fee,fee type,item total,amount you received,bandcamp transaction id,' +
    'paypal transaction id,assessed revenue share,collected revenue share,balance of revenue share,change to payout balance,' +
    'payout balance,net amount,package,option,item url,sku,catalog number,upc,isrc,buyer name,buyer email,buyer phone,' +
    'buyer note,ship to name,ship to street,ship to street 2,ship to city,ship to state,ship to zip,ship to country,' +
    'ship to country code,ship date,ship notes,country,country code,region/state,city,referrer,referrer url';
  const row = (cells: Record<string, string>) =>
    columns
      .split(',')
      .map((name) => cells[name] ?? '')
      .join(',');
  const buyer = {
    'buyer name': 'Ann Buyer',
    'buyer email': 'ann@example.com',
    'ship to street': '1 Road',
    city: 'Oslo',
  };
  const read = await readContent(
    utf16(
      [
        columns,
        row({
          date: '1/13/20 4:49am',
          'item type': 'album',
          'item name': 'Bücher',
          currency: 'EUR',
          quantity: '1',
          'net amount': '6.22',
          'country code': 'NO',
          ...buyer,
        }),
        row({
          date: '2/1/20 4:49pm',
          'item type': 'package',
          'item name': 'LP',
          package: '2 x Vinyl LP',
          currency: 'EUR',
          quantity: '2',
          'net amount': '30',
          'country code': 'DE',
        }),
        row({ date: '2/1/20 4:49pm', 'item type': 'payout', currency: 'EUR', 'net amount': '-36.22' }),
      ].join('\r\n'),
    ),
    'sales.csv',
  );
  expect(read.sniff).toMatchObject({ encoding: 'utf-16le', format: { id: 'bandcamp', score: 1 } });
  expect(read.rows.map((sale) => [sale.saleFrom, sale.saleType, sale.territory, sale.title])).toEqual([
    ['2020-01-13', 'download', 'NO', 'Bücher'],
    ['2020-02-01', 'physical', 'DE', 'LP'],
  ]);
  expect(money(read)).toEqual(['2 rows 36.22 EUR 3']);
  expect(read.totals).toMatchObject({ leftOutRows: 1, problems: { leftOut: 1 } });
  expect(JSON.stringify([read.rows.map(({ raw }) => raw), read.sniff.sampleRows])).not.toMatch(/Ann|1 Road|Oslo/);
  expect(read.plan.keptColumns).not.toContain('buyer email');
});

test('European files: semicolons, decimal commas, quarters of other names, Windows-1252', async () => {
  const orchard = await readContent(
    "Period;Activity Period;DMS;Territory;Orchard UPC;Manufacturer's UPC;Label Catalog #; Imprint Label;Artist Name;Release Name;" +
      'Track Name;ISRC;Volume;Track #;Quantity;Trans Type;Label Share Net Receipts;Preferred Currency\n' +
      '2017M10;2017M09;Spotify;DEU;;4006381333931;CAT1;L;A;R;T;DEA451700001;1;1;1.200;Subscription Stream;1.234,567;EUR\n' +
      '2017M10;2017M09;iTunes;World;;4006381333931;CAT1;L;A;R;T;DEA451700001;1;1;-1;Download;(0,70);EUR\n',
    'o.csv',
  );
  expect(orchard.plan).toMatchObject({ delimiter: ';', decimal: ',', format: 'orchard' });
  expect(orchard.rows[0]).toMatchObject({
    month: '2017-09',
    reportedMonth: '2017-10',
    territory: 'DE',
    quantity: 1200,
    label: 'L',
  });
  expect(money(orchard)).toEqual(['2 rows 1233.867 EUR 1199']);

  const french = await readContent(
    Buffer.from(
      '"Mois de reporting";"Mois de vente";"Plateforme";"Pays / Région";"Nom de l\'artiste";"Titre de la piste";"ISRC";' +
        '"Quantité";"Devise de paiement du client";"Revenu net"\n' +
        '"2023/02/01";"2022/12/01";"Deezer";"Côte d’Ivoire";"Zaz";"Été";"FRA452300001";"12";"EUR";"0,0123"\n',
      'latin1',
    ),
    'b.csv',
  );
  expect(french.sniff).toMatchObject({ encoding: 'windows-1252', format: { id: 'believe-fr' } });
  expect(french.rows[0]).toMatchObject({ title: 'Été', saleTo: '2022-12-31', net: 12_300_000_000n });

  const own = await readContent(
    'Reporting month;Sales Month;Platform;Country / Region;Label Name;Artist Name;Release title;Track title;UPC;ISRC;' +
      'Release Catalog nb;Release type;Sales Type;Quantity;Client Payment Currency;Net Revenue;Label rate\n' +
      '2023-02;2022-12;Spotify;France;L;A;R;T;4006381333931;FRA452300001;C1;Album;Streaming;5;EUR;1,5;70\n',
    'tm.csv',
  );
  expect([own.sniff.format?.id, own.rows[0]?.territory, ...money(own)]).toEqual([
    'tunemantra',
    'FR',
    '1 rows 1.5 EUR 5',
  ]);

  const kontor = await readContent(
    'Sales Period;Store;Ch.-Type;Channel ID;Country;Label;Product Type;Product Title;Product Artist;EAN;ISRC;GRID;Article No;Royalties;Units\n' +
      '2023-01;Spotify;Streaming;1;Austria;L;Track;T;A;4006381333931;DEA451700001;;C1;0,012345;3\n',
    'k.csv',
  );
  expect([kontor.sniff.format?.id, kontor.questions, ...money(kontor)]).toEqual([
    'kontor',
    [],
    '1 rows 0.012345 EUR 3',
  ]);
});

test('SoundCloud: headings below a preamble; PRS: a period has to be asked', async () => {
  const cloud = await readContent(
    'Account ID,123\nStatement,9f7c\n"Track Title","ISRC","Territory","Plays","Reporting Period","Revenue Share (%)","Split Pay Share (%)","Revenue (USD)"\n' +
      '"T","USX123000001","US","10","2024-01","55","100","0.02"\n',
    'c.csv',
  );
  expect(cloud.sniff).toMatchObject({ headerRow: 3, format: { id: 'soundcloud' } });
  expect(cloud.rows[0]).toMatchObject({ line: 4, store: 'SoundCloud', quantity: 10, month: '2024-01' });

  const prs = 'Record Number,CAE Number,Work Title,Amount (performance revenue),IP1\n1,123,Song 1,0.016,Person 1\n';
  const asked = await readContent(prs, 'p.csv');
  expect(asked.questions).toEqual(['period']);
  const told = await readContent(prs, 'p.csv', { period: { from: '2023-01-01', to: '2023-03-31' } });
  expect(told.rows[0]).toMatchObject({
    month: '2023-03',
    saleFrom: '2023-01-01',
    saleType: 'performance',
    currency: 'GBP',
  });
});

test('Cargo: the whole table of a ZIP; a workbook with days by style, brackets and a formula', async () => {
  const curve =
    'Royalty ID,Asset ISRC,Asset Title,Asset Version,Reported Royalty,Territory,Quantity,Sale Type,Sale Start date,Sale End date,' +
    'Sale Store Name,Exchange Rate,Currency,Statement Run Name\n' +
    '1,DEA451700001,T,Live,0.00139510587933175,GB,1,Streaming,2022-08-01,2022-08-31,Spotify,0.985,GBP,2023Q1\n';
  const zip = zipBytes([
    { name: 'X-artists.csv', content: 'a,b\n'.repeat(500) },
    { name: 'X-royalty_extended.csv', content: curve },
    { name: '__MACOSX/._X.csv', content: 'x' },
  ]);
  const digital = await readContent(zip, 'cargo.zip');
  expect(digital.sniff).toMatchObject({
    isZip: true,
    member: 'X-royalty_extended.csv',
    format: { id: 'cargo-digital' },
  });
  expect(digital.rows[0]).toMatchObject({
    title: 'T (Live)',
    reportedMonth: '2023-03',
    net: 1_395_105_879n,
    fxRate: '0.985',
  });
  expect(digital.totals.problems).toEqual({ amountRounded: 1 });

  const names = [
    'Period',
    'Catalogue No.',
    'Label',
    'Sold To',
    'Net Qty',
    'Gross value',
    'Distribution fee',
    'Net after fee',
  ];
  const cells = names.map((_, index) => `<c r="${'ABCDEFGH'[index]}1" t="s"><v>${index}</v></c>`).join('');
  const workbook = workbookBytes({
    strings: names.map((name) => `<si><r><t>${name}</t></r></si>`).join(''),
    styles:
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
    sheet:
      `<row r="1">${cells}</row>` +
      '<row r="3"><c r="A3" s="1"><v>44927</v></c><c r="B3" t="inlineStr"><is><t>CAT 1</t></is></c><c r="E3"><v>-2</v></c>' +
      '<c r="F3"><v>20</v></c><c r="H3" t="str"><v>(12.30)</v></c></row>' +
      '<row r="4"><c r="A4" t="str"><v>2023_01</v></c><c r="B4" t="str"><v>CAT 2</v></c><c r="E4"><v>3</v></c>' +
      '<c r="H4"><f>F4-G4</f><v>0.30000000000000004</v></c></row>',
  });
  const physical = await readContent(workbook, 'cargo.xlsx', { currency: 'EUR' });
  expect(physical.sniff).toMatchObject({ kind: 'xlsx', sheet: 'Sales', format: { id: 'cargo-physical' } });
  expect(
    physical.rows.map((row) => [row.line, row.saleFrom, row.catalogueNumber, row.saleType, formatAmount(row.net)]),
  ).toEqual([
    [3, '2023-01-01', 'CAT 1', 'physical', '-12.3'],
    [4, '2023-01-01', 'CAT 2', 'physical', '0.3'],
  ]);
  expect(physical.totals.problems).toEqual({ amountNegative: 1, formula: 1 });
});

test('Spotify for Artists: counts without money, told apart by all their columns', async () => {
  const timeline = await readContent('\ufeffdate,streams\n2024-01-01,5\n2024-01-02,7\n', 'My Song-timeline.csv');
  expect(timeline.sniff.format?.id).toBe('s4a-song-timeline');
  expect(timeline.streams[1]).toMatchObject({ day: '2024-01-02', title: 'My Song', streams: 7, listeners: null });
  const audience = await readContent(
    '\ufeffdate,listeners,monthly listeners,monthly active listeners,super listeners,streams,playlist adds,saves,followers\n' +
      '2024-01-01,1,2,3,4,5,6,7,8\n',
    'x.csv',
  );
  expect(audience.streams[0]).toMatchObject({ superListeners: 4, playlistAdds: 6, followers: 8 });
  const songs = await readContent(
    '\ufeffsong,listeners,streams,saves,release_date\nA,1,2,3,2020-02-02\n',
    'y-songs-1year.csv',
  );
  expect([songs.questions, songs.streams[0]?.title, songs.streams[0]?.releaseDate]).toEqual([
    ['period'],
    'A',
    '2020-02-02',
  ]);
});

test('a DDEX flat file: what stands before a row belongs to it, and a missing end is an error', async () => {
  const file =
    'HEAD\tdsrf/30\tUGCProfile\t1.0\t1\t2016-01-21T15:09:26Z\t1\t1\t2015-10-01\t2015-12-31\tP1\tYouTube\tAds\tP2\tUs\t\n' +
    '#a comment of theirs\n' +
    'SY02.01\t1\t\t\tAdvertisementSupportedModel\tStream\tIS\tAds\t100\t\tUSD\t9\tUS\t\t1\t0\t0\tPerformingRight\n' +
    'AS01\t1\tA1\tA1\tUSSM19803037\tTitle \\| one\t\tAnn|Bob\t\tPT0S\tSoundRecording\n' +
    'SU03.01\t1\tU1\t1\tA1\t7810\t2.0\t20151001\t20151031\n' +
    'LI01.01\t1\t1\tUS\t\t\t1.0\tPerformingRight\t0.0\t125.23\n' +
    'LI01.01\t1\t1\tOTHERS\t\t\t1.0\tPerformingRight\t0.0\t1\n';
  const read = await readContent(`${file}FOOT\t8\t8\t1\t1\t1\n`, 'DSR.tsv', { rightsControllers: ['US'] });
  expect(read.rows).toHaveLength(1);
  expect(read.rows[0]).toMatchObject({
    isrc: 'USSM19803037',
    title: 'Title | one',
    artist: 'Ann, Bob',
    month: '2015-10',
    territory: 'IS',
    saleType: 'ugc',
    quantity: 7810,
    net: 125_230_000_000_000n,
    currency: 'USD',
    reportedMonth: '2016-01',
  });
  expect(read.totals.errors).toBe(0);
  expect((await readContent(`${file}FOOT\t9\t9\t1\t1\t1\n`, 'DSR.tsv')).totals.problems).toEqual({ linesMissing: 1 });
  expect((await readContent(file, 'DSR.tsv')).totals.errors).toBe(1);
});

test('a file nobody knows: columns are suggested, a mapping of the user counts', async () => {
  const fuga =
    'Reporting Month,Digital Service Provider,Territory,Track Artist,Track Title,ISRC Code,UPC Code,Units,Net Amount,Contact E-mail\n' +
    '2024-01,Spotify,United States,A,T,USX123000001,4006381333931,4,0.5,ann@example.com\nTotal,,,,,,,4,0.5,\n';
  const read = await readContent(fuga, 'f.csv');
  expect(read.sniff).toMatchObject({ format: null, personalColumns: ['Contact E-mail'] });
  expect(read.questions).toEqual(['currency']);
  const told = await readContent(fuga, 'f.csv', { currency: 'USD' });
  expect(money(told)).toEqual(['1 rows 0.5 USD 4']);
  expect(told.rows[0]).toMatchObject({
    month: '2024-01',
    territory: 'US',
    isrc: 'USX123000001',
    store: 'Spotify',
    artist: 'A',
  });
  expect(told.totals).toMatchObject({ leftOutRows: 1, problems: { totalRow: 1 }, errors: 0 });
  const own = await readContent(fuga, 'f.csv', {
    mapping: {
      fields: {
        net: { columns: ['Net Amount'], isNegated: true },
        title: { columns: ['Track Artist', 'Track Title'], how: 'join' },
      },
      currency: 'EUR',
    },
    period: { from: '2024-01-01', to: '2024-01-31' },
  });
  expect(own.rows[0]).toMatchObject({ net: -500_000_000_000n, title: 'A (T)', currency: 'EUR', isReversal: true });
});

const samples = 'fixtures of statements';
const expected: Record<string, [format: string, ...money: string[]]> = {
  'bandcamp-short.csv': ['bandcamp', '8 rows 17.68 GBP 8'],
  'cdbaby.txt': ['cd-baby', '2 rows 0.1596539948 USD 2'],
  'curve-style-cargo.csv': ['cargo-digital', '8 rows 0.019152333182 GBP 8'],
  'ddex-dsr-youtube.tsv': ['ddex-dsr', '6 rows 198.88 USD 10210'],
  'distrokid.tsv': ['distrokid', '4 rows 0.00931179 USD 5'],
  'distrokid-nonascii.tsv': ['distrokid', '4 rows 10 USD 4'],
  'label-distributor-digital.csv': ['secretly-digital', '5 rows 0.076539403138 USD 7'],
  'prs.csv': ['prs', '9 rows 0.372 GBP 0'],
  'symphonic-demo.csv': ['symphonic', '275 rows 4.357276 USD 1879'],
  'tunecore.csv': ['tunecore', '4 rows 0.1355 GBP 5'],
};

test.skipIf(referenceFile('statements/tunecore.csv') === null)(`${samples}: counted by hand`, async () => {
  for (const [name, facts] of Object.entries(expected)) {
    const read = await readWhole(referenceFile(`statements/${name}`) as string, name);
    expect([read.sniff.format?.id, ...money(read)], name).toEqual(facts);
    expect(read.totals.errors, name).toBe(0);
  }
  const odd = await readWhole(referenceFile('statements/publisher-odd-values.csv') as string, 'odd.csv');
  expect(odd.totals.problems).toEqual({ currencyUnknown: 6 });
  expect(odd.problems[0]).toEqual({ line: 2, code: 'currencyUnknown', column: 'Currency', text: 'Really' });
});
