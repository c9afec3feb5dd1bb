import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EntryFacts, emptyEntry, noFacts } from '../tracklist/tracklist-parts.ts';
import { framesOfMs, msOfFrames, startOf } from './cue-sheet.ts';
import { cueDialects } from './dialects.ts';
import { formatCue } from './format.ts';
import { type CueContent, makeCue } from './generate.ts';
import { parseCue } from './parse.ts';
import { validateCue } from './validate.ts';

const entry = (facts: Partial<EntryFacts>): EntryFacts => ({ ...emptyEntry, ...facts });
const mix: CueContent = {
  facts: { ...noFacts, name: 'Kanal 9, 14 November', artist: 'Mara Ellery', date: '2026-11-14' },
  fileName: 'kanal9-2026-11-14.flac',
  entries: [
    entry({ startMs: 0, endMs: 300_000, artist: 'Ada Quill', title: 'Paper Lanterns' }),
    entry({ startMs: 314_000, isUnknown: true, bpm: 121, label: 'Saltmarsh', musicalKey: 0 }),
    entry({ transition: 'mashup', artist: 'Nobody', title: 'Over it' }),
    entry({ startMs: 600_013, artist: 'Marrow Coast', title: 'Salt Road', remix: 'Dub', isrc: 'ZZLR12600019' }),
  ],
};

test('a tracklist becomes a sheet', () => {
  expect(formatCue(makeCue(mix, 'standard'), 'standard').split('\n')).toEqual([
    'REM DATE 2026-11-14',
    'TITLE "Kanal 9, 14 November"',
    'PERFORMER "Mara Ellery"',
    'FILE "kanal9-2026-11-14.flac" WAVE',
    '  TRACK 01 AUDIO',
    '    TITLE "Paper Lanterns"',
    '    PERFORMER "Ada Quill"',
    '    INDEX 01 00:00:00',
    '  TRACK 02 AUDIO',
    '    TITLE "ID"',
    '    PERFORMER "Unknown"',
    '    INDEX 00 05:00:00',
    '    INDEX 01 05:14:00',
    '  TRACK 03 AUDIO',
    '    TITLE "Salt Road (Dub)"',
    '    PERFORMER "Marrow Coast"',
    '    ISRC ZZLR12600019',
    '    INDEX 01 10:00:01',
    '',
  ]);
});

test('a dialect for players has what they show of a track', () => {
  const text = formatCue(makeCue(mix, 'rekordbox'), 'rekordbox');
  expect(text).toContain('REM YEAR 2026\n');
  expect(text).toContain('    REM BPM 121\n    REM KEY');
  expect(text).not.toContain('INDEX 00');
});

test('whatever stands in a tracklist, its sheet is read again with the same tracks at the same frames', () => {
  const facts = fc.record({
    startMs: fc.option(fc.integer({ min: 0, max: 20_000_000 })),
    endMs: fc.option(fc.integer({ min: 0, max: 20_000_000 })),
    artist: fc.string({ maxLength: 100 }),
    title: fc.string({ maxLength: 300 }),
    isUnknown: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 12 }), fc.constantFrom(...cueDialects), (all, dialect) => {
      const sheet = makeCue({ ...mix, entries: all.map(entry) }, dialect);
      const again = parseCue(formatCue(sheet, dialect));
      expect(again.tracks.map((track) => startOf(track)?.frames ?? null)).toEqual(
        all.map(({ startMs }) => (startMs === null ? null : framesOfMs(startMs))),
      );
      validateCue(again, { dialect, audioOf: () => null });
    }),
  );
});

test('a time is kept to half a frame', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (ms) => {
      expect(Math.abs(msOfFrames(framesOfMs(ms)) - ms)).toBeLessThan(6.667);
    }),
  );
});
