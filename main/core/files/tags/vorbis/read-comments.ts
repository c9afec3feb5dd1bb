import { type TextTagField, textTagFields } from '#shared/tags/tag-fields.ts';
import { frontCover, pictureEntry, sha256 } from '../pictures.ts';
import type { FileTags, TagPicture } from '../tag-format.ts';
import { asciiOf, type Comment, isText, textOf } from './comment-list.ts';
import {
  commentFields,
  type FieldNames,
  isFieldName,
  isForeignName,
  isPictureName,
  isRatingName,
  numberPairs,
  opusGainName,
  pictureName,
} from './comment-names.ts';
import { firstText, textsOf } from './comment-values.ts';
import { readNumbers } from './number-comments.ts';
import { parsePictureBlock } from './picture-block.ts';
import { readRating } from './rating-comments.ts';

/** Longer free texts are taken for data. */
const longestCustomBytes = 1_048_576;

/** What the comments of a file say. `isOpus` reads the loudness as Opus has it. */
export function readComments(comments: readonly Comment[], isOpus: boolean): FileTags {
  const texts: FileTags['texts'] = {};
  for (const field of textTagFields) {
    const found = readField(comments, field, isOpus);
    if (found.length > 0) texts[field] = found;
  }
  const pictures = picturesOf(comments);
  return {
    texts,
    custom: readCustom(comments, isOpus),
    pictures: [...pictures.values()].map(pictureEntry),
    rating: readRating(comments),
    foreign: comments
      .filter((comment) => isForeignText(comment, isOpus) || isBrokenPicture(comment, pictures))
      .map(({ raw, name }) => ({ id: `COMMENT:${name}`, sha256: sha256(raw), sizeBytes: raw.length })),
  };
}

export function readField(comments: readonly Comment[], field: TextTagField, isOpus: boolean): string[] {
  for (const names of numberPairs) {
    if (field === names.number) return listOf(readNumbers(comments, names).number);
    if (field === names.total) return listOf(readNumbers(comments, names).total);
  }
  if (isOpus && field === 'replayGainTrackGain') {
    const gain = opusGainText(firstText(comments, [opusGainName]));
    if (gain !== '') return [gain];
  }
  return textsOfField(comments, commentFields[field as keyof typeof commentFields]);
}

function listOf(text: string): string[] {
  return text === '' ? [] : [text];
}

function textsOfField(comments: readonly Comment[], { names, also = [], years = [], isJoined }: FieldNames): string[] {
  const all = [...names, ...also, ...years].map((key) => textsOf(comments, key));
  return isJoined ? [...new Set(all.flat())] : (all.find((texts) => texts.length > 0) ?? []);
}

/** '-7.03 dB' for the 256ths of a decibel of Opus; '' for what is no such number. */
function opusGainText(text: string): string {
  if (!/^\s*[+-]?\d{1,5}\s*$/.test(text)) return '';
  return `${(Math.round((Number(text) / 256 + 5) * 100) / 100 || 0).toFixed(2)} dB`;
}

/** The opposite: null for what is no gain that Opus can hold. */
export function opusGain(text: string): number | null {
  const decibels = /^\s*[+-]?\d+(\.\d+)?\s*(dB)?\s*$/i.test(text) ? Number.parseFloat(text) : Number.NaN;
  const steps = Math.round((decibels - 5) * 256);
  return steps >= -32_768 && steps <= 32_767 ? steps : null;
}

function readCustom(comments: readonly Comment[], isOpus: boolean): Record<string, string[]> {
  const custom = new Map<string, { name: string; texts: string[] }>();
  for (const comment of comments) {
    if (isNamed(comment, isOpus) || isForeignText(comment, isOpus)) continue;
    const text = textOf(comment);
    const known = custom.get(comment.key);
    if (known && text !== '') known.texts.push(text);
    else if (text !== '') custom.set(comment.key, { name: comment.name, texts: [text] });
  }
  return Object.fromEntries([...custom.values()].map(({ name, texts }) => [name, texts]));
}

/** Whether a comment belongs to something that is read under a name of ours. */
function isNamed({ key }: Comment, isOpus: boolean): boolean {
  return isFieldName(key, isOpus) || isRatingName(key) || isPictureName(key);
}

/** No text, or another program's data: it is kept and cannot be changed. */
export function isForeignText(comment: Comment, isOpus: boolean): boolean {
  if (isNamed(comment, isOpus)) return false;
  return isForeignName(comment.key) || comment.raw.length > longestCustomBytes || !isText(comment);
}

function isBrokenPicture(comment: Comment, pictures: ReadonlyMap<Comment, TagPicture>): boolean {
  return (comment.key === pictureName || comment.key === 'COVERART') && !pictures.has(comment);
}

/** The pictures in comments. Those of the old form are the front cover unless COVERARTTYPE says more. */
export function picturesOf(comments: readonly Comment[]): ReadonlyMap<Comment, TagPicture> {
  const kind = Number(firstText(comments, ['COVERARTTYPE']) || frontCover);
  const oldForm = {
    kind: Number.isInteger(kind) && kind >= 0 && kind <= 20 ? kind : frontCover,
    mimeType: firstText(comments, ['COVERARTMIME']) || 'image/jpeg',
    description: firstText(comments, ['COVERARTDESCRIPTION']),
  };
  const pictures = new Map<Comment, TagPicture>();
  for (const comment of comments) {
    if (comment.key !== pictureName && comment.key !== 'COVERART') continue;
    const bytes = Buffer.from(asciiOf(comment), 'base64');
    const picture = comment.key === pictureName ? parsePictureBlock(bytes) : { ...oldForm, bytes };
    if (picture && bytes.length > 0) pictures.set(comment, picture);
  }
  return pictures;
}
