import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostEntries, tracklistsContract } from '../contract/tracklists.ts';
import { fitPart } from './fit-part.ts';
import { formatAsCsv, formatAsJson, formatAsText } from './format-tracklist.ts';
import { parseTracklist } from './parse-tracklist.ts';
import { readTime, writeTime } from './read-time.ts';
import { type EntryFacts, emptyEntry, noFacts, transitions } from './tracklist-parts.ts';

/** "0:12:30 Artist | Title | Remix | Label", as a table is read at a glance. */
function glance({ startMs, artist, title, remix, label, isUnknown, transition }: EntryFacts): string {
  const time = startMs === null ? '-' : writeTime(startMs);
  const marks = `${isUnknown ? ' ID' : ''}${transition === 'mashup' ? ' w/' : ''}`;
  return `${time} ${[artist, title, remix, label].join(' | ')}`.replace(/[ |]+$/, '') + marks;
}

function only(text: string): string[] {
  const { parts } = parseTracklist(text);
  expect(parts).toHaveLength(1);
  return (parts[0]?.entries ?? []).map(glance);
}

const leftOut = (text: string) =>
  parseTracklist(text).lines.flatMap((line) => (line.role === 'leftOut' ? [`${line.number} ${line.reason}`] : []));

test('a list of 1001tracklists: times, labels, mashups and what nobody knows', () => {
  const text = `Ada Quill @ Kanal 9, Lantern Hall, Berlin 2026-11-14

[00:00] Halcyon Freight - North of the Ferry (Extended Mix) [PARALLEL HARBOUR]
w/ Kessler & Wren - Second Tide (Acappella)
[06:12] ID - ID
[1:02:30] Marrow Coast - ID (Night Dub)
[??:??] Sable Ohm & Others ft. Nell – Glass Harbour

https://example.org/set
`;
  expect(only(text)).toEqual([
    '0:00:00 Halcyon Freight | North of the Ferry | Extended Mix | PARALLEL HARBOUR',
    '- Kessler & Wren | Second Tide | Acappella w/',
    '0:06:12  | ID ID',
    '1:02:30 Marrow Coast | ID | Night Dub ID',
    '- Sable Ohm & Others ft. Nell | Glass Harbour',
  ]);
  const [part] = parseTracklist(text).parts;
  expect(part?.facts).toMatchObject({
    artist: 'Ada Quill',
    event: 'Kanal 9',
    venue: 'Lantern Hall, Berlin',
    date: '2026-11-14',
  });
  // 3 of 4 with a time (the mashup has none of its own), 3 of 5 known, all told of the mix.
  expect(part?.confidence).toBeCloseTo(0.4 * 0.75 + 0.4 * 0.6 + 0.2, 3);
  expect(part?.entries.map(({ confidence }) => confidence)).toEqual([0.9, 0.9, 0.5, 0.5, 0.9]);
  expect(leftOut(text)).toEqual(['1 about', '9 link']);
});

test('numbers, times and names in any order; comments between them are shown as left out', () => {
  expect(
    only('1. 0:00 Ada - One\n02) [3:30] Ada - Two\n#3 @ 7m05s - Ada - Three\nwhat a drop!!!\n04 0:12:30 Ada — Four'),
  ).toEqual(['0:00:00 Ada | One', '0:03:30 Ada | Two', '0:07:05 Ada | Three', '0:12:30 Ada | Four']);
  expect(leftOut('1. 0:00 Ada - One\nwhat a drop!!!\n2. 4:00 Ada - Two')).toEqual(['2 words']);
  expect(only('Ada - One - 0:00\nAda - Two - 5:10\nAda - Three - 61:00')).toEqual([
    '0:00:00 Ada | One',
    '0:05:10 Ada | Two',
    '1:01:00 Ada | Three',
  ]);
  expect(only('00 min | ADA - One\n.\n03 min | ADA - Two - Radio Edit\n102 min | ADA - Three')).toEqual([
    '0:00:00 ADA | One',
    '0:03:00 ADA | Two | Radio Edit',
    '1:42:00 ADA | Three',
  ]);
  expect(only('01\n00:00\nAda - One (Dub)\n02\n04:10\nAda - Two')).toEqual([
    '0:00:00 Ada | One | Dub',
    '0:04:10 Ada | Two',
  ]);
  expect(only('0:00 - 3:45 Ada - One\n3:45 - 8:00 Ada - Two')[0]).toBe('0:00:00 Ada | One');
});

