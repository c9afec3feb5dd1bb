import type { TextTagField } from '#shared/tags/tag-fields.ts';
import { mostTagBytes, mostTagItems, tooLarge } from '../tag-failures.ts';
import type { ForeignBlock, TagChanges, TagPicture } from '../tag-format.ts';
import { cleanValues } from './id3-texts.ts';
import { foreignBlock } from './read-frames.ts';

type ApeItem = { key: string; flags: number; value: Buffer; raw: Buffer };
export type ApeTag = { items: ApeItem[]; header: Buffer | null; footer: Buffer; isDamaged: boolean };

const blockBytes = 32;

const fieldKeys: Readonly<Partial<Record<TextTagField, readonly string[]>>> = {
  title: ['title'],
  artist: ['artist'],
  album: ['album'],
  albumArtist: ['album artist', 'albumartist'],
  genre: ['genre'],
  style: ['style'],
  label: ['label', 'publisher'],
  catalogNumber: ['catalognumber'],
  comment: ['comment'],
  grouping: ['grouping'],
  composer: ['composer'],
  remixer: ['mixartist', 'remixer'],
  mixName: ['subtitle'],
  isrc: ['isrc'],
  date: ['year'],
  originalDate: ['originaldate', 'originalyear'],
  bpm: ['bpm'],
  key: ['initialkey', 'key'],
  mood: ['mood'],
  lyrics: ['lyrics'],
  lyricist: ['lyricist'],
  conductor: ['conductor'],
  copyright: ['copyright'],
  encodedBy: ['encodedby'],
  language: ['language'],
  replayGainTrackGain: ['replaygain_track_gain'],
  replayGainTrackPeak: ['replaygain_track_peak'],
};
const pairKeys = { track: 'track', disc: 'disc' } as const;
const coverKey = 'cover art (front)';
const fieldByKey = new Map(
  Object.entries(fieldKeys).flatMap(([field, keys]) => keys.map((key) => [key, field as TextTagField] as const)),
);

/** Reads the bytes of an APE tag, from its header, or without one from its first item, to the end of its footer. */
export function parseApe(bytes: Buffer): ApeTag {
  if (bytes.length > mostTagBytes) throw tooLarge('an APE tag of more than 64 MB');
  const footer = bytes.subarray(-blockBytes);
  const hasHeader = (footer.readUInt32LE(20) & 0x80000000) !== 0;
  const header = hasHeader ? bytes.subarray(0, blockBytes) : null;
  const tag: ApeTag = { items: [], header, footer, isDamaged: false };
  const end = bytes.length - blockBytes;
  let at = hasHeader ? blockBytes : 0;
  if (header && header.toString('latin1', 0, 8) !== 'APETAGEX') return { ...tag, isDamaged: true };
  while (at < end) {
    const keyEnd = at + 8 < end ? bytes.indexOf(0, at + 8) : -1;
    const size = at + 8 < end ? bytes.readUInt32LE(at) : 0;
    if (keyEnd === -1 || keyEnd + 1 + size > end) return { ...tag, isDamaged: true };
    if (tag.items.length >= mostTagItems) throw tooLarge('an APE tag of more than 10,000 items');
    const next = keyEnd + 1 + size;
    tag.items.push({
      key: bytes.toString('latin1', at + 8, keyEnd),
      flags: bytes.readUInt32LE(at + 4),
      value: bytes.subarray(keyEnd + 1, next),
      raw: bytes.subarray(at, next),
    });
    at = next;
  }
  tag.isDamaged = footer.readUInt32LE(16) !== tag.items.length;
  return tag;
}

export type ApeValues = {
  texts: Map<TextTagField, string[]>;
  custom: Map<string, string[]>;
  pictures: TagPicture[];
  foreign: ForeignBlock[];
};

