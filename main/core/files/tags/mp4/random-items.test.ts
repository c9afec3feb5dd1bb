import fc from 'fast-check';
import { parseBuffer } from 'music-metadata';
import { expect, test } from 'vitest';
import { uint32be } from '#core/testing/audio-files.ts';
import { dataOf, freeItem, freeOf, handlerOf, metaOf, mp4Of, soundOf, textItem } from '#core/testing/mp4-atoms.ts';
import { atom } from '#core/testing/mp4-file.ts';
import { coverOf, type TagEdit, tagEdit } from '#core/testing/tag-arbitraries.ts';
import { fileOfParts, MemoryWindow } from '#core/testing/vorbis-files.ts';
import { textTagFields } from '#shared/tags/tag-fields.ts';
import { mp4Tags } from '../mp4-tags.ts';
import type { TagChanges } from '../tag-format.ts';
import {
  coverId,
  exactTempoId,
  genreNumberId,
  idOf,
  itemFields,
  numberItems,
  ratingIds,
  tempoId,
} from './item-names.ts';

const names = Object.values(itemFields).flatMap(({ names: own, also = [], years = [] }) => [...own, ...also, ...years]);
const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ maxLength: 20, unit: 'grapheme' }),
  fc.constantFrom('', '128', '127.5', '60', '3'),
);
const bytes = fc.uint8Array({ maxLength: 20 }).map((one) => Buffer.from(one));
const item = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom(...names), fc.array(text, { minLength: 1, maxLength: 3 })).map(named),
  },
  fc
    .tuple(fc.constantFrom('BPM', 'RATING', 'FMPS_RATING', 'Energy', 'SET', 'MY_FIELD'), text)
    .map((pair) => freeItem(...pair)),
  fc
    .tuple(fc.constantFrom('markersv2', 'a:b', ''), bytes)
    .map(([name, body]) => freeItem(name, body, 'com.serato.dj', 0)),
  fc.tuple(fc.constantFrom('iTunSMPB', 'Binary'), bytes).map(([name, body]) => freeItem(name, body)),
  fc
    .tuple(fc.constantFrom('cpil', 'rtng', 'sfID', '©xyz', 'keyw', 'rate'), bytes)
    .map(([name, body]) => atom(name, dataOf(21, body))),
  fc.tuple(fc.constantFrom('tmpo', 'trkn', 'disk', 'gnre'), bytes).map(([name, body]) => atom(name, dataOf(0, body))),
  fc.tuple(fc.constantFrom(13, 14, 0), bytes).map(([type, body]) => atom('covr', dataOf(type, body))),
  fc.constantFrom(atom('----'), atom('©nam'), atom('free', Buffer.alloc(20)), atom('covr')),
);
const items = fc.array(item, { maxLength: 15 });

function named([name, texts]: [string, string[]]): Buffer {
  return name.startsWith('----:') ? freeItem(name.slice(5), texts[0]!) : textItem(name, ...texts);
}

const layout = fc.record({
  isSoundFirst: fc.boolean(),
  isWide: fc.boolean(),
  tracks: fc.integer({ min: 1, max: 3 }),
  soundSize: fc.constantFrom('plain' as const, 'long' as const),
  between: fc.constantFrom([], [freeOf(40)], [atom('uuid', Buffer.alloc(30, 3))]),
  behind: fc.constantFrom([], [atom('uuid', Buffer.alloc(30, 4))]),
});
const udtas: ((list: Buffer[], free: Buffer[]) => Buffer[])[] = [
  (list, free) => [
    atom('udta', atom('©xyz', Buffer.from('here')), metaOf(list, ...free), atom('chpl', Buffer.alloc(9))),
  ],
  (list, free) => [...free, atom('udta', metaOf(list), ...free, uint32be(0))],
  (list) => [atom('udta', atom('meta', handlerOf('mdirappl'), atom('ilst', ...list)))],
];

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

