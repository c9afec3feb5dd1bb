import { createHash } from 'node:crypto';
import { genreNames } from '#core/library/scan/reading/id3-genres.ts';
import type { TextTagField } from '#shared/tags/tag-fields.ts';
import { mostTagItems } from '../tag-failures.ts';
import type { ForeignBlock, TagPicture } from '../tag-format.ts';
import { type DateField, type DatePart, type FrameMeaning, meaningOf, pictureEnds } from './field-frames.ts';
import type { Id3Version, RawFrame } from './id3-tag.ts';
import { endOfText, textsOf } from './id3-texts.ts';
import { type Popularimeter, popularimeterOf } from './popularimeter.ts';

/** What the frames of one tag say. */
export type FrameValues = {
  texts: Map<TextTagField, string[]>;
  custom: Map<string, string[]>;
  pictures: TagPicture[];
  popularimeters: Popularimeter[];
  foreign: ForeignBlock[];
  /** Values of free fields that may still be taken. */
  itemsLeft: number;
};

export function readFrames(version: Id3Version, frames: readonly RawFrame[]): FrameValues {
  const values: FrameValues = {
    texts: new Map(),
    custom: new Map(),
    pictures: [],
    popularimeters: [],
    foreign: [],
    itemsLeft: mostTagItems,
  };
  const others = new Map<TextTagField, string[]>();
  const dates = new DateParts();
  for (const frame of frames) {
    const meaning = meaningOf(version, frame);
    if (meaning.type === 'text') {
      add(meaning.rank === 'first' ? values.texts : others, meaning.field, slotTexts(meaning, frame));
    } else if (meaning.type === 'date') dates.take(meaning.field, meaning.part, frame);
    else takeFrame(values, frame, meaning);
  }
  for (const [field, texts] of others) if (!values.texts.has(field)) values.texts.set(field, texts);
  for (const field of ['date', 'originalDate'] as const) {
    const date = dates.date(version, field);
    if (date !== '') values.texts.set(field, [date]);
  }
  return values;
}

function add<Key>(map: Map<Key, string[]>, key: Key, texts: readonly string[]): void {
  const present = texts.filter((text) => text !== '');
  if (present.length > 0) map.set(key, [...(map.get(key) ?? []), ...present]);
}

function takeFrame(values: FrameValues, frame: RawFrame, meaning: FrameMeaning): void {
  const content = frame.content ?? Buffer.alloc(0);
  switch (meaning.type) {
    case 'pair': {
      const { number, total } = pairOf(content);
      add(values.texts, `${meaning.pair}Number`, [number]);
      add(values.texts, `${meaning.pair}Total`, [total]);
      break;
    }
    case 'comment':
    case 'lyrics':
      if (!values.texts.has(meaning.type)) add(values.texts, meaning.type, [languageText(content)]);
      break;
    case 'custom':
      takeCustom(values, meaning.name, content);
      break;
    case 'picture':
      values.pictures.push(pictureOf(content));
      break;
    case 'rating':
      takeRating(values, content);
      break;
    case 'foreign':
      if (frame.id === 'POPM') takeRating(values, content);
      values.foreign.push(foreignBlock(meaning.name, frame.body));
  }
}

function takeCustom(values: FrameValues, name: string, content: Buffer): void {
  const texts = textsOf(content, 1, Math.min(1000, values.itemsLeft)).slice(1);
  values.itemsLeft -= texts.length;
  add(values.custom, name, texts);
}

function takeRating(values: FrameValues, content: Buffer): void {
  const popularimeter = popularimeterOf(content);
  if (popularimeter) values.popularimeters.push(popularimeter);
}

/** The values of a frame that is one field. */
export function slotTexts(meaning: { field: TextTagField; user: string | null }, { content }: RawFrame): string[] {
  const texts = textsOf(content ?? Buffer.alloc(0), 1).slice(meaning.user === null ? 0 : 1);
  return meaning.field === 'genre' ? texts.flatMap(genreNames) : texts;
}

/** '3/12' as two numbers, '' for one that is missing. */
export function pairOf(content: Buffer): { number: string; total: string } {
  const [number = '', total = ''] = (textsOf(content, 1)[0] ?? '').split('/').map((text) => text.trim());
  return { number, total };
}

/** The text of a comment or of lyrics, behind language and description. */
export function languageText(content: Buffer): string {
  return textsOf(content, 4).slice(1).join('\n');
}

export function pictureOf(content: Buffer): TagPicture {
  const mimeEnd = pictureEnds(content);
  const encoding = content[0]!;
  const textEnd = endOfText(content, mimeEnd + 2, encoding);
  const text = Buffer.concat([content.subarray(0, 1), content.subarray(mimeEnd + 2, textEnd)]);
  return {
    mimeType: content.toString('latin1', 1, mimeEnd),
    kind: content[mimeEnd + 1]!,
    description: textsOf(text, 1)[0] ?? '',
    bytes: content.subarray(textEnd),
  };
}

export function foreignBlock(id: string, bytes: Uint8Array): ForeignBlock {
  return { id, sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length };
}

/** Gathers the frames that make up a date. */
export class DateParts {
  readonly #texts = new Map<string, string>();

  take(field: DateField, part: DatePart, { content }: RawFrame): void {
    const key = `${field} ${part}`;
    if (content && !this.#texts.has(key)) this.#texts.set(key, textsOf(content, 1)[0]?.trim() ?? '');
  }

  /** '' without one. Each version has a frame of its own; the other one's counts where it says more of the same year. */
  date(version: Id3Version, field: DateField): string {
    const full = plainDate(this.#texts.get(`${field} full`) ?? '');
    const year = this.#texts.get(`${field} year`) ?? '';
    const parted = withDayAndMonth(year, this.#texts.get(`${field} dayMonth`) ?? '');
    if (version === 4) return full || parted;
    return full.length > parted.length && full.startsWith(year) ? full : parted;
  }
}

/** Without the time of day. Texts that are no date stay as they are. */
export function plainDate(text: string): string {
  return /^(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?$/.exec(text.trim())?.[1] ?? text.trim();
}

function withDayAndMonth(year: string, dayMonth: string): string {
  const [, day, month] = /^(\d\d)(\d\d)$/.exec(dayMonth) ?? [];
  return /^\d{4}$/.test(year) && day && month ? `${year}-${month}-${day}` : year;
}
