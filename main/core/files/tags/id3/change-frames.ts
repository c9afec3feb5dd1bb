import { isDeepStrictEqual } from 'node:util';
import { genreNames } from '#core/library/scan/reading/id3-genres.ts';
import type { TextTagField } from '#shared/tags/tag-fields.ts';
import { unwritable } from '../tag-failures.ts';
import type { TagChanges, TagPicture } from '../tag-format.ts';
import { changeDate } from './change-date.ts';
import { fieldOfUserName, frameOfField, meaningOf, type NumberPair, pairIds } from './field-frames.ts';
import { FrameList } from './frame-list.ts';
import type { RawFrame, TagShape } from './id3-tag.ts';
import { cleanValues, encodedTexts, encodingFor, textsOf } from './id3-texts.ts';
import { isOwnRater, ownRating, popularimeterOf, ratedAnew } from './popularimeter.ts';
import { languageText, pairOf, pictureOf, slotTexts } from './read-frames.ts';

/**
 * The frames of a tag with the changes made. All others are the same objects in the same order; when every change is
 * there already, all of them are. Throws TAGS_UNWRITABLE for a free field whose name stands for one of the others.
 */
export function changedFrames(shape: TagShape, frames: readonly RawFrame[], changes: TagChanges): RawFrame[] {
  const list = new FrameList(shape, frames);
  const texts = new Map(Object.entries(changes.texts) as [TextTagField, readonly string[]][]);
  for (const [name, values] of Object.entries(changes.custom)) {
    const field = fieldOfUserName(shape.version, name);
    if (field || cleanValues([name])[0] !== name)
      throw unwritable('the name of a free field means something else here');
    changeCustom(list, name, cleanValues(values));
  }
  for (const [field, values] of texts) if (frameOfField(shape.version, field)) changeText(list, field, values);
  for (const pair of ['track', 'disc'] as const) {
    changePair(list, pair, texts.get(`${pair}Number`), texts.get(`${pair}Total`));
  }
  for (const field of ['date', 'originalDate'] as const) {
    const values = texts.get(field);
    if (values) changeDate(list, field, cleanValues(values)[0] ?? '');
  }
  for (const type of ['comment', 'lyrics'] as const) {
    const values = texts.get(type);
    if (values) changeLanguageText(list, type, cleanValues(values).join('\n'));
  }
  if (changes.covers) changeCovers(list, changes.covers);
  if (changes.rating) changeRating(list, wholeStars(changes.rating));
  return list.frames;
}

type Rating = NonNullable<TagChanges['rating']>;

/**
 * 2.3 knows no lists: DJ programs and players show a text up to its first zero, and would lose the second artist. There
 * values are joined as one reads them. Free fields (TXXX) are read by taggers only, and those divide them at zeros.
 */
export const listDivider = ' / ';

function changeText(list: FrameList, field: TextTagField, asked: readonly string[]): void {
  const values = field === 'genre' ? cleanValues(asked.map((value) => value.trim())) : cleanValues(asked);
  const isField = (frame: RawFrame) => {
    const meaning = meaningOf(list.shape.version, frame);
    return meaning.type === 'text' && meaning.field === field ? meaning : null;
  };
  const isFirst = (frame: RawFrame) => isField(frame)?.rank === 'first';
  if (values.length === 0) {
    list.remove((frame) => isField(frame) !== null);
    return;
  }
  const found = list.frames.filter(isFirst).flatMap((frame) => textsIn(list, frame));
  if (!says(found, values)) {
    const target = frameOfField(list.shape.version, field)!;
    list.put(isFirst, target.id, (old) => {
      const user = (old && isField(old)?.user) ?? target.user;
      return textContent(list.shape, field, user, values);
    });
    list.remove((frame) => isField(frame)?.rank === 'pieces' && !says(textsIn(list, frame), values));
  }
  list.replaceEach((frame) => {
    const meaning = isField(frame);
    if (meaning?.rank !== 'other' || says(textsIn(list, frame), values)) return null;
    return textContent(list.shape, field, meaning.user, values);
  });
}

function textsIn(list: FrameList, frame: RawFrame): string[] {
  const meaning = meaningOf(list.shape.version, frame);
  return meaning.type === 'text' ? slotTexts(meaning, frame).filter((text) => text !== '') : [];
}

/** Whether what stands there is what is asked for, as a list or joined. */
function says(found: readonly string[], asked: readonly string[]): boolean {
  return isDeepStrictEqual(found, asked) || (found.length === 1 && found[0] === asked.join(listDivider));
}

function textContent(shape: TagShape, field: TextTagField, user: string | null, values: readonly string[]): Buffer {
  if (user !== null) return userContent(shape, user, values);
  const listed = shape.version === 4 ? values : [values.join(listDivider)];
  const texts = field === 'genre' ? listed.map(genreText) : listed;
  const encoding = encodingFor(shape.version, texts);
  return Buffer.concat([Buffer.from([encoding]), encodedTexts(texts, encoding)]);
}

/** A genre in brackets would be read as a number; two brackets say that it is a name. */
function genreText(name: string): string {
  return name.startsWith('(') && !isDeepStrictEqual(genreNames(name), [name]) ? `(${name}` : name;
}

function userContent(shape: TagShape, name: string, values: readonly string[]): Buffer {
  const texts = [name, ...values];
  const encoding = encodingFor(shape.version, texts);
  return Buffer.concat([Buffer.from([encoding]), encodedTexts(texts, encoding)]);
}

