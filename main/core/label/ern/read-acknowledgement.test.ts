import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { readAcknowledgement } from './read-acknowledgement.ts';
import { outcomeOf } from './store-answer.ts';
import { ddexFolder } from './testing/ddex-folder.ts';

const name = 'ACK_20261122013000_5012345678900.xml';
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, file = name) => readAcknowledgement(bytes(text), file);

function refusal(input: string | Uint8Array): unknown {
  try {
    readAcknowledgement(typeof input === 'string' ? bytes(input) : input, name);
  } catch (error) {
    if (error instanceof AppError) return [error.code, error.details.reason ?? error.details.what, error.details.row];
    return error;
  }
  return null;
}

const header = `<MessageHeader>
  <MessageSender><PartyId>PADPIDA2026020202I</PartyId><PartyName><FullName>A Store</FullName></PartyName></MessageSender>
  <MessageRecipient><PartyId>PADPIDA2026010101N</PartyId></MessageRecipient>
  <MessageId>OF-THE-ANSWER</MessageId>
  <MessageCreatedDateTime>2026-11-23T08:00:00+01:00</MessageCreatedDateTime>
</MessageHeader>`;

test('a plain yes, in whatever edition of the choreography', () => {
  for (const edition of ['ern-c/14', 'ern-c/15', 'ern-c-sftp/17']) {
    const [answer, ...more] = read(`<?xml version="1.0" encoding="UTF-8"?>
      <x:FtpAcknowledgementMessage xmlns:x="http://ddex.net/xml/${edition}" MessageVersionId="1.0">${header}
      <AcknowledgedFile><ReleaseId>5012345678900</ReleaseId><Date>2026-11-22</Date></AcknowledgedFile>
      <FileStatus>FileOK</FileStatus></x:FtpAcknowledgementMessage>`);
    expect(more).toEqual([]);
    expect(answer).toMatchObject({
      outcome: 'accepted',
      status: 'FileOK',
      store: 'A Store',
      storeDpid: 'PADPIDA2026020202I',
      messageIds: [],
      release: { upc: '5012345678900', grid: '', catalogueNumber: '', others: [] },
      at: '2026-11-23T08:00:00+01:00',
      reasons: [],
    });
  }
});

test('a no says why and which files, and an error in words is never a yes', () => {
  const [answer] = read(`<FtpAcknowledgementMessage>${header}
    <AcknowledgedMessageId>LR-2026-1</AcknowledgedMessageId>
    <AcknowledgedFile><ReleaseId>A1-0302B-0003989564-F</ReleaseId></AcknowledgedFile>
    <FileStatus>ResourceCorrupt</FileStatus><ErrorCode>R17</ErrorCode><ErrorText>Track 2 &lt;silent&gt; &amp; short</ErrorText>
    <ProposedActionType>Resend</ProposedActionType>
    <AffectedResource><ISRC>ZZLR12600002</ISRC><FileName>A2.wav</FileName></AffectedResource>
    <AffectedResource><ProprietaryId Namespace="X">4711</ProprietaryId></AffectedResource>
    </FtpAcknowledgementMessage>`);
  expect(answer).toMatchObject({
    outcome: 'rejected',
    messageIds: ['LR-2026-1'],
    release: { grid: 'A10302B0003989564F', upc: '', others: [] },
    codes: ['R17'],
    reasons: ['Track 2 <silent> & short', 'Resend'],
    affected: [
      { isrc: 'ZZLR12600002', file: 'A2.wav', other: '' },
      { isrc: '', file: '', other: '4711' },
    ],
  });
  const odd = (status: string, error: string) =>
    read(`<Acknowledgement>${status}${error}</Acknowledgement>`).map(({ outcome }) => outcome);
  expect(odd('<Status>Zorp</Status>', '<ErrorText>No</ErrorText>')).toEqual(['rejected']);
  expect(odd('', '<ErrorText>No</ErrorText>')).toEqual(['rejected']);
  expect(odd('<Status>Zorp</Status>', '')).toEqual(['unknown']);
});

test('one file may answer for several releases, and the name of the file helps where the file says little', () => {
  const answers = read(`<ErnAcknowledgementStatusMessage>${header}
    <Item><ReleaseId><ICPN>5012345678900</ICPN></ReleaseId><ReleaseStatus>Live</ReleaseStatus><URL>https://store.example/1</URL></Item>
    <Item><ReleaseId><ICPN>190295810726</ICPN><CatalogNumber>LR 2</CatalogNumber></ReleaseId><ReleaseStatus>Taken down</ReleaseStatus></Item>
  </ErnAcknowledgementStatusMessage>`);
  expect(answers.map(({ outcome, release, url }) => [outcome, release.upc, release.catalogueNumber, url])).toEqual([
    ['live', '5012345678900', '', 'https://store.example/1'],
    ['takenDown', '0190295810726', 'LR 2', ''],
  ]);
  expect(read('<Ack><FileStatus>FileOK</FileStatus></Ack>')).toMatchObject([
    { at: '2026-11-22T01:30:00', release: { upc: '5012345678900' } },
  ]);
});

test('words of stores', () => {
  const words = [
    'FileOK',
    'Not OK',
    'NotAccepted',
    'INVALID',
    'In review',
    'Taken Down',
    'Live',
    'Delivered',
    'not live yet',
    'Incomplete',
    'No errors',
    'live_with_issues',
    'hm',
  ];
  expect(words.map(outcomeOf)).toEqual([
    'accepted',
    'rejected',
    'rejected',
    'rejected',
    'received',
    'takenDown',
    'live',
    'accepted',
    'unknown',
    'rejected',
    'accepted',
    'live',
    'unknown',
  ]);
});