test('numbers that are names stay names, numbers that count are numbers', () => {
  expect(only('0:00 808 State - Pacific\n4:00 2 Unlimited - No Limit\n8:00 1998 - Binary')).toEqual([
    '0:00:00 808 State | Pacific',
    '0:04:00 2 Unlimited | No Limit',
    '0:08:00 1998 | Binary',
  ]);
  expect(only('1 Ada  One (Dub Mix)\n2 Duplex (2)  Two\n    Remix - Somebody\n3 A. Paul  Three')).toEqual([
    '- Ada | One | Dub Mix',
    '- Duplex | Two',
    '- A. Paul | Three',
  ]);
  expect(only('HISTORY\n1. One (Extended Mix) by Ada\n2. Stand by Me by Ada, Bo')).toEqual([
    '- Ada | One | Extended Mix',
    '- Ada, Bo | Stand by Me',
  ]);
});

test('several DJs: sections that say when they begin are one list, others one each', () => {
  const one =
    '1: Ada [@00m50s]:\n-----\n01. A - One - 0:00\n02. A - Two - 4:00\n\n2: Bo [@1h00m]:\n---\n01. B - One - 0:00\n02. B - Two - 7:00\n\n3: Encore [2h05m]\n----\n01. B - Last';
  expect(only(one)).toEqual([
    '0:00:50 A | One',
    '0:04:50 A | Two',
    '1:00:00 B | One',
    '1:07:00 B | Two',
    '2:05:00 B | Last',
  ]);
  const several =
    '\uFEFFAda:\r\n---\r\n[00:00] 01. A - One\r\n[63:00] 02. A - Two\r\n\r\nBo:\r\n---\r\n[00:00] 01. B - One\r\n';
  const { parts } = parseTracklist(several);
  expect(parts.map(({ facts, entries }) => [facts.artist, entries.map(glance)])).toEqual([
    ['Ada', ['0:00:00 A | One', '1:03:00 A | Two']],
    ['Bo', ['0:00:00 B | One']],
  ]);
});

test('lengths at the end of lines add up to starts, and are less sure', () => {
  const { parts } = parseTracklist('1. Ada - One (5:00)\n2. Ada - Two (3:30)\n3. Ada - Three (6:00)');
  expect(parts[0]?.entries.map(({ startMs, confidence }) => [startMs, confidence])).toEqual([
    [0, 0.7],
    [300_000, 0.7],
    [510_000, 0.7],
  ]);
});

test('tables: histories of DJ programs, CSV with quotes, times of day', () => {
  const history =
    '#\tArtwork\tTrack Title\tArtist\tAlbum\tBPM\tTime\tKey\n1\t\tCrush (Dub Mix)\tLone\tX\t124.00\t06:37\t12A\n2\t\tPlateau\tMori\tY\t122.00\t07:22\t08A\n3\t\tMirage\tMori\tY\t121.00\t06:26\t10B\n';
  const { format, parts } = parseTracklist(history);
  expect(format).toBe('csv');
  // The column "Time" holds lengths there, which say nothing of when a track was played.
  expect(parts[0]?.entries.map((entry) => [glance(entry), entry.bpm, entry.musicalKey])).toEqual([
    ['- Lone | Crush | Dub Mix', 124, 22],
    ['- Mori | Plateau', 122, 14],
    ['- Mori | Mirage', 121, 19],
  ]);
  expect(
    only(
      'name,artist,start time\n"One, ""two""\nthree",Ada,"10/11/2019, 11:58:00 PM"\nFour,Bo,"10/12/2019, 12:03:30 AM"',
    ),
  ).toEqual(['0:00:00 Ada | One, "two" three', '0:05:30 Bo | Four']);
});

test('JSON in the usual shapes; JSON of something else is text', () => {
  expect(
    only(
      '{"title":"Kanal 9","tracks":[{"start":62.5,"artist":"Ada","title":"One"},{"startMs":90000,"title":"ID"},"Bo - Two"]}',
    ),
  ).toEqual(['0:01:02 Ada | One', '0:01:30  | ID ID', '- Bo | Two']);
  expect(parseTracklist('{"a":1}').parts).toEqual([]);
  expect(parseTracklist('[00:00] Ada - One').format).toBe('text');
});

test('a CUE sheet is read as one', () => {
  const sheet =
    'PERFORMER "Mara"\nTITLE "Kanal 9"\nREM DATE 2026\nFILE "a.flac" WAVE\n  TRACK 01 AUDIO\n    TITLE "One (Dub)"\n    PERFORMER "Ada"\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    TITLE "ID"\n    PERFORMER "Unknown"\n    INDEX 00 04:00:00\n    INDEX 01 04:01:37\n';
  const { format, parts } = parseTracklist(sheet);
  expect(format).toBe('cue');
  expect(parts[0]?.facts).toMatchObject({ name: 'Kanal 9', artist: 'Mara', date: '2026' });
  expect(parts[0]?.entries.map(glance)).toEqual(['0:00:00 Ada | One | Dub', '0:04:01  | ID ID']);
  expect(parts[0]?.entries[1]?.startMs).toBe(241_493);
});

