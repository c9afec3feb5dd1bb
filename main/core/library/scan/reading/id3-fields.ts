import { endOfText, textsOf } from '#core/files/tags/id3/id3-texts.ts';
import { type Popularimeter, popularimeterOf, ratingOf } from '#core/files/tags/id3/popularimeter.ts';
import type { Id3Frame } from './id3-frames.ts';
import { genreNames } from './id3-genres.ts';
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
  const comments: { text: string; isOwn: boolean; isOfProgram: boolean }[] = [];
  const popularimeters: (Popularimeter | null)[] = [];
  for (const { id, body } of frames) {
    const field = textFields[id];
    if (field) addText(fields, field, textsOf(body, 1));
    else if (id === 'TXXX' || id === 'TXX') addUserText(fields, body);
    else if (id === 'COMM' || id === 'COM') comments.push(comment(body));
    else if (id === 'POPM' || id === 'POP') popularimeters.push(popularimeterOf(body));
    else if (id === 'APIC') addPicture(fields, body);
    else if (id === 'PIC') addOldPicture(fields, body);
  }
  const best =
    comments.find(({ isOwn, text }) => isOwn && text !== '') ??
    comments.find(({ isOfProgram, text }) => !isOfProgram && text !== '');
  if (best) fields.add('comment', best.text);
  fields.stars ||= ratingOf(popularimeters.filter((each) => each !== null))?.stars ?? 0;
}

function addText(fields: TagFields, field: TagField, values: readonly string[]): void {
  for (const value of values) {
    if (field === 'genre') for (const name of genreNames(value)) fields.add('genre', name);
    else fields.add(field, value);
  }
}

function addUserText(fields: TagFields, body: Buffer): void {
  const [name = '', ...values] = textsOf(body, 1);
  const field = userFields[name.toLowerCase()];
  if (field) addText(fields, field, values);
}

/** Programs keep their own data in comments with a description; a person's has none. */
function comment(body: Buffer): { text: string; isOwn: boolean; isOfProgram: boolean } {
  const [name = '', ...values] = textsOf(body, 4);
  return { text: values.join('\n'), isOwn: name === '', isOfProgram: /^(iTun|Songs-DB|ID3v1)/.test(name) };
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
