import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { convertCue } from '#shared/cue/convert.ts';
import { type CueSheet, formatCueTime, startOf } from '#shared/cue/cue-sheet.ts';
import { cueDialects } from '#shared/cue/dialects.ts';
import { formatCue } from '#shared/cue/format.ts';
import { parseCue } from '#shared/cue/parse.ts';
import { validateCue } from '#shared/cue/validate.ts';
import { referenceFile } from '../interop/testing/reference-files.ts';
import { decodeText } from './encoding.ts';
import { readFlacSheets } from './flac-sheet.ts';

/** Sheets that other programs wrote, with what is known of them from elsewhere. Each is skipped where it is not here. */

type Facts = {
  /** FILE, TRACK, INDEX 00, INDEX 01, further INDEX. */
  counts: [number, number, number, number, number];
  encoding?: string;
  title?: string;
  last?: string;
  errors?: string[];
};

const sheets: Record<string, Facts> = {
  'whipper-catalog-isrc.cue': { counts: [1, 13, 6, 13, 0], title: 'MOUNTAIN BATTLES', last: '32:47:56', errors: [] },
  'eac-multi-file.cue': {
    counts: [12, 13, 6, 12, 0],
    title: '808s & Heartbreak',
    last: '00:00:00',
    errors: ['missingIndex'],
  },
  'eac-gaps-noncompliant.cue': { counts: [8, 8, 7, 8, 0], last: '00:00:00', errors: [] },
  'whipper-htoa-pregap.cue': { counts: [1, 13, 8, 13, 0], last: '45:56:33', errors: [] },
  'cp1251.cue': { counts: [1, 4, 0, 4, 0], encoding: 'windows-1251', title: 'Альбом', last: '12:04:72', errors: [] },
  'utf8-bom.cue': { counts: [1, 4, 0, 4, 0], encoding: 'utf-8', title: 'Альбом', last: '12:04:72', errors: [] },
  'eac1.5-empty-composer.cue': { counts: [11, 11, 0, 11, 0], title: 'Blendwerk', last: '00:00:00', errors: [] },
  '99-tracks.cue': { counts: [1, 99, 0, 99, 0], title: 'Broken', last: '28:01:15', errors: [] },
  'libcue-issue10.cue': { counts: [8, 8, 8, 0, 0], title: 'Odes', errors: ['missingIndex'] },
  'xiph-bad-not-ascending.cue': { counts: [1, 1, 0, 1, 2], last: '00:00:00', errors: ['indexOrder'] },
  'gbk-traditional.cue': {
    counts: [1, 9, 1, 9, 0],
    encoding: 'gbk',
    title: '最後圓舞曲',
    last: '34:09:54',
    errors: [],
  },
  // Its FILEs within tracks are where the sound came from.
  'rekordbox-recording.cue': { counts: [1, 4, 0, 3, 0], title: 'REC-2023-02-19', errors: ['missingIndex'] },
  'clementine-broken.cue': { counts: [4, 8, 3, 2, 0], errors: ['missingIndex'] },
};

for (const [name, facts] of Object.entries(sheets)) {
  const file = referenceFile(`cue/${name}`);
  test.skipIf(file === null)(`${name}: all of it is read, written and read again`, () => {
    const { text, encoding } = decodeText(readFileSync(file as string));
    const sheet = parseCue(text);
    expect(countsOf(sheet)).toEqual(facts.counts);
    expect(encoding).toBe(facts.encoding ?? 'utf-8');
    expect([sheet.title, sheet.notes, sheet.tracks.flatMap((track) => track.notes)]).toEqual([facts.title, [], []]);
    if (facts.last) expect(lastStart(sheet)).toBe(facts.last);
    const problems = validateCue(sheet, { dialect: 'standard', audioOf: () => null });
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
    expect([...new Set(errors)]).toEqual(facts.errors);
    for (const dialect of cueDialects) {
      const again = parseCue(formatCue(sheet, dialect));
      const kept = convertCue(sheet, dialect).sheet;
      expect(again.tracks.map((track) => [track.title, startOf(track)?.frames])).toEqual(
        kept.tracks.map((track) => [track.title, startOf(track)?.frames]),
      );
    }
  });
}

const embedded = referenceFile('audio/flac-with-cuesheet.flac');
test.skipIf(embedded === null)('a CUESHEET block that metaflac wrote has four tracks', async () => {
  const file = await open(embedded as string, 'r');
  const { block } = await readFlacSheets(file, 'silence.flac');
  await file.close();
  const numbers = parseCue(block ?? '').tracks.map((track) => track.number);
  // The fourth one is the end.
  expect(numbers).toEqual([1, 2, 3]);
});

/** The last INDEX 01. */
function lastStart(sheet: CueSheet): string {
  const starts = sheet.tracks.flatMap((track) => track.indexes.filter((index) => index.number === 1));
  return formatCueTime(starts.at(-1)?.frames ?? 0);
}

function countsOf(sheet: CueSheet): Facts['counts'] {
  const indexes = sheet.tracks.flatMap((track) => track.indexes);
  const [gaps, starts] = [0, 1].map((number) => indexes.filter((index) => index.number === number).length);
  const rest = indexes.length - (gaps ?? 0) - (starts ?? 0);
  return [sheet.files.length, sheet.tracks.length, gaps ?? 0, starts ?? 0, rest];
}