test('times in all their forms', () => {
  const cases: [string, number | null][] = [
    ['1:02:30', 3_750_000],
    ['62:30', 3_750_000],
    ['62:30.5', 3_750_500],
    ['1h02m30s', 3_750_000],
    ['62 min', 3_720_000],
    [`62'30"`, 3_750_000],
    ['62.5', 3_750_000],
    ['3750', 3_750_000],
    ['1:2', null],
    ['1:61', null],
    ['1:61:00', null],
    ['99:00:00', null],
    ['-1', null],
    ['', null],
  ];
  expect(cases.map(([text]) => [text, readTime(text)])).toEqual(cases);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 48 * 3_600_000 }), (ms) => {
      expect(readTime(writeTime(ms, 3))).toBe(ms);
      expect(readTime(writeTime(ms))).toBe(Math.floor(ms / 1000) * 1000);
    }),
  );
});

const word = fc.constantFrom(
  'Ada',
  'Kessler',
  'Night',
  'Bärbel',
  '夜',
  'Salt',
  'of',
  "L'Esperanza",
  'R&B',
  '1998',
  'Ωm',
);
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
const plainEntry = fc.record({
  startMs: fc.integer({ min: 0, max: 40_000 }).map((seconds) => seconds * 1000),
  artist: words.filter((text) => !/^\d/.test(text)),
  title: words.filter((text) => !/^\d/.test(text)),
  remix: fc.constantFrom('', 'Extended Mix', 'Ada Remix', 'Salt Dub'),
  label: fc.constantFrom('', 'Saltmarsh', 'Lantern Row'),
});
const anyText = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\0', '').trim());
const anyEntry: fc.Arbitrary<EntryFacts> = fc
  .record({
    startMs: fc.option(fc.integer({ min: 0, max: 86_000_000 })),
    endMs: fc.option(fc.integer({ min: 0, max: 86_000_000 })),
    artist: anyText,
    title: anyText.filter((text) => text !== ''),
    remix: anyText,
    label: anyText,
    note: anyText,
    isUnknown: fc.boolean(),
    transition: fc.constantFrom(...transitions),
    bpm: fc.option(fc.constantFrom(60, 120.5, 174)),
    musicalKey: fc.option(fc.integer({ min: 0, max: 23 })),
  })
  .map((entry) => ({ ...emptyEntry, ...entry }));

/** What reading says of itself is not what was written. */
const facts = ({ confidence: _, artist: __, isUnknown: ___, ...entry }: EntryFacts) => entry;

test('what is written as text, CSV or JSON is read back', () => {
  fc.assert(
    fc.property(fc.array(plainEntry, { minLength: 2, maxLength: 8 }), (given) => {
      const entries = given.map((entry) => ({ ...emptyEntry, ...entry })).sort((one, two) => one.startMs - two.startMs);
      const [part] = parseTracklist(formatAsText(entries)).parts;
      expect((part?.entries ?? []).map(({ confidence: _, ...entry }) => entry)).toEqual(
        entries.map(({ confidence: _, ...entry }) => entry),
      );
    }),
  );
  fc.assert(
    fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 6 }), (entries) => {
      for (const text of [formatAsCsv(entries), formatAsJson(noFacts, entries)]) {
        const [part] = parseTracklist(text).parts;
        expect((part?.entries ?? []).map(facts)).toEqual(entries.map(facts));
      }
    }),
  );
});

test('JSON that says there is no remix leaves a title as it is', () => {
  const title = 'Kiln\u3000(Ada Remix)';
  const entries = [
    { ...emptyEntry, title },
    { ...emptyEntry, title: 'Moth' },
  ];
  expect(parseTracklist(formatAsJson(noFacts, entries)).parts[0]?.entries[0]).toMatchObject({ title, remix: '' });
  const unsaid = JSON.stringify([{ title: 'Kiln (Ada Remix)' }, { title: 'Moth' }]);
  expect(parseTracklist(unsaid).parts[0]?.entries[0]).toMatchObject({ title: 'Kiln', remix: 'Ada Remix' });
});

test('any text is read without an error, each line once', () => {
  const pieces = fc.constantFrom(
    '0:00',
    '01.',
    '[',
    ']',
    ' - ',
    'Ada',
    '\n',
    '\r\n',
    'w/',
    '"',
    ',',
    '\t',
    'by',
    'ID',
    ':',
    '----',
    '(',
    ')',
    'Mix',
    'http://a.b',
    '99:99',
    '𝄞',
    '\u2028',
    'FILE "a" WAVE\n',
    'TRACK 01 AUDIO\n',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (given) => {
      const { parts, lines, format } = parseTracklist(given);
      const tracks = lines.filter(({ role }) => role === 'track');
      const fitting = parts.slice(0, 50).map((part) => fitPart(part, mostEntries));
      if (fitting.length > 0) {
        const input = { parts: fitting, source: format, name: 'Pasted' };
        expect(tracklistsContract['tracklists.create'].input.safeParse(input).error).toBeUndefined();
      }
      expect(tracks).toHaveLength(parts.reduce((sum, { entries }) => sum + entries.length, 0));
      expect(lines.every(({ confidence }) => confidence >= 0 && confidence <= 1)).toBe(true);
      for (const { entries } of parts) {
        expect(entries.length).toBeGreaterThan(0);
        expect(entries.every(({ startMs }) => startMs === null || startMs >= 0)).toBe(true);
        expect(entries.every(({ title }) => title.trim() !== '')).toBe(true);
      }
    }),
    { numRuns: 250 },
  );
});

