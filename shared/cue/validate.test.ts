import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cueDialects } from './dialects.ts';
import { parseCue } from './parse.ts';
import { applyEdits } from './problem.ts';
import { type CueAudio, validateCue } from './validate.ts';

const head = 'TITLE "Kanal 9"\nFILE "kanal.flac" WAVE\n';
const track = (number: string, ...lines: string[]) =>
  [`  TRACK ${number} AUDIO`, ...lines.map((line) => `    ${line}`)].map((line) => `${line}\n`).join('');
const first = track('01', 'TITLE "A"', 'INDEX 01 00:00:00');

function check(text: string, audio: CueAudio = null, dialect: (typeof cueDialects)[number] = 'standard') {
  return validateCue(parseCue(text), { dialect, audioOf: () => audio });
}
const short = (text: string, audio: CueAudio = null, dialect: (typeof cueDialects)[number] = 'standard') =>
  check(text, audio, dialect).map(({ rule, line }) => `${rule} ${line ?? '-'}`);

test('a good sheet has nothing to say', () => {
  const second = track('02', 'TITLE "B"', 'ISRC ZZLR12600019', 'FLAGS DCP', 'INDEX 00 04:00:00', 'INDEX 01 04:02:74');
  expect(short(`CATALOG 0652637280326\n${head}${first}${second}`, { isThere: true, durationMs: 600_000 })).toEqual([]);
});

test.each([
  ['no FILE', 'TITLE "x"\n  TRACK 01 AUDIO\n    TITLE "A"\n    INDEX 01 00:00:00\n', ['noFile -']],
  ['no tracks', head, ['noTracks -']],
  ['a number twice', head + first + track('01', 'TITLE "B"', 'INDEX 01 01:00:00'), ['duplicateTrack 6']],
  ['a number left out', head + first + track('03', 'TITLE "B"', 'INDEX 01 01:00:00'), ['trackOrder 6']],
  ['no INDEX', head + track('01', 'TITLE "A"'), ['missingIndex 3']],
  ['only INDEX 00', head + track('01', 'TITLE "A"', 'INDEX 00 00:00:00'), ['missingIndex 5']],
  [
    'indexes that go back',
    head + track('01', 'TITLE "A"', 'INDEX 01 00:00:00', 'INDEX 02 00:02:00', 'INDEX 03 00:01:74'),
    ['indexOrder 7'],
  ],
  ['76 frames', head + first + track('02', 'TITLE "B"', 'INDEX 01 01:00:76'), ['timeRange 8']],
  ['60 seconds', head + first + track('02', 'TITLE "B"', 'INDEX 01 01:60:00'), ['timeRange 8']],
  [
    'a track that begins within the one before',
    head + track('01', 'TITLE "A"', 'INDEX 01 02:00:00') + track('02', 'TITLE "B"', 'INDEX 01 01:00:00'),
    ['lateStart 5', 'overlap 8'],
  ],
  ['an ISRC of 11', head + track('01', 'TITLE "A"', 'ISRC ZZLR1260019', 'INDEX 01 00:00:00'), ['isrc 5']],
  ['a CATALOG of 12', `CATALOG 652637280326\n${head}${first}`, ['catalog 1']],
  ['a CATALOG mistyped', `CATALOG 0652637280327\n${head}${first}`, ['catalogCheck 1']],
  ['FLAGS nobody knows', head + track('01', 'TITLE "A"', 'FLAGS DCP LOUD', 'INDEX 01 00:00:00'), ['flags 5']],
  ['81 characters', head + track('01', `TITLE "${'a'.repeat(81)}"`, 'INDEX 01 00:00:00'), ['tooLong 4']],
  ['FLAC as a format', head.replace('WAVE', 'FLAC') + first, ['fileFormat 2']],
  ['an entry nobody named', head + track('01', 'TITLE "ID"', 'INDEX 01 00:00:00'), ['unknownEntry 4']],
  ['a title twice', head + track('01', 'TITLE "A"', 'TITLE "B"', 'INDEX 01 00:00:00'), ['repeated 5']],
  ['words', `hello\n${head}${first}`, ['unknownCommand 1']],
  ['half a line', head + first + track('02', 'TITLE "B"', 'INDEX 01'), ['missingIndex 6', 'unreadable 8']],
])('%s', (_name, text, expected) => {
  expect(short(text)).toEqual(expected);
});

