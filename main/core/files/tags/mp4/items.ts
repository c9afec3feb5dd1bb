import { isUtf8 } from 'node:buffer';
import type { FileWindow } from '#core/files/file-window.ts';
import { type Atom, childrenOf, newAtom } from './atoms.ts';
import { commonMean, idOf } from './item-names.ts';

export type ItemValue = { readonly type: number; readonly bytes: Buffer };

/** One entry of `ilst`. */
export type Item = {
  /** '©nam', '----:NAME' for one of iTunes (in capitals), '----:mean:name' for one of another program. */
  readonly id: string;
  /** The name of a free atom as it is spelt. */
  readonly name: string;
  readonly values: readonly ItemValue[];
  /** Where it stands; null for a new one. */
  readonly atom: Atom | null;
  /** A new one as bytes. */
  readonly bytes: Buffer | null;
  /** False where its own atoms do not fill it. */
  readonly isWhole: boolean;
};

export const valueTypes = { implicit: 0, utf8: 1, utf16: 2, gif: 12, jpeg: 13, png: 14, integer: 21, bmp: 27 } as const;

export function readItem(file: FileWindow, atom: Atom): Item {
  const { atoms, isWhole } = childrenOf(file, atom);
  const values: ItemValue[] = [];
  const texts: Record<string, string> = {};
  for (const child of atoms) {
    const body = file.bytes(child.bodyFrom, child.to - child.bodyFrom);
    if (child.type === 'data' && body.length >= 8)
      values.push({ type: body.readUInt32BE(0) & 0xffffff, bytes: body.subarray(8) });
    else if (child.type === 'mean' || child.type === 'name') texts[child.type] ??= body.toString('utf8', 4);
  }
  const { mean = '', name = '' } = texts;
  const isFree = atom.type === '----';
  const id = !isFree ? atom.type : mean === commonMean ? idOf(`----:${name}`) : `----:${mean}:${name}`;
  return { id, name: isFree ? name : '', values, atom, bytes: null, isWhole };
}

/** A new item. `name` is '©nam' or '----:NAME', the latter for one of iTunes. */
export function newItem(name: string, values: readonly ItemValue[]): Item {
  const isFree = name.startsWith('----:');
  const freeName = isFree ? name.slice(5) : '';
  const parts = values.map(({ type, bytes }) => newAtom('data', number32(type), number32(0), bytes));
  const naming = isFree
    ? [newAtom('mean', number32(0), Buffer.from(commonMean)), newAtom('name', number32(0), Buffer.from(freeName))]
    : [];
  const bytes = newAtom(isFree ? '----' : name, ...naming, ...parts);
  return { id: idOf(name), name: freeName, values, atom: null, bytes, isWhole: true };
}

export function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function textValue(text: string): ItemValue {
  return { type: valueTypes.utf8, bytes: Buffer.from(text, 'utf8') };
}

export function textOfValue({ type, bytes }: ItemValue): string {
  if (type !== valueTypes.utf16) return bytes.toString('utf8');
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}

export function isTextItem({ values }: Item): boolean {
  return (
    values.length > 0 &&
    values.every(({ type, bytes }) => type === valueTypes.utf16 || (type === valueTypes.utf8 && isUtf8(bytes)))
  );
}

/** The texts of all items with an id, without empty ones. */
export function textsOf(items: readonly Item[], id: string): string[] {
  return items
    .filter((item) => item.id === id)
    .flatMap(({ values }) => values.map(textOfValue))
    .filter((text) => text !== '');
}

/**
 * The items with others in the place of those with this id; null takes them away. The first keeps its place and the
 * spelling of its name; a new one comes last.
 */
export function setItem(items: readonly Item[], name: string, values: readonly ItemValue[] | null): readonly Item[] {
  const id = idOf(name);
  const place = items.findIndex((item) => item.id === id);
  if (place === -1) return values ? [...items, newItem(name, values)] : items;
  const spelling = items[place]!.name;
  const made = values ? [newItem(spelling === '' ? name : `----:${spelling}`, values)] : [];
  return items.flatMap((item, index) => (index === place ? made : item.id === id ? [] : [item]));
}

export function setTexts(items: readonly Item[], name: string, texts: readonly string[]): readonly Item[] {
  return setItem(items, name, texts.length === 0 ? null : texts.map(textValue));
}

export function hasItem(items: readonly Item[], name: string): boolean {
  const id = idOf(name);
  return items.some((item) => item.id === id);
}