export function readApe(tag: ApeTag): ApeValues {
  const values: ApeValues = { texts: new Map(), custom: new Map(), pictures: [], foreign: [] };
  for (const item of tag.items) {
    const key = item.key.toLowerCase();
    const field = fieldByKey.get(key);
    const pair = pairOfKey(key);
    if (!isText(item)) {
      if (key === coverKey) values.pictures.push(coverIn(item));
      else values.foreign.push(foreignBlock(`APE:${item.key}`, item.value));
    } else if (field) values.texts.set(field, values.texts.get(field) ?? textsIn(item));
    else if (pair) addPair(values.texts, pair, item);
    else values.custom.set(item.key, textsIn(item));
  }
  return values;
}

/** A file name, a zero, the picture. */
function coverIn({ value }: ApeItem): TagPicture {
  const nameEnd = value.indexOf(0);
  const bytes = value.subarray(nameEnd + 1);
  const mimeType = bytes[0] === 0x89 ? 'image/png' : 'image/jpeg';
  return { mimeType, kind: 3, description: value.toString('utf8', 0, Math.max(0, nameEnd)), bytes };
}

function pairOfKey(key: string): 'track' | 'disc' | null {
  return key === pairKeys.track ? 'track' : key === pairKeys.disc ? 'disc' : null;
}

function addPair(texts: Map<TextTagField, string[]>, pair: 'track' | 'disc', item: ApeItem): void {
  const [number, total] = item.value
    .toString('utf8')
    .split('/')
    .map((text) => text.trim());
  if (number) texts.set(`${pair}Number`, [number]);
  if (total) texts.set(`${pair}Total`, [total]);
}

function isText({ flags }: ApeItem): boolean {
  return ((flags >> 1) & 3) === 0;
}

function textsIn({ value }: ApeItem): string[] {
  return value
    .toString('utf8')
    .split('\0')
    .filter((text) => text !== '');
}

/**
 * The bytes of the tag after the changes; none when no item is left. Only items that are there are changed: readers that
 * prefer APE must not contradict the rest of the file, but nobody needs one of ours.
 */
export function changedApe(tag: ApeTag, changes: TagChanges): Buffer {
  const items = tag.items.flatMap((item) => changedItem(item, changes) ?? []);
  if (items.length === 0) return Buffer.alloc(0);
  const body = Buffer.concat(items.map(({ raw }) => raw));
  const counted = (block: Buffer) => {
    const copy = Buffer.from(block);
    copy.writeUInt32LE(body.length + blockBytes, 12);
    copy.writeUInt32LE(items.length, 16);
    return copy;
  };
  return Buffer.concat([...(tag.header ? [counted(tag.header)] : []), body, counted(tag.footer)]);
}

/** Null takes the item away. */
function changedItem(item: ApeItem, changes: TagChanges): ApeItem | null {
  const key = item.key.toLowerCase();
  if (!isText(item)) return key === coverKey && changes.covers ? null : item;
  const pair = pairOfKey(key);
  if (pair) return changedPair(item, changes.texts[`${pair}Number`], changes.texts[`${pair}Total`]);
  const field = fieldByKey.get(key);
  const custom = Object.entries(changes.custom).find(([name]) => name.toLowerCase() === key);
  const asked = (field && changes.texts[field]) ?? custom?.[1];
  return asked ? withValues(item, cleanValues(asked)) : item;
}

function changedPair(
  item: ApeItem,
  numbers: readonly string[] | undefined,
  totals: readonly string[] | undefined,
): ApeItem | null {
  if (!numbers && !totals) return item;
  const [oldNumber = '', oldTotal = ''] = item.value.toString('utf8').split('/');
  const number = numbers ? (cleanValues(numbers)[0] ?? '') : oldNumber.trim();
  const total = totals ? (cleanValues(totals)[0] ?? '') : oldTotal.trim();
  return withValues(item, number === '' && total === '' ? [] : [total === '' ? number : `${number}/${total}`]);
}

function withValues(item: ApeItem, values: readonly string[]): ApeItem | null {
  if (values.length === 0) return null;
  const value = Buffer.from(values.join('\0'));
  if (value.equals(item.value)) return item;
  const head = Buffer.alloc(8);
  head.writeUInt32LE(value.length, 0);
  head.writeUInt32LE(item.flags >>> 0, 4);
  const raw = Buffer.concat([head, Buffer.from(`${item.key}\0`, 'latin1'), value]);
  return { ...item, value, raw };
}