test('times and files are held against the sound', () => {
  const second = track('02', 'TITLE "B"', 'INDEX 01 01:00:00');
  expect(short(head + first + second, { isThere: true, durationMs: 60_000 })).toEqual(['beyondAudio 8']);
  expect(short(head + first, { isThere: false, durationMs: null })).toEqual(['missingAudio 2']);
});

test('what a dialect cannot have is an error there', () => {
  const many = `${head}${first}FILE "b.wav" WAVE\n${track('02', 'TITLE "B"', 'INDEX 01 00:00:00')}`;
  expect([short(many), short(many, null, 'cdj')]).toEqual([[], ['manyFiles 6']]);
  const tracks = Array.from({ length: 100 }, (_, at) => track(String(at + 1), 'TITLE "x"', `INDEX 01 ${at}:00:00`));
  expect([short(head + tracks.join('')), short(head + tracks.join(''), null, 'traktor')]).toEqual([
    ['tooManyTracks 300'],
    [],
  ]);
});

test('each offer to put something right does so, and touches nothing else', () => {
  const text = [
    'CATALOG 652637280326',
    'FILE "/music/kanal.flac" FLAC',
    '  TRACK 01 AUDIO',
    '\tTITLE "A"',
    '    ISRC zz-lr1-26-0019',
    '    FLAGS LOUD',
    '    INDEX 00 00:00:00',
    '  TRACK 03 AUDIO',
    '    TITLE "B"',
    '    TITLE "C"',
    '    INDEX 01 01:61:80',
  ].join('\r\n');
  let mended = text;
  for (;;) {
    const problem = check(mended).find(({ fix }) => fix !== null);
    if (!problem?.fix) break;
    const before = check(mended).length;
    mended = applyEdits(mended, problem.fix.edits);
    expect(check(mended).length, problem.rule).toBeLessThan(before);
  }
  expect(mended.split('\r\n')).toEqual([
    'CATALOG 0652637280326',
    'FILE "kanal.flac" WAVE',
    '  TRACK 01 AUDIO',
    '\tTITLE "A"',
    '    ISRC ZZLR12600019',
    '    INDEX 01 00:00:00',
    '  TRACK 02 AUDIO',
    '    TITLE "B"',
    '    INDEX 01 02:02:05',
  ]);
});

test('no text makes it fail, and each line it names is there', () => {
  const word = fc.constantFrom(
    'TRACK',
    'INDEX',
    'FILE',
    'ISRC',
    'CATALOG',
    'FLAGS',
    'TITLE',
    '01',
    '00:00:99',
    '"x"',
    '',
  );
  const text = fc
    .array(fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')))
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, fc.constantFrom(...cueDialects), (written, dialect) => {
      const sheet = parseCue(written);
      for (const { line, fix } of check(written, { isThere: true, durationMs: 1000 }, dialect)) {
        expect(line === null || (line > 0 && line <= sheet.lines.length)).toBe(true);
        if (fix) parseCue(applyEdits(written, fix.edits));
      }
    }),
  );
});

test('a file of nothing but tracks is checked and put right in a moment', () => {
  const text = 'TRACK 1\n'.repeat(20_000);
  const began = performance.now();
  const fix = check(text).find(({ rule }) => rule === 'duplicateTrack')?.fix;
  expect(parseCue(applyEdits(text, fix?.edits ?? [])).tracks.at(-1)?.number).toBe(9999);
  expect(performance.now() - began).toBeLessThan(5000);
});
