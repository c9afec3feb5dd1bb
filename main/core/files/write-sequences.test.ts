import { utimesSync } from 'node:fs';
import { setAttributeSync } from '@napi-rs/xattr';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverOf, type TagEdit, tagEdit } from '#core/testing/tag-arbitraries.ts';
import { type FileInput, fileInputs } from '#core/testing/tagged-files.ts';
import { type FileState, stateOf, WriteLab } from '#core/testing/write-lab.ts';
import { audioHashOf } from './audio-hash.ts';
import type { WrittenFile } from './journal/write-worker.ts';
import { readFileTags } from './preview-tags.ts';

/** Sequences for each file; thousands are written by hand before a release. */
const sequences = Number(process.env.LEDGERLINE_SEQUENCES ?? 3);

/** Any edits one after the other, each proven by the writer, and taken back from the last to the first. */
async function writeAndTakeBack({ name, bytes }: FileInput, edits: readonly TagEdit[]): Promise<void> {
  const lab = new WriteLab();
  try {
    const path = lab.file(name, bytes());
    setAttributeSync(path, 'user.xdg.tags', 'a mark');
    utimesSync(path, 1_500_000_000.5, 1_600_000_000.123_456);
    const audioHash = audioHashOf(path);
    const { foreign } = readFileTags(path);
    const done: { before: FileState; written: WrittenFile }[] = [];
    for (const { input, coverSeeds } of edits) {
      const before = stateOf(path);
      const covers = coverSeeds && { coverHashes: coverSeeds.map((seed) => lab.picture(coverOf(seed))) };
      const outcome = await lab.write(path, { ...input, ...covers });
      expect(stateOf(path)).toMatchObject({ mode: before.mode, extended: before.extended });
      expect(audioHashOf(path)).toBe(audioHash);
      expect((await lab.write(path, { ...input, ...covers })).state).toBe('unchanged');
      if (outcome.state === 'unchanged') expect(stateOf(path)).toEqual(before);
      else done.push({ before, written: outcome.file });
      if (input.keepModified) expect(stateOf(path).modifiedNs).toBe(before.modifiedNs);
    }
    expect(names(readFileTags(path).foreign)).toEqual(names(foreign));
    for (const { before, written } of done.reverse()) {
      await lab.undo(path, written);
      expect(stateOf(path)).toEqual(before);
    }
    expect(lab.leftovers()).toEqual([]);
  } finally {
    lab.remove();
  }
}

function names(blocks: readonly { id: string; sha256: string }[]): string[] {
  return blocks.map(({ id, sha256 }) => `${id} ${sha256}`).sort();
}

// onetagger#282, #143, foo_discogger#26: once tags were in the file, there was no way back.
describe.each(fileInputs())('$name', (file) => {
  test('any edits keep the sound and what other programs wrote, and undo leads back through every state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tagEdit(), { minLength: 1, maxLength: 4 }), (edits) => writeAndTakeBack(file, edits)),
      { numRuns: sequences },
    );
  });
});
