import { id3Genres } from '#core/library/scan/reading/id3-genres.ts';
import type { TextTagField } from '#shared/tags/tag-fields.ts';
import type { TagChanges } from '../tag-format.ts';
import { listDivider } from './change-frames.ts';
import { cleanValues } from './id3-texts.ts';

export const id3v1Bytes = 128;

/** Where the texts stand, and how many bytes each has. */
const places: readonly (readonly [field: TextTagField, start: number, length: number])[] = [
  ['title', 3, 30],
  ['artist', 33, 30],
  ['album', 63, 30],
  ['date', 93, 4],
  ['comment', 97, 30],
];

/** What an ID3v1 tag says. Its texts are cut off, so they count last. */
export function readId3v1(tag: Buffer): Map<TextTagField, string[]> {
  const texts = new Map<TextTagField, string[]>();
  for (const [field, start, length] of places) {
    const text = textAt(tag, start, field === 'comment' && hasTrack(tag) ? 28 : length);
    if (text !== '') texts.set(field, [text]);
  }
  if (hasTrack(tag)) texts.set('trackNumber', [String(tag[126])]);
  const genre = id3Genres[tag[127]!];
  if (genre) texts.set('genre', [genre]);
  return texts;
}

function hasTrack(tag: Buffer): boolean {
  return tag[125] === 0 && tag[126] !== 0;
}

function textAt(tag: Buffer, start: number, length: number): string {
  return (
    tag
      .toString('latin1', start, start + length)
      .split('\0')[0]
      ?.trim() ?? ''
  );
}

/** The tag with the changed fields as far as they fit; all else stays as it is. */
export function changedId3v1(tag: Buffer, texts: TagChanges['texts']): Buffer {
  const changed = Buffer.from(tag);
  const asked = (field: TextTagField) => {
    const values = texts[field];
    return values && cleanValues(values).join(listDivider);
  };
  const track = texts.trackNumber && (Number.parseInt(asked('trackNumber') ?? '', 10) || 0);
  const keepsTrack = track === undefined ? hasTrack(tag) : track > 0 && track < 256;
  // First, because without a track the comment has its two bytes too.
  if (track !== undefined && (keepsTrack || hasTrack(tag))) changed.set([0, keepsTrack ? track : 0], 125);
  for (const [field, start, full] of places) {
    const text = asked(field);
    const length = field === 'comment' && keepsTrack ? 28 : full;
    if (text === undefined || latinText(text, length) === textAt(changed, start, length)) continue;
    changed.fill(0, start, start + length);
    changed.write(latinText(text, length), start, 'latin1');
  }
  const genre = texts.genre && (cleanValues(texts.genre)[0] ?? '').toLowerCase();
  if (genre !== undefined) {
    const number = id3Genres.findIndex((name) => name.toLowerCase() === genre);
    changed[127] = number === -1 ? 255 : number;
  }
  return changed;
}

function latinText(text: string, length: number): string {
  return [...text]
    .map((letter) => (letter.charCodeAt(0) <= 0xff ? letter : '?'))
    .join('')
    .slice(0, length)
    .trim();
}
