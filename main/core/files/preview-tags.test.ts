import { chmodSync, linkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { coverOf, tagEdit } from '#core/testing/tag-arbitraries.ts';
import { fileInputs } from '#core/testing/tagged-files.ts';
import { sha256Of, stateOf, tagInput, WriteLab } from '#core/testing/write-lab.ts';
import { previewTags, readFileTags } from './preview-tags.ts';
import type { FileTags } from './tags/tag-format.ts';

let lab: WriteLab;
beforeEach(() => {
  lab = new WriteLab();
});
afterEach(() => lab.remove());

const names = ['dj-2.3.mp3', 'dj-2.4.mp3', 'dj.flac', 'dj.opus', 'glass-garden.m4a', 'dj.wav', 'dj.aiff'];

/** The values of a field by the name a preview has for it. */
function valuesOf(tags: FileTags, field: string): string[] {
  if (field === 'rating') return tags.rating ? [String(tags.rating.stars)] : [];
  if (field === 'covers') return tags.pictures.filter(({ kind }) => kind === 3).map(({ sha256 }) => sha256);
  const texts: Record<string, string[] | undefined> = tags.texts;
  return (field.startsWith('custom:') ? tags.custom[field.slice(7)] : texts[field]) ?? [];
}

describe.each(fileInputs().filter(({ name }) => names.includes(name)))('$name', ({ name, bytes }) => {
  test('a preview says exactly what the write then changes, and writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(tagEdit(), async ({ input, coverSeeds }) => {
        const path = lab.file(name, bytes());
        const before = stateOf(path);
        const covers = coverSeeds && { coverHashes: coverSeeds.map((seed) => lab.picture(coverOf(seed))) };
        const asked = { ...input, ...covers };
        const preview = previewTags(path, asked, lab.pictureDirectory);
        expect(stateOf(path)).toEqual(before);

        const old = readFileTags(path);
        const outcome = await lab.write(path, asked);
        const now = readFileTags(path);
        expect(preview.isUnchanged).toBe(outcome.state === 'unchanged');
        if (outcome.state === 'written') expect(preview.sizeBytes.new).toBe(outcome.file.after.sizeBytes);
        expect(preview.rating).toEqual({ old: old.rating, new: now.rating });
        for (const change of preview.fields) {
          expect({ field: change.field, values: change.old }).toEqual({
            field: change.field,
            values: valuesOf(old, change.field),
          });
          expect({ field: change.field, values: change.new }).toEqual({
            field: change.field,
            values: valuesOf(now, change.field),
          });
        }
        const changed = new Set(preview.fields.map(({ field }) => field));
        const all = ['rating', 'covers', ...Object.keys({ ...old.texts, ...now.texts })];
        for (const field of all.filter((each) => !changed.has(each)))
          expect(valuesOf(now, field)).toEqual(valuesOf(old, field));
      }),
      { numRuns: 4 },
    );
  });
});

test('a preview names the covers that come and go', () => {
  const path = lab.song('night-bus.mp3');
  const [old] = valuesOf(readFileTags(path), 'covers');
  const cover = coverOf(3);
  const coverHashes = [lab.picture(cover)];
  const { fields } = previewTags(path, tagInput({ coverHashes }), lab.pictureDirectory);
  expect(fields).toEqual([{ field: 'covers', old: old ? [old] : [], new: [sha256Of(cover)] }]);
});

test('a preview says what stands in the way of the write', () => {
  const input = tagInput({ texts: { title: ['New'] } });
  const preview = (path: string) => previewTags(path, input, lab.pictureDirectory).refusal;
  const path = lab.song('paper-boats.flac');
  expect(preview(path)).toBeNull();
  chmodSync(path, 0o444);
  expect(preview(path)).toBe('FILE_READ_ONLY');
  chmodSync(path, 0o644);
  linkSync(path, join(lab.music, 'second.flac'));
  expect(preview(path)).toBe('FILE_LINKED');
  const refusal = expect.objectContaining({ code: 'TAGS_UNWRITABLE' });
  expect(() => preview(lab.song('slow-lanterns.wma'))).toThrow(refusal);
  expect(() => preview(join(lab.music, 'gone.mp3'))).toThrow(expect.objectContaining({ code: 'FILE_NOT_FOUND' }));
});
