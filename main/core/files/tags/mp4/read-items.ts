import type { FileWindow } from '#core/files/file-window.ts';
import { id3Genres } from '#core/library/scan/reading/id3-genres.ts';
import { type TextTagField, textTagFields } from '#shared/tags/tag-fields.ts';
import { frontCover, pictureEntry } from '../pictures.ts';
import { ratingScale, starsOfRating } from '../rating-text.ts';
import type { FileTags, TagPicture } from '../tag-format.ts';
import { sha256Of } from './atoms.ts';
import {
  coverId,
  exactTempoId,
  genreNumberId,
  type ItemTextField,
  idOf,
  isFieldId,
  isTechnicalId,
  itemFields,
  numberItems,
  ratingIds,
  tempoId,
} from './item-names.ts';
import { type Item, type ItemValue, isTextItem, textOfValue, textsOf, valueTypes } from './items.ts';

/** Longer free texts are taken for data. */
const longestCustomBytes = 1_048_576;

export function readItems(file: FileWindow, items: readonly Item[]): FileTags {
  const texts: FileTags['texts'] = {};
  for (const field of textTagFields) {
    const found = readField(items, field);
    if (found.length > 0) texts[field] = found;
  }
  return {
    texts,
    custom: readCustom(items),
    pictures: coversOf(items).map(pictureEntry),
    rating: readRating(items),
    foreign: items
      .filter((item) => isForeign(item))
      .map(({ id, atom }) => ({
        id: id.startsWith('----') ? id : `ilst:${id}`,
        sha256: sha256Of(file, atom!.bodyFrom, atom!.to),
        sizeBytes: atom!.to - atom!.bodyFrom,
      })),
  };
}

export function readField(items: readonly Item[], field: TextTagField): string[] {
  if (field === 'bpm') return readTempo(items);
  for (const pair of numberItems) {
    if (field === pair.number || field === pair.total) {
      const [number, total] = readNumbers(items, pair.id);
      const text = field === pair.number ? number : total;
      return text === '' ? [] : [text];
    }
  }
  const { names, also = [], years = [], isJoined } = itemFields[field as ItemTextField];
  const all = [...names, ...also, ...years].map((name) => textsOf(items, idOf(name)));
  const found = isJoined ? [...new Set(all.flat())] : (all.find((texts) => texts.length > 0) ?? []);
  return found.length === 0 && field === 'genre' ? genreByNumber(items) : found;
}

function firstValue(items: readonly Item[], id: string): ItemValue | undefined {
  return items.find((item) => item.id === id && item.values.length > 0)?.values[0];
}

/** Number and total; '' for 0. */
export function readNumbers(items: readonly Item[], id: string): [string, string] {
  const bytes = firstValue(items, id)?.bytes ?? Buffer.alloc(0);
  const textAt = (at: number) => (bytes.length >= at + 2 ? String(bytes.readUInt16BE(at) || '') : '');
  return [textAt(2), textAt(4)];
}

/** The exact tempo counts while it fits the whole number, which is what other programs change. */
function readTempo(items: readonly Item[]): string[] {
  const whole = integerOf(firstValue(items, tempoId));
  const [exact] = textsOf(items, exactTempoId);
  if (whole <= 0) return exact === undefined ? [] : [exact];
  return [exact !== undefined && Math.abs(Number(exact) - whole) < 1 ? exact : String(whole)];
}

function integerOf(value: ItemValue | undefined): number {
  const length = value?.bytes.length ?? 0;
  return value && length >= 1 && length <= 6 ? value.bytes.readUIntBE(0, length) : 0;
}

function genreByNumber(items: readonly Item[]): string[] {
  const genre = id3Genres[integerOf(firstValue(items, genreNumberId)) - 1];
  return genre === undefined ? [] : [genre];
}

export function readRating(items: readonly Item[]): FileTags['rating'] {
  for (const id of ratingIds) {
    const [text = ''] = textsOf(items, id);
    const name = ratingName(id);
    const stars = starsOfRating(name, text);
    if (stars > 0) return { stars, family: ratingScale(name, text) === 255 ? 'windows' : 'linear' };
  }
  return null;
}

/** `rate` has the scales of a plain RATING. */
export function ratingName(id: string): string {
  return id === 'rate' ? 'RATING' : id.replace('----:', '');
}

const pictureTypes: Readonly<Record<number, string>> = {
  [valueTypes.gif]: 'image/gif',
  [valueTypes.jpeg]: 'image/jpeg',
  [valueTypes.png]: 'image/png',
  [valueTypes.bmp]: 'image/bmp',
};

/** MP4 knows only covers, without descriptions. */
export function coversOf(items: readonly Item[]): TagPicture[] {
  return items
    .filter(({ id }) => id === coverId)
    .flatMap(({ values }) => values)
    .filter(({ bytes }) => bytes.length > 0)
    .map(({ type, bytes }) => ({
      mimeType: pictureTypes[type] ?? mimeTypeByMagic(bytes),
      kind: frontCover,
      description: '',
      bytes,
    }));
}

function mimeTypeByMagic(bytes: Buffer): string {
  if (bytes.length > 12 && bytes.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  return bytes[0] === 0x89 ? 'image/png' : 'image/jpeg';
}

export function coverValue({ mimeType, bytes }: TagPicture): ItemValue {
  const type = Object.entries(pictureTypes).find(([, name]) => name === mimeType)?.[0];
  return { type: Number(type ?? valueTypes.implicit), bytes: Buffer.from(bytes) };
}

function readCustom(items: readonly Item[]): Record<string, string[]> {
  const custom = new Map<string, { name: string; texts: string[] }>();
  for (const item of items) {
    if (isFieldId(item.id) || isForeign(item)) continue;
    const texts = item.values.map(textOfValue).filter((text) => text !== '');
    if (texts.length === 0) continue;
    const known = custom.get(item.id);
    if (known) known.texts.push(...texts);
    else custom.set(item.id, { name: item.name, texts });
  }
  return Object.fromEntries([...custom.values()].map(({ name, texts }) => [name, texts]));
}

/** Everything but our fields and the free texts of iTunes. */
export function isForeign(item: Item): boolean {
  if (isFieldId(item.id)) return false;
  const isFree = item.id.startsWith('----:') && item.name !== '' && item.id === idOf(`----:${item.name}`);
  const bytes = item.values.reduce((sum, value) => sum + value.bytes.length, 0);
  return !isFree || isTechnicalId(item.id) || bytes > longestCustomBytes || !isTextItem(item);
}