/** The items of a file that a change has no business with, found in another way than the product finds them. */
function untouched(file: Buffer, changes: TagChanges): string[] {
  const asked = new Set<string>();
  const fields = Object.keys(changes.texts);
  for (const [field, { names: own, also = [], years = [] }] of Object.entries(itemFields))
    if (fields.includes(field)) for (const one of [...own, ...also, ...years]) asked.add(idOf(one));
  for (const { id, number, total } of numberItems) if (fields.includes(number) || fields.includes(total)) asked.add(id);
  if (fields.includes('genre')) asked.add(genreNumberId);
  if (fields.includes('bpm')) for (const id of [tempoId, exactTempoId]) asked.add(id);
  if (changes.covers) asked.add(coverId);
  if (changes.rating) for (const id of ratingIds) asked.add(id);
  for (const name of Object.keys(changes.custom)) asked.add(idOf(`----:${name}`));
  const start = file.indexOf('ilst', 0, 'latin1') + 4;
  const end = start - 8 + file.readUInt32BE(start - 8);
  const found: string[] = [];
  for (let at = start; at < end; at += file.readUInt32BE(at)) {
    const one = file.subarray(at, at + file.readUInt32BE(at));
    const type = one.toString('latin1', 4, 8);
    const name = /mean.{4}com\.apple\.iTunes.{4}name.{4}(.*?).{4}data/s.exec(one.toString('latin1'))?.[1];
    if (!asked.has(name === undefined ? type : idOf(`----:${name}`))) found.push(one.toString('hex'));
  }
  return found;
}

const options = { id3Version: 3, writeRiffInfo: true } as const;

test('any change of any items in any layout', async () => {
  await fc.assert(
    fc.asyncProperty(
      items,
      tagEdit(),
      layout,
      fc.nat(2),
      fc.integer({ min: 8, max: 300 }),
      async (list, edit, where, form, room) => {
        const changes = changesOf(edit);
        const build = (one: Buffer[]) => mp4Of({ ...where, inMoov: udtas[form]!(one, [freeOf(room)]) });
        const source = build(list);
        const before = mp4Tags.readTags(new MemoryWindow(source));
        const parts = mp4Tags.planTags(new MemoryWindow(source), changes, options);
        const changed = fileOfParts(source, parts);
        const after = mp4Tags.readTags(new MemoryWindow(changed));
        for (const field of textTagFields)
          expect(after.texts[field] ?? [], field).toEqual(changes.texts[field] ?? before.texts[field] ?? []);
        for (const [name, texts] of Object.entries(changes.custom)) expect(customOf(after, name)).toEqual(texts);
        for (const name of Object.keys(before.custom))
          if (!Object.keys(changes.custom).some((one) => idOf(`----:${one}`) === idOf(`----:${name}`)))
            expect(customOf(after, name)).toEqual(customOf(before, name));
        expect(after.rating?.stars ?? 0).toBe(changes.rating?.stars ?? before.rating?.stars ?? 0);
        expect(after.foreign).toEqual(before.foreign);
        expect(after.pictures.map(({ sizeBytes }) => sizeBytes)).toEqual(
          changes.covers?.map((cover) => cover.bytes.length) ?? before.pictures.map(({ sizeBytes }) => sizeBytes),
        );
        expect(untouched(changed, changes)).toEqual(untouched(source, changes));
        expect(soundOf(changed)).toEqual(soundOf(source));
        expect(mp4Tags.planTags(new MemoryWindow(changed), changes, options)).toEqual([
          { from: 0, to: changed.length },
        ]);
        await expectOthersRead(source, changed, changes);
      },
    ),
    { numRuns: 200 },
  );
});

function customOf(tags: { custom: Record<string, string[]> }, name: string): string[] {
  return (
    Object.entries(tags.custom).find(
      ([one]) => idOf(one) === idOf(name) || idOf(`----:${one}`) === idOf(`----:${name}`),
    )?.[1] ?? []
  );
}

function nativeTags(file: Buffer) {
  return parseBuffer(file, undefined, { skipCovers: true, duration: false }).then(
    ({ native }) => native.iTunes ?? [],
    () => null,
  );
}

/** The second parser, where it accepts the file at all, finds each text under the name it was written to. */
async function expectOthersRead(source: Buffer, file: Buffer, changes: TagChanges): Promise<void> {
  if (!(await nativeTags(source))) return;
  const tags = await nativeTags(file);
  for (const [field, { names: own }] of Object.entries(itemFields)) {
    const texts = changes.texts[field as keyof typeof itemFields];
    if (!texts || texts.length === 0) continue;
    const id = own[0].startsWith('----:') ? `----:com.apple.iTunes:${own[0].slice(5)}` : own[0];
    const values = tags?.filter((tag) => tag.id.toLowerCase() === id.toLowerCase()).map(({ value }) => value);
    expect(values, id).toEqual(texts);
  }
}
