import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileInputs } from '#core/testing/tagged-files.ts';
import { sha256Of, tagInput, WriteLab } from '#core/testing/write-lab.ts';
import { type TextTagField, textTagFields } from '#shared/tags/tag-fields.ts';
import type { TagFormat } from './tags/tag-format.ts';
import { unseen } from './verify-tags.ts';

let lab: WriteLab;
beforeEach(() => {
  lab = new WriteLab();
});
afterEach(() => lab.remove());

const values: Readonly<Partial<Record<TextTagField, string>>> = {
  date: '2019-03-04',
  originalDate: '1987',
  trackNumber: '7',
  trackTotal: '8',
  discNumber: '2',
  discTotal: '3',
  bpm: '134',
  key: 'F#m',
  isrc: 'DEA610200001',
  language: 'deu',
  replayGainTrackGain: '-3.21 dB',
  replayGainTrackPeak: '0.912345',
};

/** A file of each format that music-metadata reads the tags of. */
const names = [
  'bare.mp3',
  'glass-garden-edit.aac',
  'paper-boats.flac',
  'night-bus-dub.ogg',
  'paper-boats-live.opus',
  'slow-lanterns-alac.m4a',
  'harbour-lights-16.wav',
  'dj.aiff',
];
const files = fileInputs().filter(({ name }) => names.includes(name));

/** A format whose writer forgets a field, and whose reader says that it stands there. */
function lying(field: TextTagField, asked: string[]): (format: TagFormat) => TagFormat {
  return (format) => ({
    readTags(file) {
      const tags = format.readTags(file);
      return { ...tags, texts: { ...tags.texts, [field]: asked } };
    },
    planTags(file, { texts, ...changes }, options) {
      const { [field]: _forgotten, ...others } = texts;
      return format.planTags(file, { ...changes, texts: others }, options);
    },
  });
}

describe.each(files)('$name', ({ name, bytes }) => {
  test.each(textTagFields)('%s is seen by the second parser alone', async (field) => {
    const path = lab.file(name, bytes());
    const asked = [values[field] ?? `A new ${field}`];
    const other: TextTagField = field === 'title' ? 'artist' : 'title';
    lab.breakFormats(lying(field, asked));
    const input = tagInput({ texts: { [field]: asked, [other]: ['Something else'] } });
    const refusal = expect.objectContaining({ code: 'WRITE_UNVERIFIED', message: `second parser (${field})` });
    await expect(lab.write(path, input)).rejects.toThrow(refusal);
    lab.breakFormats(() => ({}));
    expect((await lab.write(path, input)).state).toBe('written');
  });

  test('a free field and a cover are seen by the second parser alone', async () => {
    const path = lab.file(name, bytes());
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array(200).keys()]);
    const cover = lab.picture(picture);
    const input = tagInput({ texts: { title: ['New'] }, custom: { MY_FIELD: ['x'] }, coverHashes: [cover] });
    for (const [left, field] of [
      ['custom', 'custom:MY_FIELD'],
      ['covers', 'covers'],
    ] as const) {
      lab.breakFormats((format) => ({
        readTags(file) {
          const tags = format.readTags(file);
          const asked = { kind: 3, mimeType: 'image/jpeg', description: '', sizeBytes: 204 };
          const pictures = [{ ...asked, sha256: sha256Of(picture) }];
          return left === 'custom' ? { ...tags, custom: { ...tags.custom, MY_FIELD: ['x'] } } : { ...tags, pictures };
        },
        planTags(file, changes, options) {
          const { covers: _covers, ...rest } = changes;
          const less = left === 'custom' ? { ...changes, custom: {} } : rest;
          return format.planTags(file, less, options);
        },
      }));
      const refusal = expect.objectContaining({ code: 'WRITE_UNVERIFIED', message: `second parser (${field})` });
      await expect(lab.write(path, input)).rejects.toThrow(refusal);
    }
  });
});

test('what only our reader checks is what the second parser really does not say', async () => {
  for (const { field, formats } of unseen) {
    expect(field).toBe('genre');
    expect(formats).toEqual(['mp3', 'aac', 'wav', 'aiff']);
  }
  const path = lab.song('night-bus.mp3');
  await lab.change(path, tagInput({ texts: { genre: ['House (Deep)'] } }));
  const { parseFile } = await import('music-metadata');
  expect((await parseFile(path)).common.genre?.join('')).not.toContain('Deep');
});
