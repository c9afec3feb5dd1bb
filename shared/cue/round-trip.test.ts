import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversionModes, convertCue, possibleLosses } from './convert.ts';
import type { CueSheet } from './cue-sheet.ts';
import { cueDialects } from './dialects.ts';
import { formatCue, writeCue } from './format.ts';
import { parseCue } from './parse.ts';

/** What a sheet means, without where it stood. */
function meaning(sheet: CueSheet): unknown {
  return JSON.parse(JSON.stringify({ ...sheet, lines: [] }, (key, value) => (key === 'line' ? undefined : value)));
}

/** A year is the same whether it is called DATE or, as by rekordbox, YEAR. */
function withOneYear(sheet: CueSheet): unknown {
  return JSON.parse(JSON.stringify(meaning(sheet)).replace(/"key":"(date|year)"/gi, '"key":"DATE"'));
}

/** Half of a pair, marks that combine, letters whose upper case is longer; the graphemes of fast-check take a second to load. */
const anySign = fc
  .oneof(fc.integer({ min: 32, max: 126 }), fc.integer({ min: 0, max: 0xffff }))
  .map((code) => String.fromCharCode(code));
const value = fc.oneof(
  fc.constantFrom(
    'Tolbooth',
    '12" Mix',
    '"',
    '',
    ' x ',
    'Öl & Wasser',
    '周華健',
    'a'.repeat(300),
    'REM',
    '\u{1F39B}'.repeat(90),
  ),
  fc.string({ unit: anySign, maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, '')),
);
const time = fc.constantFrom(
  '00:00:00',
  '3:5:74',
  '142:06:00',
  '01:02:03:04',
  '12:34',
  '99:99:99',
  'x',
  '',
  '1:2:3:4:5',
);
const quoted = value.map((text) => `"${text}"`);
const command = fc.oneof(
  fc
    .tuple(fc.constantFrom('TITLE', 'title', 'PERFORMER', 'SongWriter'), fc.oneof(quoted, value))
    .map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom('FILE'), quoted, fc.constantFrom('WAVE', 'mp3', '', 'x y')).map((parts) => parts.join(' ')),
  fc
    .tuple(fc.constantFrom('TRACK 01', 'TRACK 7', 'track 120', 'TRACK x'), fc.constantFrom('AUDIO', 'CDG', ''))
    .map((parts) => parts.join(' ')),
  fc
    .tuple(fc.constantFrom('INDEX 00', 'INDEX 01', 'CUE 02', 'MEMORY_CUE 3', 'INDEX'), time)
    .map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom('PREGAP', 'POSTGAP'), time).map((parts) => parts.join(' ')),
  fc.constantFrom(
    'ISRC ABC',
    'ISRC',
    'ISRC "a b"',
    'ISRC ""x""',
    'FLAGS dcp 4CH',
    'FLAGS',
    'CATALOG 0652637280326',
    'CDTEXTFILE "a.cdt"',
  ),
  fc
    .tuple(
      fc.constantFrom(
        'REM',
        'REM DATE',
        'rem YEAR',
        'REM bpm',
        'REM COLOR_TAG',
        'REM SOURCE',
        'REM REPLAYGAIN_TRACK_GAIN',
        'REM RECORDED_BY',
      ),
      fc.oneof(value, quoted, fc.constantFrom('2026', '2026-11-14', '"rekordbox-dj"')),
    )
    .map((parts) => parts.join(' ')),
  fc.constantFrom('ARRANGER "x"', '', '???', '\uFEFF', 'INDEX 01 00:00:00 extra'),
);
const text = fc.array(fc.tuple(fc.constantFrom('', '  ', '\t'), command, fc.constantFrom('\n', '\r\n', '\r')), {
  maxLength: 40,
  size: 'max',
});
const sheetText = text.map((lines) => lines.map((parts) => parts.join('')).join(''));

test('every line is kept as it stood, and nothing makes it fail', () => {
  fc.assert(
    fc.property(fc.oneof(sheetText, fc.string({ unit: anySign, maxLength: 200 })), (written) => {
      const sheet = parseCue(written);
      expect(sheet.lines.map((line) => line.text + line.end).join('')).toBe(written);
    }),
  );
});

test.each(cueDialects)('%s: what is written is read again as it was, up to the losses it declares', (dialect) => {
  fc.assert(
    fc.property(sheetText, (written) => {
      const sheet = parseCue(written);
      const { sheet: kept, losses } = convertCue(sheet, dialect);
      const again = parseCue(formatCue(sheet, dialect));
      expect(meaning(again)).toEqual(meaning(kept));
      if (losses.length === 0) expect(withOneYear(again)).toEqual(withOneYear(sheet));
      // What was written loses nothing when it is written once more.
      expect(convertCue(again, dialect).losses).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a lenient sheet keeps as a remark what it cannot say, and a strict one is refused', () => {
  fc.assert(
    fc.property(
      sheetText,
      fc.constantFrom(...cueDialects),
      fc.constantFrom(...conversionModes),
      (written, to, mode) => {
        const sheet = parseCue(written);
        const { sheet: kept, losses, score, isRefused } = convertCue(sheet, to, mode);
        expect(meaning(parseCue(writeCue(kept, to)))).toEqual(meaning(kept));
        expect(isRefused).toBe(mode === 'strict' && losses.length > 0);
        expect(score === 100).toBe(losses.length === 0);
        if (mode === 'lenient')
          expect(
            losses.some((loss) => loss.kind === 'shortened' || (loss.kind === 'isrc' && !loss.isKeptAsRemark)),
          ).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});

test('a pair of dialects loses only what it declares', () => {
  fc.assert(
    fc.property(sheetText, fc.constantFrom(...cueDialects), fc.constantFrom(...cueDialects), (written, from, to) => {
      const sheet = convertCue(parseCue(written), from).sheet;
      const lost = convertCue(sheet, to).losses.map((loss) => loss.kind);
      expect(possibleLosses(from, to)).toEqual(expect.arrayContaining(lost));
    }),
    { numRuns: 300 },
  );
});
