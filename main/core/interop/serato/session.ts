import { parseKey } from '#shared/music-key.ts';
import { emptyForeignTrack, type ForeignTrack } from '../foreign-library.ts';
import { lengthMs, pathOn } from './database.ts';
import { fieldsOf, seratoText } from './records.ts';

/** Numbers that stand for the fields of an entry of a session. */
const numbers = {
  path: 2,
  title: 6,
  artist: 7,
  album: 8,
  genre: 9,
  length: 10,
  bpm: 15,
  comment: 17,
  grouping: 19,
  remixer: 20,
  label: 21,
  composer: 22,
  year: 23,
  startTime: 28,
  played: 50,
  key: 51,
} as const;

const mostFields = 500;

/** An entry of a history session: its track as it was then; null where it was loaded and never played. */
export function readSessionEntry(record: Buffer, root: string): ForeignTrack | null {
  const fields = numberedFields(fieldsOf(record).get('adat') ?? Buffer.alloc(0));
  const text = (field: keyof typeof numbers) => seratoText(fields.get(numbers[field]));
  const number = (field: keyof typeof numbers) => {
    const data = fields.get(numbers[field]);
    return data?.length === 4 ? data.readUInt32BE() : null;
  };
  const path = pathOn(root, text('path'));
  const isPlayed = fields.get(numbers.played)?.[0] !== 0;
  if (!isPlayed || (path === '' && text('title') === '')) return null;
  const year = Number(text('year').slice(0, 4));
  const [bpm, startS] = [number('bpm'), number('startTime')];
  return {
    ...emptyForeignTrack(path || `${text('artist')} - ${text('title')}`),
    path,
    title: text('title'),
    artist: text('artist'),
    album: text('album'),
    genre: text('genre'),
    comment: text('comment'),
    grouping: text('grouping'),
    remixer: text('remixer'),
    label: text('label'),
    composer: text('composer'),
    year: year > 0 ? year : null,
    durationMs: lengthMs(text('length')),
    bpm: bpm !== null && bpm > 0 && bpm < 1000 ? bpm : null,
    musicalKey: parseKey(text('key')),
    lastPlayedAt: startS ? startS * 1000 : null,
  };
}

/** u32 number, u32 length, data. */
function numberedFields(data: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  for (let at = 0; at + 8 <= data.length && fields.size < mostFields; ) {
    const length = data.readUInt32BE(at + 4);
    if (at + 8 + length > data.length) break;
    fields.set(data.readUInt32BE(at), data.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return fields;
}
