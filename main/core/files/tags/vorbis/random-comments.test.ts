import fc from 'fast-check';
import { parseBuffer } from 'music-metadata';
import { expect, test } from 'vitest';
import { coverOf, type TagEdit, tagEdit } from '#core/testing/tag-arbitraries.ts';
import {
  commentList,
  fileOfParts,
  flacFrames,
  flacOf,
  MemoryWindow,
  oggOf,
  oggPagesOf,
  streamInfoBlock,
} from '#core/testing/vorbis-files.ts';
import { textTagFields } from '#shared/tags/tag-fields.ts';
import { flacTags } from '../flac-tags.ts';
import { oggTags } from '../ogg-tags.ts';
import type { FilePart, TagChanges, TagFormat } from '../tag-format.ts';
import { upperCase } from './comment-list.ts';
import { commentFields, isFieldName, isPictureName, isRatingName, numberPairs } from './comment-names.ts';

/** Names of ours in any case, of others, and bytes that are no comment at all. */
const knownNames = [
  ...Object.values(commentFields).flatMap(({ names, also = [], years = [], pieces = [] }) => [
    ...names,
    ...also,
    ...years,
    ...pieces,
  ]),
  ...numberPairs.flatMap(({ numberNames, totalNames }) => [...numberNames, ...totalNames]),
  'RATING',
  'FMPS_RATING',
  'RATING:me@example.org',
];
const name = fc.oneof(
  fc.constantFrom(...knownNames),
  fc.constantFrom(...knownNames).map((one) => one.toLowerCase()),
  fc.constantFrom(
    'Energy',
    'SET',
    'MY_FIELD',
    'SERATO_MARKERS_V2',
    'TRAKTOR4',
    'R128_TRACK_GAIN',
    'METADATA_BLOCK_PICTURE',
  ),
);
const value = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ maxLength: 30, unit: 'grapheme' }),
  fc.constantFrom('', '3', '3/12', '4', '60', '0.8', '-7.03 dB', '-3080'),
);
const comment = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(name, value).map((pair) => Buffer.from(pair.join('='))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)) },
);
const comments = fc.array(comment, { maxLength: 25 });

function changesOf({ input, coverSeeds }: TagEdit): TagChanges {
  if (input.type !== 'tags') throw new Error('Another kind of edit');
  const { texts, custom, rating } = input;
  const covers = coverSeeds?.map((seed) => ({
    mimeType: 'image/jpeg',
    kind: 3,
    description: '',
    bytes: coverOf(seed),
  }));
  return { texts, custom, ...(rating && { rating }), ...(covers && { covers }) };
}

type Container = { name: string; format: TagFormat; isOpus: boolean; build(list: Buffer): Buffer };

const containers: Container[] = [
  {
    name: 'flac',
    format: flacTags,
    isOpus: false,
    build: (list) =>
      flacOf([
        streamInfoBlock,
        { type: 2, body: Buffer.from('riffdata') },
        { type: 4, body: list },
        { type: 1, body: Buffer.alloc(300) },
      ]),
  },
  { name: 'vorbis', format: oggTags, isOpus: false, build: (list) => oggOf('vorbis', list) },
  { name: 'opus', format: oggTags, isOpus: true, build: (list) => oggOf('opus', list, { rest: Buffer.from([1, 2]) }) },
];

/** The comments of a file, found in another way than the product finds them. */
function rawComments(file: Buffer): Buffer[] {
  const isFlac = file.toString('latin1', 0, 4) === 'fLaC';
  const body = isFlac
    ? file
    : Buffer.concat(
        oggPagesOf(file)
          .slice(1)
          .map((page) => page.body),
      );
  const vendor = body.indexOf('a vendor');
  let at = vendor + 12;
  return Array.from({ length: body.readUInt32LE(vendor + 8) }, () => {
    const length = body.readUInt32LE(at);
    at += 4 + length;
    return body.subarray(at - length, at);
  });
}

function untouched(raw: readonly Buffer[], changes: TagChanges, isOpus: boolean): string[] {
  const asked = new Set(Object.keys(changes.custom).map(upperCase));
  const fields = Object.keys(changes.texts);
  for (const [field, { names, also = [], years = [], pieces = [] }] of Object.entries(commentFields))
    if (fields.includes(field)) for (const one of [...names, ...also, ...years, ...pieces]) asked.add(one);
  for (const { number, total, numberNames, totalNames } of numberPairs)
    if (fields.includes(number) || fields.includes(total))
      for (const one of [...numberNames, ...totalNames]) asked.add(one);
  if (isOpus && fields.includes('replayGainTrackGain')) asked.add('R128_TRACK_GAIN');
  return raw
    .filter((bytes) => {
      const key = upperCase(bytes.toString('latin1').split('=')[0]!);
      const isAsked = bytes.includes('=') && asked.has(key);
      return !isAsked && !(changes.rating && isRatingName(key)) && !(changes.covers && isPictureName(key));
    })
    .map((bytes) => bytes.toString('hex'));
}

