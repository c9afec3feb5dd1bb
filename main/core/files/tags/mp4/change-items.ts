import { areSameCovers } from '../pictures.ts';
import { ratingText, starsOfRating } from '../rating-text.ts';
import { unwritable } from '../tag-failures.ts';
import type { TagChanges } from '../tag-format.ts';
import { areEqual, wellFormed } from '../text-lists.ts';
import {
  coverId,
  exactTempoId,
  genreNumberId,
  type ItemField,
  type ItemTextField,
  idOf,
  isFieldId,
  itemFields,
  numberItems,
  ratingIds,
  tempoId,
} from './item-names.ts';
import { hasItem, type Item, setItem, setTexts, textsOf, valueTypes } from './items.ts';
import { coversOf, coverValue, isForeign, ratingName, readField, readNumbers, readRating } from './read-items.ts';

const mostNumber = 0xffff;

/** The items with the changes made; those not asked about are the same objects, in their order. */
export function changeItems(items: readonly Item[], { texts, custom, covers, rating }: TagChanges): readonly Item[] {
  let changed = changeNumbers(items, texts);
  for (const [field, names] of Object.entries(itemFields) as [ItemTextField, ItemField][]) {
    const asked = texts[field] && wellFormed(texts[field]);
    if (asked && !areEqual(readField(changed, field), asked)) changed = changeField(changed, field, names, asked);
  }
  if (texts.bpm) changed = changeTempo(changed, texts.bpm[0] ?? '');
  for (const [name, asked] of Object.entries(custom)) changed = changeCustom(changed, name, asked);
  if (rating) changed = changeRating(changed, rating.stars);
  const wanted = covers?.map((cover) => ({ ...cover, description: '' }));
  if (wanted && !areSameCovers(coversOf(changed), wanted))
    changed = setItem(changed, coverId, wanted.length === 0 ? null : wanted.map(coverValue));
  return changed;
}

function changeField(
  items: readonly Item[],
  field: ItemTextField,
  { names, also = [], years = [] }: ItemField,
  texts: readonly string[],
): readonly Item[] {
  let changed = items;
  for (const name of names) changed = setTexts(changed, name, texts);
  for (const name of also) if (hasItem(changed, name)) changed = setTexts(changed, name, texts);
  for (const name of years) {
    const isThere = hasItem(changed, name);
    if (isThere) changed = setTexts(changed, name, [...new Set(texts.map((text) => text.slice(0, 4)))]);
  }
  return field === 'genre' ? setItem(changed, genreNumberId, null) : changed;
}

function changeNumbers(items: readonly Item[], texts: TagChanges['texts']): readonly Item[] {
  let changed = items;
  for (const { id, number, total, bodyBytes } of numberItems) {
    const present = readNumbers(changed, id);
    const wanted = [texts[number], texts[total]].map((asked, index) => (asked ? (asked[0] ?? '') : present[index]!));
    if (areEqual(present, wanted)) continue;
    const values = wanted.map(numberOf) as [number, number];
    const old = changed.find((item) => item.id === id)?.values[0]?.bytes;
    const bytes = old && old.length >= 6 ? Buffer.from(old) : Buffer.alloc(bodyBytes);
    bytes.writeUInt16BE(values[0], 2);
    bytes.writeUInt16BE(values[1], 4);
    const isEmpty = values[0] === 0 && values[1] === 0;
    changed = setItem(changed, id, isEmpty ? null : [{ type: valueTypes.implicit, bytes }]);
  }
  return changed;
}

function numberOf(text: string): number {
  const value = text === '' ? 0 : Number(text);
  if (!/^\d*$/.test(text) || value > mostNumber)
    throw unwritable('MP4 has room only for track and disc numbers up to 65,535');
  return value;
}

/** The whole number for everybody, and the exact one beside it where there is more to say or where it stands already. */
function changeTempo(items: readonly Item[], text: string): readonly Item[] {
  if ((readField(items, 'bpm')[0] ?? '') === text) return items;
  const whole = Math.round(Number(text));
  const isWhole = whole >= 1 && whole <= mostNumber;
  const bytes = Buffer.alloc(2);
  if (isWhole) bytes.writeUInt16BE(whole);
  const changed = setItem(items, tempoId, isWhole ? [{ type: valueTypes.integer, bytes }] : null);
  const isExactNeeded = text !== '' && (!isWhole || text !== String(whole));
  if (!isExactNeeded && !hasItem(changed, exactTempoId)) return changed;
  return setTexts(changed, exactTempoId, text === '' ? [] : [text]);
}

function changeRating(items: readonly Item[], stars: number): readonly Item[] {
  if ((readRating(items)?.stars ?? 0) === stars) return items;
  let changed = items;
  for (const id of ratingIds) {
    if (stars === 0) changed = setItem(changed, id, null);
    if (stars === 0 || (id !== ratingIds[0] && !hasItem(changed, id))) continue;
    const [text = ''] = textsOf(changed, id);
    const name = ratingName(id);
    if (starsOfRating(name, text) !== stars) changed = setTexts(changed, id, [ratingText(name, text, stars)]);
  }
  return changed;
}

function changeCustom(items: readonly Item[], name: string, texts: readonly string[]): readonly Item[] {
  const id = idOf(`----:${name}`);
  const isNew = !hasItem(items, id);
  const isTaken = isFieldId(id) || items.some((item) => item.id === id && isForeign(item));
  const isName = name !== '' && name.length <= 200 && name.isWellFormed() && !name.includes('\0');
  if (isTaken || !isName || (isNew && /:/.test(name)))
    throw unwritable('the name of a free field means something else here');
  const wanted = wellFormed(texts);
  return areEqual(textsOf(items, id), wanted) ? items : setTexts(items, `----:${name}`, wanted);
}
