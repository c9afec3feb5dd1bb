import fc from 'fast-check';
import { parseBuffer } from 'music-metadata';
import { expect, test, vi } from 'vitest';
import { aiffFile, mp3File, noise, wavFile } from '#core/testing/audio-files.ts';
import { tagsIn, written } from '#core/testing/id3-file.ts';
import { apeTag, id3v1Tag } from '#core/testing/id3-tag.ts';
import { type OddFrame, oddTag, unsynchronised } from '#core/testing/odd-id3.ts';
import { MemoryWindow } from '#core/testing/vorbis-files.ts';
import type { TextTagField } from '#shared/tags/tag-fields.ts';
import { aiffTags } from '../aiff-tags.ts';
import { riffTags } from '../riff-tags.ts';
import type { TagChanges, TagFormat } from '../tag-format.ts';
import { meaningOf } from './field-frames.ts';
import { parseId3Tag } from './id3-tag.ts';
import { mpegTags } from './mpeg-tags.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Nothing that a tag cannot hold: a zero divides values, a byte order mark begins them, blanks end a text. */
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 12 })
  .filter((each) => !/[\0\ufeff]/.test(each) && each.isWellFormed() && each.trim() === each && !/ \/ |\r/.test(each));
const genre = text.filter((each) => !/^[\d(]|^(RX|CR)$/.test(each));
const number = fc.integer({ min: 1, max: 999 }).map(String);
const date = fc.constantFrom('1999', '2026-11', '2026-11-21', '2000-01-01');
const values = (each: fc.Arbitrary<string>) => fc.array(each, { maxLength: 3 });
const oneOrNone = (each: fc.Arbitrary<string>) => fc.array(each, { maxLength: 1 });

const listFields = ['title', 'artist', 'album', 'albumArtist', 'label', 'composer', 'remixer', 'mixName'] as const;
const otherFields = ['style', 'catalogNumber', 'grouping', 'key', 'bpm', 'mood', 'comment', 'lyrics'] as const;
const texts = fc.record(
  {
    ...Object.fromEntries(listFields.map((field) => [field, values(text)])),
    ...Object.fromEntries(otherFields.map((field) => [field, oneOrNone(text)])),
    genre: values(genre),
    date: oneOrNone(date),
    originalDate: oneOrNone(date),
    trackNumber: oneOrNone(number),
    trackTotal: oneOrNone(number),
    discNumber: oneOrNone(number),
    discTotal: oneOrNone(number),
  } as Record<TextTagField, fc.Arbitrary<string[]>>,
  { requiredKeys: [] },
);
const bytes = fc.uint8Array({ maxLength: 60 });
const picture = fc.record({
  mimeType: fc.constantFrom('image/jpeg', 'image/png'),
  kind: fc.constant(3),
  description: fc.oneof(fc.constant(''), text),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }),
});
const rating = fc.record({ stars: fc.nat(5), family: fc.constantFrom('windows' as const, 'linear' as const) });
const changes: fc.Arbitrary<TagChanges> = fc.record(
  {
    texts,
    custom: fc.dictionary(fc.constantFrom('ENERGY', 'Set', 'Ünïcode', '__proto__x'), values(text), { maxKeys: 3 }),
    covers: fc.array(picture, { maxLength: 2 }),
    rating,
  },
  { requiredKeys: ['texts', 'custom'] },
);

const named = (id: string, ...names: string[]) =>
  fc.tuple(fc.constantFrom(...names), bytes).map(
    ([name, body]): OddFrame => ({
      id,
      body: Buffer.concat([Buffer.from(`${name}\0`, 'latin1'), body]),
    }),
  );
const encodedText = fc
  .tuple(fc.constantFrom(0, 1, 3), text)
  .map(([encoding, value]) =>
    Buffer.concat([
      Buffer.from([encoding]),
      encoding === 1
        ? Buffer.from(`\ufeff${value}`, 'utf16le')
        : Buffer.from(value, encoding === 3 ? 'utf8' : 'latin1'),
    ]),
  );
