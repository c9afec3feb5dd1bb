import type { TextTagField } from '#shared/tags/tag-fields.ts';
import { listDivider } from './id3/change-frames.ts';
import { cleanValues } from './id3/id3-texts.ts';
import { foreignBlock } from './id3/read-frames.ts';
import { infoBytes, infoText } from './info-text.ts';
import { mostTagItems, tooLarge } from './tag-failures.ts';
import type { ForeignBlock, TagChanges } from './tag-format.ts';

type InfoItem = { id: string; body: Buffer };
export type RiffInfo = { items: InfoItem[]; isDamaged: boolean };

/** What programs look for in INFO. */
const fieldIds: readonly (readonly [id: string, field: TextTagField])[] = [
  ['INAM', 'title'],
  ['IART', 'artist'],
  ['IPRD', 'album'],
  ['IGNR', 'genre'],
  ['ICRD', 'date'],
  ['ICMT', 'comment'],
  ['ICOP', 'copyright'],
  ['ITRK', 'trackNumber'],
];
/** What some programs write: changed along where it is, never made. */
const otherIds: readonly (readonly [id: string, field: TextTagField])[] = [
  ['IPRT', 'trackNumber'],
  ['IMUS', 'composer'],
  ['IBPM', 'bpm'],
  ['IKEY', 'key'],
];
const fieldById = new Map([...fieldIds, ...otherIds]);

/** The items of a LIST chunk of the kind INFO; null for one of another kind. */
export function parseInfo(body: Buffer): RiffInfo | null {
  if (body.toString('latin1', 0, 4) !== 'INFO') return null;
  const info: RiffInfo = { items: [], isDamaged: false };
  let at = 4;
  while (at < body.length) {
    const size = at + 8 <= body.length ? body.readUInt32LE(at + 4) : 0;
    // Zeros to fill the chunk are no items.
    if (body.subarray(at).every((byte) => byte === 0)) break;
    if (at + 8 + size > body.length) return { ...info, isDamaged: true };
    if (info.items.length >= mostTagItems) throw tooLarge('more than 10,000 of them');
    info.items.push({ id: body.toString('latin1', at, at + 4), body: body.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size & 1);
  }
  return info;
}

export function readInfo({ items }: RiffInfo): { texts: Map<TextTagField, string[]>; foreign: ForeignBlock[] } {
  const texts = new Map<TextTagField, string[]>();
  const foreign: ForeignBlock[] = [];
  for (const { id, body } of items) {
    const field = fieldById.get(id);
    if (!field) foreign.push(foreignBlock(`INFO:${id}`, body));
    else if (!texts.has(field) && infoText(body) !== '') texts.set(field, [infoText(body)]);
  }
  return { texts, foreign };
}

/**
 * The body of the chunk after the changes, null where nothing is left. `makesItems`: fields that are missing are added.
 *
 * `info` itself comes back where nothing changes.
 */
export function changedInfo(info: RiffInfo, texts: TagChanges['texts'], makesItems: boolean): RiffInfo {
  const items = info.items.flatMap((item) => {
    const field = fieldById.get(item.id);
    const asked = field && askedText(texts, field);
    if (asked === undefined || asked === infoText(item.body)) return [item];
    return asked === '' ? [] : [{ id: item.id, body: itemBody(asked) }];
  });
  for (const [id, field] of makesItems ? fieldIds : []) {
    const asked = askedText(texts, field);
    if (asked && !items.some((item) => item.id === id)) items.push({ id, body: itemBody(asked) });
  }
  const isSame = items.length === info.items.length && items.every((item, index) => item === info.items[index]);
  return isSame ? info : { items, isDamaged: info.isDamaged };
}

/** Whether programs find any field in it: many recorders leave only their own name there. */
export function hasFields({ items }: RiffInfo): boolean {
  return items.some(({ id }) => fieldById.has(id));
}

function askedText(texts: TagChanges['texts'], field: TextTagField): string | undefined {
  const values = texts[field];
  return values && cleanValues(values).join(field === 'comment' ? '\n' : listDivider);
}

function itemBody(text: string): Buffer {
  return Buffer.concat([infoBytes(text), Buffer.alloc(1)]);
}

/** The body of a LIST chunk. Zeros behind the last text that is ours fill it up to `leastBytes`. */
export function infoChunkBody({ items }: RiffInfo, leastBytes = 0): Buffer {
  const bytes = 4 + items.reduce((sum, { body }) => sum + 8 + body.length + (body.length & 1), 0);
  const filler = items.findLastIndex(({ id }) => fieldById.has(id));
  const parts = items.flatMap(({ id, body }, index) => {
    const filled =
      index === filler && leastBytes > bytes ? body.length + (body.length & 1) + leastBytes - bytes : body.length;
    const head = Buffer.alloc(8);
    head.write(id, 0, 'latin1');
    head.writeUInt32LE(filled, 4);
    return [head, body, Buffer.alloc(filled - body.length), Buffer.alloc(filled & 1)];
  });
  return Buffer.concat([Buffer.from('INFO'), ...parts]);
}
