import fc from 'fast-check';
import type { WriteInput } from '#core/files/file-step.ts';
import { textTagFields } from '#shared/tags/tag-fields.ts';
import { noise } from './audio-files.ts';

/** Texts that people and programs put into tags, and some that they should not. */
const texts = fc.oneof(
  fc.constantFrom('A', 'Ünïcödé', '夜', '𝄞 clef', 'e\u0301 apart', 'a/b; c, d', '"quoted" \\ \'', '(17)', '0', 'false'),
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).map(printable),
  fc.integer({ min: 200, max: 4000 }).map((length) => 'long '.repeat(length / 5)),
);

function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]/gu, '').trim() || 'x';
}

const year = fc.integer({ min: 1900, max: 2099 }).map(String);
const twoDigits = (most: number) => fc.integer({ min: 1, max: most }).map((value) => String(value).padStart(2, '0'));
const date = fc.oneof(
  year,
  fc.tuple(year, twoDigits(12), twoDigits(28)).map((parts) => parts.join('-')),
);
const number = fc.integer({ min: 1, max: 99 }).map(String);
/** Digits alone are a number of the list of ID3 genres, in every program. */
const genre = texts.filter((text) => !/^\(?\d+\)?$/.test(text));
const special: Readonly<Record<string, fc.Arbitrary<string>>> = {
  genre,
  date,
  originalDate: date,
  trackNumber: number,
  trackTotal: number,
  discNumber: number,
  discTotal: number,
  bpm: fc.integer({ min: 60, max: 200 }).map(String),
  key: fc.constantFrom('Am', 'C', '8A', 'F#m', '11B'),
  isrc: fc.constantFrom('QZABC2600001', 'DEA610200001'),
  language: fc.constantFrom('eng', 'deu', 'jpn'),
  replayGainTrackGain: fc.integer({ min: -1500, max: 500 }).map((value) => `${(value / 100).toFixed(2)} dB`),
  replayGainTrackPeak: fc.integer({ min: 1, max: 999_999 }).map((value) => (value / 1e6).toFixed(6)),
};

/** Fields of which files may have several values, all different. */
const several = new Set(['artist', 'albumArtist', 'genre', 'composer', 'remixer', 'label']);

const fields: Record<string, fc.Arbitrary<string[]>> = Object.fromEntries(
  textTagFields.map((field) => {
    const text = special[field] ?? texts;
    const values = several.has(field) ? fc.uniqueArray(text, { minLength: 1, maxLength: 3 }) : text.map((one) => [one]);
    return [field, fc.oneof({ weight: 3, arbitrary: values }, { weight: 1, arbitrary: fc.constant<string[]>([]) })];
  }),
);

/** Pictures as an edit names them: by a seed from which the bytes are made. */
export type TagEdit = { input: WriteInput; coverSeeds: number[] | null };

/** One write: some fields, free fields, covers, a rating, and the options of the user. */
export function tagEdit(): fc.Arbitrary<TagEdit> {
  return fc
    .record({
      texts: fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<WriteInput['texts']>,
      custom: fc.dictionary(
        fc.constantFrom('MY_FIELD', 'Energy', 'SET'),
        fc.oneof(
          texts.map((text) => [text]),
          fc.constant<string[]>([]),
        ),
        {
          maxKeys: 2,
        },
      ),
      rating: fc.option(
        fc.record({ stars: fc.nat(5), family: fc.constantFrom('windows' as const, 'linear' as const) }),
      ),
      id3Version: fc.constantFrom(3 as const, 4 as const),
      writeRiffInfo: fc.boolean(),
      keepModified: fc.boolean(),
      coverSeeds: fc.option(fc.array(fc.nat(20), { maxLength: 1 })),
    })
    .map(({ rating, coverSeeds, ...rest }) => ({
      input: { type: 'tags' as const, ...rest, ...(rating && { rating }) },
      coverSeeds,
    }));
}

/** A picture as far as programs look that do not decode it. */
export function coverOf(seed: number): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), noise(seed, 500 + seed * 977)]);
}