test('what is too long or too late is cut to what a list may hold', () => {
  const long = 'x'.repeat(580);
  const { parts } = parseTracklist(
    `1: A [47h00m]:\n---\n01. ${'a'.repeat(300)} - ${'b'.repeat(280)} - 0:00\n02. B - C - 90:00\n${long}`,
  );
  const [part] = parts.map((each) => fitPart(each, 1));
  expect(part?.entries).toHaveLength(1);
  const late = fitPart(
    { ...parts[0]!, entries: [{ ...emptyEntry, title: `${'x'.repeat(499)}𝄞`, startMs: 999_999_999 }] },
    5,
  );
  expect(late.entries[0]).toMatchObject({ startMs: null, title: `${'x'.repeat(499)}\uFFFD` });
});

test('ten thousand lines take no time, also hostile ones', () => {
  const usual = Array.from(
    { length: 10_000 },
    (_, index) => `${index + 1}. [${writeTime(index * 9000)}] Artist ${index} - Title (Some Remix) [Label]`,
  );
  const hostile = [
    ' '.repeat(599),
    `${'['.repeat(300)}`,
    `${'- '.repeat(299)}`,
    `${'12:'.repeat(199)}`,
    `${'('.repeat(299)}mix)`,
    'a '.repeat(299),
  ];
  const started = performance.now();
  expect(parseTracklist(usual.join('\n')).parts[0]?.entries).toHaveLength(10_000);
  parseTracklist(Array.from({ length: 4000 }, (_, index) => hostile[index % hostile.length]).join('\n'));
  expect(performance.now() - started).toBeLessThan(3000);
});

const fixtures = join(import.meta.dirname, '../../../shared/fixtures/tracklists');

function readFixture(name: string, encoding: string): ReturnType<typeof parseTracklist> {
  return parseTracklist(new TextDecoder(encoding).decode(readFileSync(join(fixtures, name))));
}

// Real texts of other people, which are no part of this project.
test.skipIf(!existsSync(fixtures))('real texts hold as many tracks as they should', () => {
  const counts = ({ parts }: ReturnType<typeof parseTracklist>) => parts.map(({ entries }) => entries.length);
  const timed = ({ parts }: ReturnType<typeof parseTracklist>) =>
    parts.flatMap(({ entries }) => entries).filter(({ startMs }) => startMs !== null).length;
  const djs = readFixture('bom-crlf-bracket-times-several-djs.txt', 'utf-8');
  expect([counts(djs), timed(djs)]).toEqual([[20, 19, 14, 10, 3], 66]);
  const ends = readFixture('latin1-times-at-end.txt', 'windows-1252');
  expect([counts(ends), timed(ends)]).toEqual([[60], 60]);
  expect(ends.parts[0]?.entries.at(0)?.artist).toBe('Ørjan Nilsen');
  const pipe = readFixture('minutes-only-pipe.txt', 'utf-8');
  expect([counts(pipe), pipe.parts[0]?.entries.findLast(({ startMs }) => startMs === 162 * 60_000)?.title]).toEqual([
    [60],
    'Caes De Loica',
  ]);
  expect(counts(readFixture('discogs-paste-latin1.txt', 'windows-1252'))).toEqual([14]);
  expect(counts(readFixture('numbered-no-times.txt', 'utf-8'))).toEqual([11]);
  expect(counts(readFixture('rekordbox-history-utf16.txt', 'utf-16le'))).toEqual([28]);
  expect(counts(readFixture('traktor-history-text.txt', 'utf-8'))).toEqual([23]);
});

test('an ID stays one, whatever is said of it', () => {
  const text =
    '[00:00] ID - ID (Unreleased)\n[04:00] Ada Vale - ID [new]\n[08:00] Mira Sol - Idle (Live)\n[12:00] Bo - Q\n';
  const entries = parseTracklist(text).parts[0]?.entries ?? [];
  expect(entries.map(({ artist, title, isUnknown }) => [artist, title, isUnknown])).toEqual([
    ['', 'ID (Unreleased)', true],
    ['Ada Vale', 'ID', true],
    ['Mira Sol', 'Idle', false],
    ['Bo', 'Q', false],
  ]);
});