/** Parts are taken in order, none twice, and of the sound all of them: pages that were numbered anew only as bodies. */
function expectAllSoundTaken(source: Buffer, parts: readonly FilePart[]): void {
  const isFlac = source.toString('latin1', 0, 4) === 'fLaC';
  const bodies = isFlac
    ? [{ from: source.length - flacFrames.length, to: source.length }]
    : oggPagesOf(source)
        .slice(-5)
        .map(({ to, body }) => ({ from: to - body.length, to }));
  const copies = parts.filter((part) => 'from' in part);
  expect(copies.every(({ from }, index) => index === 0 || from >= copies[index - 1]!.to)).toBe(true);
  for (const { from, to } of bodies) {
    const taken = copies.filter((part) => part.from < to && part.to > from);
    expect(taken).toHaveLength(1);
    expect(taken[0]!.from <= from && taken[0]!.to >= to).toBe(true);
  }
}

const options = { id3Version: 3, writeRiffInfo: true } as const;

test.each(containers)('any change of any comments in $name', async ({ format, isOpus, build }) => {
  await fc.assert(
    fc.asyncProperty(comments, tagEdit(), async (list, edit) => {
      const changes = changesOf(edit);
      const source = build(commentList(list));
      const before = format.readTags(new MemoryWindow(source));
      const parts = format.planTags(new MemoryWindow(source), changes, options);
      const changed = fileOfParts(source, parts);
      const after = format.readTags(new MemoryWindow(changed));
      for (const field of textTagFields)
        expect(after.texts[field] ?? []).toEqual(changes.texts[field] ?? before.texts[field] ?? []);
      const asked = new Map(Object.entries(changes.custom).map(([one, texts]) => [upperCase(one), texts]));
      const custom = (tags: typeof after) =>
        new Map(Object.entries(tags.custom).map(([one, texts]) => [upperCase(one), texts]));
      for (const [key, texts] of asked) expect(custom(after).get(key) ?? []).toEqual(texts);
      for (const [key, texts] of custom(before)) if (!asked.has(key)) expect(custom(after).get(key)).toEqual(texts);
      expect(after.rating?.stars ?? 0).toBe(changes.rating?.stars ?? before.rating?.stars ?? 0);
      expect(after.foreign).toEqual(before.foreign);
      expect(untouched(rawComments(changed), changes, isOpus)).toEqual(untouched(list, changes, isOpus));
      if (changes.covers)
        expect(after.pictures.map(({ sizeBytes }) => sizeBytes)).toEqual(
          changes.covers.map(({ bytes }) => bytes.length),
        );
      expect(soundOf(changed)).toEqual(soundOf(source));
      expect(format.planTags(new MemoryWindow(changed), changes, options)).toEqual([{ from: 0, to: changed.length }]);
      expectAllSoundTaken(source, parts);
      await expectOthersRead(changed, changes);
    }),
    { numRuns: 150 },
  );
});

function soundOf(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) === 'fLaC') return file.subarray(-flacFrames.length);
  return Buffer.concat(
    oggPagesOf(file)
      .slice(-5)
      .map((page) => page.body),
  );
}

/** The second parser finds each text under the name it was written to. */
async function expectOthersRead(file: Buffer, changes: TagChanges): Promise<void> {
  const { native } = await parseBuffer(file, undefined, { skipPostHeaders: true, skipCovers: true });
  const tags = (native.vorbis ?? []).filter(({ value: text }) => text !== '');
  for (const [field, { names }] of Object.entries(commentFields)) {
    const texts = changes.texts[field as keyof typeof commentFields];
    if (!texts || field === 'replayGainTrackGain') continue;
    for (const one of names)
      expect(tags.filter(({ id }) => upperCase(id) === one).map(({ value: text }) => text)).toEqual(texts);
  }
}

test('names of fields, ratings and pictures are told from others', () => {
  expect(knownNames.every((one) => isFieldName(one, false) || isRatingName(one))).toBe(true);
});
