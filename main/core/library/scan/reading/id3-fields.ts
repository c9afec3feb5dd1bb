import type { Id3Frame } from './id3-frames.ts';
import { genreNames } from './id3-genres.ts';
import { starsOfPopularimeter } from './star-rating.ts';
import type { TagField, TagFields } from './tag-fields.ts';

const textFields: Readonly<Record<string, TagField>> = {
  TIT2: 'title',
  TT2: 'title',
  TPE1: 'artist',
  TP1: 'artist',
  TALB: 'album',
  TAL: 'album',
  TPE2: 'albumArtist',
  TP2: 'albumArtist',
  TCON: 'genre',
  TCO: 'genre',
  TPUB: 'label',
  TPB: 'label',
  TIT1: 'grouping',
  TT1: 'grouping',
  GRP1: 'grouping',
  TCOM: 'composer',
  TCM: 'composer',
  TPE4: 'remixer',
  TP4: 'remixer',
  TSRC: 'isrc',
  TRC: 'isrc',
  TDRC: 'date',
  TYER: 'date',
  TYE: 'date',
  TDOR: 'originalDate',
  TORY: 'originalDate',
  TOR: 'originalDate',
  TRCK: 'track',
  TRK: 'track',
  TPOS: 'disc',
  TPA: 'disc',
  TBPM: 'bpm',
  TBP: 'bpm',
  TKEY: 'key',
  TKE: 'key',
};

/** Text frames with a name of their own, in lower case. */
const userFields: Readonly<Record<string, TagField>> = {
  bpm: 'bpm',
  tempo: 'bpm',
  initialkey: 'key',
  'initial key': 'key',
  key: 'key',
  artists: 'artists',
  label: 'label',
  style: 'genre',
  isrc: 'isrc',
};

/** Puts the frames of one tag into fields. */
export function addId3Frames(frames: readonly Id3Frame[], fields: TagFields): void {
  const comments: { text: string; isOwn: boolean }[] = [];
  for (const { id, body } of frames) {
    const field = textFields[id];
    if (field) addText(fields, field, texts(body, 1));
    else if (id === 'TXXX' || id === 'TXX') addUserText(fields, body);
    else if (id === 'COMM' || id === 'COM') comments.push(comment(body));
    else if (id === 'POPM' || id === 'POP') fields.stars ||= stars(body);
    else if (id === 'APIC') addPicture(fields, body);
    else if (id === 'PIC') addOldPicture(fields, body);
  }
  const best = comments.find(({ isOwn, text }) => isOwn && text !== '') ?? comments.find(({ text }) => text !== '');
  if (best) fields.add('comment', best.text);
}

function addText(fields: TagFields, field: TagField, values: readonly string[]): void {
  for (const value of values) {
    if (field === 'genre') for (const name of genreNames(value)) fields.add('genre', name);
    else fields.add(field, value);
  }
}

function addUserText(fields: TagFields, body: Buffer): void {
  const [name = '', ...values] = texts(body, 1);
  const field = userFields[name.toLowerCase()];
  if (field) addText(fields, field, values);
}

/** Programs keep their own data in comments with a description; a person's has none. */
function comment(body: Buffer): { text: string; isOwn: boolean } {
  const [name = '', ...values] = texts(body, 4);
  return { text: values.join('\n'), isOwn: name === '' };
}

function stars(body: Buffer): number {
  const end = body.indexOf(0);
  return end === -1 ? 0 : starsOfPopularimeter(body.toString('latin1', 0, end), body[end + 1] ?? 0);
}

function addPicture(fields: TagFields, body: Buffer): void {
  const mimeEnd = body.indexOf(0, 1);
  if (mimeEnd === -1) return;
  const type = body[mimeEnd + 1];
  const textEnd = endOfText(body, mimeEnd + 2, body[0] ?? 0);
  fields.addPicture(body.subarray(textEnd), type === 3);
}

function addOldPicture(fields: TagFields, body: Buffer): void {
  fields.addPicture(body.subarray(endOfText(body, 5, body[0] ?? 0)), body[4] === 3);
}

/** Where what follows a text with its final zero begins. */
function endOfText(body: Buffer, start: number, encoding: number): number {
  if (encoding === 0 || encoding === 3) {
    const end = body.indexOf(0, start);
    return end === -1 ? body.length : end + 1;
  }
  for (let at = start; at + 1 < body.length; at += 2) if (body[at] === 0 && body[at + 1] === 0) return at + 2;
  return body.length;
}

/** The texts of a frame, divided by zeros. The first byte says how they are encoded. */
function texts(body: Buffer, start: number): string[] {
  const encoding = body[0] ?? 0;
  if (body.length <= start) return [];
  const whole =
    encoding === 1 || encoding === 2
      ? utf16(body.subarray(start), encoding === 2)
      : encoding === 3
        ? body.toString('utf8', start)
        : body.toString('latin1', start);
  const values = whole.split('\0');
  if (values.length > 1 && values.at(-1) === '') values.pop();
  return values;
}

/** Each text may begin with a byte order mark of its own; without one it is as the encoding says. */
function utf16(bytes: Buffer, isBigEndian: boolean): string {
  const even = bytes.subarray(0, bytes.length & ~1);
  const swaps =
    even[0] === 0xfe && even[1] === 0xff ? true : even[0] === 0xff && even[1] === 0xfe ? false : isBigEndian;
  const little = swaps ? Buffer.from(even).swap16() : even;
  return little.toString('utf16le').replaceAll('\ufeff', '');
}
