import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flacFile } from '#core/testing/audio-files.ts';
import { cueBlock, withBlock } from '#core/testing/cue-block.ts';
import { formatCueTime, startOf } from '#shared/cue/cue-sheet.ts';
import { parseCue } from '#shared/cue/parse.ts';
import { parseCueBlock, readFlacSheets } from './flac-sheet.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerline-cue-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: Buffer) {
  const path = join(folder, 'mix.flac');
  writeFileSync(path, bytes);
  const file = await open(path, 'r');
  try {
    return await readFlacSheets(file, 'mix.flac');
  } finally {
    await file.close();
  }
}

const tracks = [
  { number: 1, offset: 0, isrc: 'ZZLR12600019', indexes: [{ number: 1, offset: 0 }] },
  {
    number: 2,
    offset: 44_100 * 60,
    isrc: '',
    indexes: [
      { number: 0, offset: 0 },
      { number: 1, offset: 44_100 * 2 },
    ],
  },
];

test('a CUESHEET block is a sheet, without the track that stands for the end', async () => {
  const block = cueBlock({ catalog: '0652637280326', tracks, endOffset: 44_100 * 120 });
  const { block: text } = await read(withBlock(flacFile([['TITLE', 'Mix']]), 5, block));
  const sheet = parseCue(text ?? '');
  expect([sheet.catalog, sheet.files[0]?.name, sheet.tracks.map((track) => track.isrc)]).toEqual([
    '0652637280326',
    'mix.flac',
    ['ZZLR12600019', undefined],
  ]);
  expect(sheet.tracks.map((track) => formatCueTime(startOf(track)?.frames ?? -1))).toEqual(['00:00:00', '01:02:00']);
});

test('a comment called CUESHEET is one, and a file without either has none', async () => {
  const text = 'FILE "mix.flac" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n';
  expect((await read(flacFile([['CUESHEET', text]]))).comment).toBe(text);
  expect(await read(flacFile([['TITLE', 'Mix']]))).toEqual({ block: null, comment: null });
  expect(await read(Buffer.from('no music at all'))).toEqual({ block: null, comment: null });
});

test('no block makes it fail or read past its end', () => {
  const block = cueBlock({ catalog: '', tracks, endOffset: 1 });
  fc.assert(
    fc.property(fc.nat(block.length), fc.nat(255), fc.nat(block.length), (at, byte, length) => {
      const damaged = Buffer.from(block);
      damaged[at] = byte;
      const sheet = parseCueBlock(damaged.subarray(0, length), 44_100, 'mix.flac');
      expect(sheet === null || sheet.tracks.length <= 255).toBe(true);
    }),
  );
});