/** Names differ by more than their case; the one that stands in the file stays. */
function changeCustom(list: FrameList, name: string, values: readonly string[]): void {
  const nameIn = (frame: RawFrame) => {
    const meaning = meaningOf(list.shape.version, frame);
    return meaning.type === 'custom' && meaning.name.toLowerCase() === name.toLowerCase() ? meaning.name : null;
  };
  const isNamed = (frame: RawFrame) => nameIn(frame) !== null;
  const found = list.frames
    .filter(isNamed)
    .flatMap(({ content }) => textsOf(content ?? Buffer.alloc(0), 1).slice(1))
    .filter((text) => text !== '');
  if (values.length === 0) list.remove(isNamed);
  else if (!isDeepStrictEqual(found, values)) {
    list.put(isNamed, 'TXXX', (old) => userContent(list.shape, (old && nameIn(old)) ?? name, values));
  }
}

function changePair(
  list: FrameList,
  pair: NumberPair,
  numbers: readonly string[] | undefined,
  totals: readonly string[] | undefined,
): void {
  if (!numbers && !totals) return;
  const isPair = (frame: RawFrame) => {
    const meaning = meaningOf(list.shape.version, frame);
    return meaning.type === 'pair' && meaning.pair === pair;
  };
  const old = list.frames.find(isPair);
  const found = old?.content ? pairOf(old.content) : { number: '', total: '' };
  const number = numbers ? numberText(numbers) : found.number;
  const total = totals ? numberText(totals) : found.total;
  if (number === '' && total === '') list.remove(isPair);
  else if (!old || number !== found.number || total !== found.total) {
    const text = total === '' ? number : `${number}/${total}`;
    list.put(isPair, pairIds[pair], () => {
      const encoding = encodingFor(list.shape.version, [text]);
      return Buffer.concat([Buffer.from([encoding]), encodedTexts([text], encoding)]);
    });
  }
}

function numberText(values: readonly string[]): string {
  return (cleanValues(values)[0] ?? '').split('/')[0]!.trim();
}

/** Language and description stay as they are. What other programs keep under a description of theirs is not ours. */
function changeLanguageText(list: FrameList, type: 'comment' | 'lyrics', text: string): void {
  const isOne = (frame: RawFrame) => meaningOf(list.shape.version, frame).type === type;
  const found = list.frames.filter(isOne);
  if (text === '') list.remove(isOne);
  else if (found.length !== 1 || languageText(found[0]?.content ?? Buffer.alloc(0)) !== text) {
    list.put(isOne, type === 'comment' ? 'COMM' : 'USLT', (old) => {
      const language = old?.content?.subarray(1, 4) ?? Buffer.from('eng');
      const encoding = encodingFor(list.shape.version, [text]);
      return Buffer.concat([Buffer.from([encoding]), language, encodedTexts(['', text], encoding)]);
    });
  }
}

function changeCovers(list: FrameList, covers: readonly TagPicture[]): void {
  const isCover = (frame: RawFrame) =>
    meaningOf(list.shape.version, frame).type === 'picture' && pictureOf(frame.content!).kind === 3;
  const asked = covers.map((cover) => ({ ...cover, kind: 3, description: cleanValues([cover.description])[0] ?? '' }));
  const found = list.frames.filter(isCover).map(({ content }) => pictureOf(content!));
  if (found.length === asked.length && found.every((cover, index) => isSamePicture(cover, asked[index]!))) return;
  // Many programs show the first picture, of whatever kind it is.
  list.exchange(
    isCover,
    asked.map((cover) => ({ id: 'APIC', content: pictureContent(list.shape, cover) })),
    ({ id }) => id === 'APIC',
  );
}

function isSamePicture(one: TagPicture, other: TagPicture): boolean {
  return (
    one.mimeType === other.mimeType &&
    one.description === other.description &&
    Buffer.compare(one.bytes, other.bytes) === 0
  );
}

function pictureContent(shape: TagShape, { mimeType, kind, description, bytes }: TagPicture): Buffer {
  const encoding = encodingFor(shape.version, [description]);
  return Buffer.concat([
    Buffer.from([encoding]),
    Buffer.from(`${mimeType.replaceAll('\0', '')}\0`, 'latin1'),
    Buffer.from([kind]),
    // With the zero that ends it.
    encoding === 1 ? encodedTexts([description, ''], 1).subarray(0, -2) : encodedTexts([description, ''], encoding),
    bytes,
  ]);
}

function wholeStars({ stars, family }: Rating): Rating {
  return { stars: Math.min(5, Math.max(0, Math.round(stars))), family };
}

/**
 * Ratings of programs we know get the new stars as those programs count them; where there is none, one of ours does.
 * Ratings of unknown programs stay: nobody knows what their numbers mean.
 */
function changeRating(list: FrameList, { stars, family }: Rating): void {
  const version = list.shape.version;
  let hasOther = false;
  let hasUnknown = false;
  let isThere = false;
  list.replaceEach((frame) => {
    const found = frame.id === 'POPM' && frame.content ? popularimeterOf(frame.content) : null;
    if (!found) return null;
    if (meaningOf(version, frame).type !== 'rating') {
      hasUnknown ||= found.stars > 0;
      return null;
    }
    const isOwn = isOwnRater(found.email);
    hasOther ||= !isOwn;
    isThere ||= isOwn;
    if (found.stars === stars && (!isOwn || found.family === family || stars === 0)) return null;
    return isOwn ? ownRating(stars, family, found.counter) : ratedAnew(found, stars);
  });
  if (hasOther || isThere) {
    if (stars === 0 && !hasUnknown) list.remove((frame) => isUnusedOwnRating(frame));
  } else if (stars > 0 || hasUnknown) list.append('POPM', ownRating(stars, family, Buffer.alloc(4)));
}

function isUnusedOwnRating({ id, content }: RawFrame): boolean {
  const found = id === 'POPM' && content ? popularimeterOf(content) : null;
  return found !== null && isOwnRater(found.email) && found.counter.every((byte) => byte === 0);
}