const frame: fc.Arbitrary<OddFrame> = fc.oneof(
  named('PRIV', 'TRAKTOR4', 'WM/MediaClassPrimaryID'),
  named('UFID', 'http://musicbrainz.org', ''),
  named('GEOB', '\0application/octet-stream\0\0Serato Markers2', '\0\0\0Serato BeatGrid', '\x01'),
  named('COMM', '\0engiTunNORM', '\0deu', '\0eng'),
  named('USLT', '\0eng', '\0engverse'),
  named('TXXX', '\0ENERGY', '\0INITIALKEY', '\0Serato Playlist', '\x03BPM', '\0mood', '\0'),
  named('POPM', 'somebody@example.org', 'Windows Media Player 9 Series', 'traktor@native-instruments.de', 'ledgerline'),
  named('APIC', '\0image/jpeg\0\x04back', '\0image/png\0\x03', '\0x'),
  named('CHAP', 'ch1'),
  fc.tuple(fc.constantFrom('XYZ1', 'TSSE', 'WOAF', 'RVA2', 'MCDI'), bytes).map(([id, body]) => ({ id, body })),
  fc
    .tuple(
      fc.constantFrom('TIT2', 'TPE1', 'TCON', 'TYER', 'TDRC', 'TDAT', 'TRCK', 'TKEY', 'TIT1', 'GRP1', 'TMOO'),
      encodedText,
    )
    .map(([id, body]) => ({ id, body })),
);
const tag = fc.record({
  version: fc.constantFrom(3 as const, 4 as const),
  flags: fc.constantFrom(0, 0x80, 0x20),
  frames: fc.array(frame, { maxLength: 12 }),
  padding: fc.nat(300).map((length) => Buffer.alloc(length)),
});

type Tag = typeof tag extends fc.Arbitrary<infer Each> ? Each : never;
const tagBytes = (each: Tag): Buffer =>
  oddTag(each.version === 4 && each.flags === 0x80 ? { ...each, frames: each.frames.map(safeFrame) } : each);
const safeFrame = ({ id, body }: OddFrame): OddFrame => ({ id, body: unsynchronised(body), flags: 0x0002 });

/** The fields that a change names, one frame may hold two of them. */
function isAsked(version: 3 | 4, raw: Parameters<typeof meaningOf>[1], asked: TagChanges): boolean {
  const meaning = meaningOf(version, raw);
  if (meaning.type === 'pair') return `${meaning.pair}Number` in asked.texts || `${meaning.pair}Total` in asked.texts;
  if (meaning.type === 'text' || meaning.type === 'date') return meaning.field in asked.texts;
  if (meaning.type === 'comment' || meaning.type === 'lyrics') return meaning.type in asked.texts;
  if (meaning.type === 'custom')
    return Object.keys(asked.custom).some((name) => name.toLowerCase() === meaning.name.toLowerCase());
  if (meaning.type === 'picture') return asked.covers !== undefined;
  return meaning.type === 'rating' && asked.rating !== undefined;
}

function untouchedIn(file: Buffer, asked: TagChanges): string[] {
  const found = parseId3Tag(new MemoryWindow(file), 0, file.length);
  if (!found) return [];
  const version = found.version === 4 ? 4 : 3;
  return found.frames
    .filter((raw) => !isAsked(version, raw, asked) && !/ledgerline\0/.test(raw.body.toString('latin1')))
    .map(({ id, flags, body }) => `${id} ${flags} ${body.toString('hex')}`);
}

function expectAsked(format: TagFormat, made: Buffer, asked: TagChanges): void {
  const found = tagsIn(format, made);
  const joined = (list: readonly string[] | undefined) => list?.join(' / ') ?? '';
  for (const [field, list] of Object.entries(asked.texts)) {
    const isText = field === 'comment' || field === 'lyrics';
    expect([field, joined(found.texts[field as TextTagField])]).toEqual([
      field,
      isText ? list.join('\n') : joined(list),
    ]);
  }
  for (const [name, list] of Object.entries(asked.custom)) {
    const all = Object.entries(found.custom).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1] ?? [];
    expect([name, all]).toEqual([name, list]);
  }
  if (asked.rating) expect(found.rating?.stars ?? 0).toBe(asked.rating.stars);
  if (asked.covers) {
    const covers = found.pictures.filter(({ kind }) => kind === 3);
    expect(covers.map(({ description, sizeBytes }) => [description, sizeBytes])).toEqual(
      asked.covers.map(({ description, bytes: { length } }) => [description, length]),
    );
  }
}