test('bombs and rubbish are refused at once', () => {
  const laughs = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(1000)}">${'<!ENTITY c "&b;&b;">'.repeat(5)}]><a>&c;</a>`;
  const utf16 = new Uint8Array(Buffer.from('\ufeff<Ack><FileStatus>FileOK</FileStatus></Ack>', 'utf16le'));
  const cases: [string | Uint8Array, unknown][] = [
    [laughs, ['XML_INVALID', 'doctype', undefined]],
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', ['XML_INVALID', 'doctype', undefined]],
    ['<Ack><Status>&undeclared;</Status></Ack>', ['XML_INVALID', 'malformed', undefined]],
    ['<Ack><Status>FileOK</Status>', ['XML_INVALID', 'malformed', undefined]],
    ['<Ack>'.repeat(100_000), ['XML_TOO_LARGE', 'depth', undefined]],
    [`<Ack>${'<a/>'.repeat(30_000)}</Ack>`, ['XML_TOO_LARGE', 'elements', undefined]],
    [`<Ack>${'x'.repeat(3_000_000)}</Ack>`, ['XML_TOO_LARGE', 'bytes', undefined]],
    [
      `<Ack ${Array.from({ length: 90 }, (_, n) => `a${n}=""`).join(' ')}/>`,
      ['XML_TOO_LARGE', 'attributes', undefined],
    ],
    [new Uint8Array([0x3c, 0x41, 0xe9, 0x3e]), ['XML_INVALID', 'encoding', undefined]],
    ['<?xml version="1.0" encoding="UTF-16"?><Ack/>', ['XML_INVALID', 'encoding', undefined]],
    ['<?xml version="1.0" encoding="klingon"?><Ack/>', ['XML_INVALID', 'encoding', undefined]],
    ['<html><body>404</body></html>', ['ACKNOWLEDGEMENT_UNKNOWN', 'element', undefined]],
    ['<Acknowledgement/>', ['ACKNOWLEDGEMENT_UNKNOWN', 'element', undefined]],
    ['', ['ACKNOWLEDGEMENT_UNKNOWN', 'headers', 1]],
    [utf16, null],
  ];
  for (const [input, expected] of cases) {
    const start = performance.now();
    expect(refusal(input)).toEqual(expected);
    // Generous, for a machine that does other things too.
    expect(performance.now() - start).toBeLessThan(1000);
  }
});

test.skipIf(!ddexFolder)('the bomb of the fixtures goes off nowhere', () => {
  expect(refusal(readFileSync(`${ddexFolder}/nasty-billion-laughs.xml`))).toEqual([
    'XML_INVALID',
    'doctype',
    undefined,
  ]);
});

test('nothing that comes in breaks it: it is read whole or refused by name', () => {
  const pieces = fc.constantFrom(
    '<Ack>',
    '</Ack>',
    '<Status>',
    '</Status>',
    'FileOK',
    '&amp;',
    '&',
    '<![CDATA[',
    ']]>',
    '"',
    ',\n',
    'upc;status',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 12 }), (parts) => {
      const result = refusal(parts.join(''));
      return result === null || Array.isArray(result);
    }),
    { numRuns: 150 },
  );
});

test('a table of the user’s own: names in any order and spelling, several delimiters and encodings', () => {
  const table =
    'Store;Release UPC;Cat. No;Status;Date;URL;Reason;Mood\nA Store;="0190295810726";;live;24.12.2026;https://s.example/1;;x\nB;;LR 001;Rejected;2026-12-01;;"Artwork; blurred"\n\n';
  const expected = [
    {
      outcome: 'live',
      store: 'A Store',
      release: { upc: '0190295810726', catalogueNumber: '' },
      at: '2026-12-24',
      line: 2,
    },
    {
      outcome: 'rejected',
      store: 'B',
      release: { upc: '', catalogueNumber: 'LR 001' },
      reasons: ['Artwork; blurred'],
      line: 3,
    },
  ];
  for (const input of [
    bytes(table),
    bytes(`\ufeff${table}`),
    new Uint8Array(Buffer.from(`\ufeff${table}`, 'utf16le')),
  ]) {
    expect(readAcknowledgement(input, 'outcomes.csv')).toMatchObject(expected);
  }
  expect(read('upc,status,date\n5012345678900,delivered,2026-12-01 10:00\n')).toMatchObject([
    { at: '2026-12-01T10:00' },
  ]);
});

test('one bad row refuses the table, by its number and reason', () => {
  const good = 'upc,store,status,date,catalogue\n5012345678900,A,live,2026-12-01,\n';
  const rows: [string, string][] = [
    ['880000000001,A,live,2026-12-01,', 'upc'],
    ['5.01235E+12,A,live,2026-12-01,', 'upc'],
    [',A,live,2026-12-01,', 'release'],
    ['5012345678900,,live,2026-12-01,', 'store'],
    ['5012345678900,A,perhaps,2026-12-01,', 'status'],
    ['5012345678900,A,live,12/01/2026,', 'date'],
    ['5012345678900,A,live,2026-02-30,', 'date'],
    ['5012345678900,A,live,2026-12-01,LR,1', 'cells'],
  ];
  for (const [row, reason] of rows) expect(refusal(good + row)).toEqual(['ACKNOWLEDGEMENT_UNKNOWN', reason, 3]);
  expect(refusal('a,b\n1,2')).toEqual(['ACKNOWLEDGEMENT_UNKNOWN', 'headers', 1]);
  expect(refusal(`${good}"5012`)).toMatchObject(['ACKNOWLEDGEMENT_UNKNOWN', 'malformed', expect.any(Number)]);
  expect(refusal(good + '5012345678900,A,live,2026-12-01,\n'.repeat(20_001))).toMatchObject([
    'ACKNOWLEDGEMENT_UNKNOWN',
    'tooLarge',
    expect.any(Number),
  ]);
});