test('MP3: what is asked is there, every other frame is the same in its place', () => {
  const tail = fc.constantFrom(
    Buffer.alloc(0),
    id3v1Tag('Old', 'Artist'),
    apeTag({ TITLE: 'Ape', Foo: 'x', energy: '1' }),
  );
  fc.assert(
    fc.property(tag, changes, tail, fc.nat(50), (old, asked, end, seed) => {
      const file = mp3File(tagBytes(old), { seed, payloadBytes: 3000 }, end);
      // Checks the sound, the foreign blocks, and that the same again changes nothing.
      const made = written(mpegTags, file, asked);
      expectAsked(mpegTags, made, asked);
      // A file that has lost its tag altogether had nothing else in it.
      expect(untouchedIn(made, asked)).toEqual(untouchedIn(file, asked));
    }),
    { numRuns: 600 },
  );
});

test('WAVE and AIFF: the same', () => {
  fc.assert(
    fc.property(tag, changes, fc.boolean(), fc.boolean(), (old, asked, isWave, writeRiffInfo) => {
      const whole = tagBytes(old);
      const info = { INAM: 'Old', ISFT: 'Recorder', IGNR: 'Pop', ICMT: 'odd' };
      const file = isWave ? wavFile(info, whole, { payloadBytes: 2000 }) : aiffFile(whole, { payloadBytes: 2000 });
      const format = isWave ? riffTags : aiffTags;
      expectAsked(format, written(format, file, asked, { writeRiffInfo }), asked);
    }),
    { numRuns: 300 },
  );
});

test('music-metadata reads what was written', async () => {
  const asked = fc.record({
    title: text,
    artist: text,
    album: text,
    albumArtist: text,
    composer: text,
    key: text,
    track: number,
  });
  await fc.assert(
    fc.asyncProperty(asked, fc.constantFrom(3 as const, 4 as const), fc.boolean(), async (song, id3Version, isAiff) => {
      const one = (each: string) =>
        [each.replaceAll('/', '')].filter((value) => value.trim() === value && value !== '');
      const wanted = {
        title: one(song.title),
        artist: one(song.artist),
        album: one(song.album),
        albumArtist: one(song.albumArtist),
        composer: one(song.composer),
        key: one(song.key),
        trackNumber: [song.track],
        trackTotal: ['1000'],
        date: ['2026-11-21'],
        comment: ['Comment – 1'],
      };
      const cover = { mimeType: 'image/png', kind: 3, description: 'Cövér', bytes: noise(4, 100) };
      const format = isAiff ? aiffTags : mpegTags;
      const made = written(
        format,
        isAiff ? aiffFile() : mp3File(Buffer.alloc(0)),
        {
          texts: wanted,
          custom: { Mine: ['Ä'] },
          covers: [cover],
          rating: { stars: 4, family: 'windows' },
        },
        { id3Version },
      );
      const { common, native } = await parseBuffer(made, { mimeType: isAiff ? 'audio/aiff' : 'audio/mpeg' });
      expect([common.title, common.artist, common.album, common.albumartist, common.key]).toEqual(
        [wanted.title, wanted.artist, wanted.album, wanted.albumArtist, wanted.key].map((list) => list[0]),
      );
      expect(common.track).toEqual({ no: Number(song.track), of: 1000 });
      expect(common.year).toBe(2026);
      expect(common.comment?.map(({ text: each }) => each)).toEqual(['Comment – 1']);
      expect(common.picture?.[0]).toMatchObject({ format: 'image/png', description: 'Cövér' });
      expect(Buffer.compare(common.picture![0]!.data, cover.bytes)).toBe(0);
      const natives = native[`ID3v2.${id3Version}`] ?? [];
      expect(natives.find(({ id }) => id === 'TXXX:Mine')?.value).toBe('Ä');
      expect(natives.find(({ id }) => id === 'POPM')?.value).toMatchObject({ email: 'ledgerline', rating: 196 });
    }),
    { numRuns: 60 },
  );
});
