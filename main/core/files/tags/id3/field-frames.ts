import type { TextTagField } from '#shared/tags/tag-fields.ts';
import type { Id3Version, RawFrame } from './id3-tag.ts';
import { firstText, textsOf } from './id3-texts.ts';
import { isKnownRater, popularimeterOf } from './popularimeter.ts';

/** A field that is one text frame, or a text frame with a name of its own (`user`). */
type Slot = {
  field: TextTagField;
  id?: string;
  user?: string;
  /** Where other programs keep the same. Read when the frame is missing; changed along, never made. */
  otherIds?: readonly string[];
  otherUsers?: readonly string[];
  /** The same in pieces, as the artists of a credit: read like the others, gone once the credit is another. */
  pieces?: string;
};

const slots: readonly Slot[] = [
  { field: 'title', id: 'TIT2' },
  { field: 'artist', id: 'TPE1', pieces: 'ARTISTS' },
  { field: 'album', id: 'TALB' },
  { field: 'albumArtist', id: 'TPE2' },
  { field: 'genre', id: 'TCON' },
  { field: 'style', user: 'STYLE' },
  { field: 'label', id: 'TPUB', otherUsers: ['LABEL'] },
  { field: 'catalogNumber', user: 'CATALOGNUMBER' },
  // iTunes keeps the name of a work in TIT1 and its grouping in GRP1.
  { field: 'grouping', id: 'TIT1', otherIds: ['GRP1'] },
  { field: 'composer', id: 'TCOM' },
  { field: 'remixer', id: 'TPE4' },
  { field: 'mixName', id: 'TIT3' },
  { field: 'isrc', id: 'TSRC', otherUsers: ['ISRC'] },
  // Written as asked, with decimals, though the standard wants a whole number: DJ programs read and write them, and a
  // rounded tempo drifts off the beat.
  { field: 'bpm', id: 'TBPM', otherUsers: ['BPM', 'TEMPO'] },
  { field: 'key', id: 'TKEY', otherUsers: ['INITIALKEY', 'INITIAL KEY', 'KEY'] },
  { field: 'lyricist', id: 'TEXT' },
  { field: 'conductor', id: 'TPE3' },
  { field: 'copyright', id: 'TCOP' },
  { field: 'encodedBy', id: 'TENC' },
  { field: 'language', id: 'TLAN' },
  { field: 'replayGainTrackGain', user: 'REPLAYGAIN_TRACK_GAIN' },
  { field: 'replayGainTrackPeak', user: 'REPLAYGAIN_TRACK_PEAK' },
];
// Only 2.4 has a frame for the mood.
const moodOf3: Slot = { field: 'mood', user: 'MOOD', otherIds: ['TMOO'] };
const moodOf4: Slot = { field: 'mood', id: 'TMOO', otherUsers: ['MOOD'] };

type SlotRank = 'first' | 'other' | 'pieces';
type SlotUse = { slot: Slot; rank: SlotRank };
type SlotTable = { byField: Map<TextTagField, Slot>; byId: Map<string, SlotUse>; byUser: Map<string, SlotUse> };

function tableOf(all: readonly Slot[]): SlotTable {
  const table: SlotTable = { byField: new Map(), byId: new Map(), byUser: new Map() };
  for (const slot of all) {
    table.byField.set(slot.field, slot);
    if (slot.id) table.byId.set(slot.id, { slot, rank: 'first' });
    if (slot.user) table.byUser.set(slot.user, { slot, rank: 'first' });
    for (const id of slot.otherIds ?? []) table.byId.set(id, { slot, rank: 'other' });
    for (const user of slot.otherUsers ?? []) table.byUser.set(user, { slot, rank: 'other' });
    if (slot.pieces) table.byUser.set(slot.pieces, { slot, rank: 'pieces' });
  }
  return table;
}

const tableOf3 = tableOf([...slots, moodOf3]);
const tableOf4 = tableOf([...slots, moodOf4]);

function slotTable(version: Id3Version): SlotTable {
  return version === 4 ? tableOf4 : tableOf3;
}

/** The frame that a field is written to. */
export function frameOfField(version: Id3Version, field: TextTagField): { id: string; user: string | null } | null {
  const slot = slotTable(version).byField.get(field);
  return slot ? { id: slot.id ?? 'TXXX', user: slot.id ? null : (slot.user ?? null) } : null;
}

/** The field that a free name stands for, as programs write it: INITIALKEY is the key. */
export function fieldOfUserName(version: Id3Version, name: string): TextTagField | null {
  return slotTable(version).byUser.get(name.toUpperCase())?.slot.field ?? null;
}

export type NumberPair = 'track' | 'disc';
export type DateField = 'date' | 'originalDate';
export type DatePart = 'full' | 'year' | 'dayMonth';

/** What a frame stands for. */
export type FrameMeaning =
  | { type: 'text'; field: TextTagField; rank: SlotRank; user: string | null }
  | { type: 'pair'; pair: NumberPair }
  | { type: 'date'; field: DateField; part: DatePart }
  | { type: 'comment' | 'lyrics' }
  | { type: 'picture' }
  | { type: 'rating' }
  | { type: 'custom'; name: string }
  | { type: 'foreign'; name: string };

export const pairIds: Readonly<Record<NumberPair, string>> = { track: 'TRCK', disc: 'TPOS' };

/** 2.4 has one frame for a date; 2.3 has one for the year and one for day and month, and of the original only the year. */
export const dateIds: Readonly<Record<DateField, Readonly<Partial<Record<DatePart, string>>>>> = {
  date: { full: 'TDRC', year: 'TYER', dayMonth: 'TDAT' },
  originalDate: { full: 'TDOR', year: 'TORY' },
};

const plainMeanings: Readonly<Record<string, FrameMeaning>> = {
  TRCK: { type: 'pair', pair: 'track' },
  TPOS: { type: 'pair', pair: 'disc' },
  TDRC: { type: 'date', field: 'date', part: 'full' },
  TYER: { type: 'date', field: 'date', part: 'year' },
  TDAT: { type: 'date', field: 'date', part: 'dayMonth' },
  TDOR: { type: 'date', field: 'originalDate', part: 'full' },
  TORY: { type: 'date', field: 'originalDate', part: 'year' },
};

/** A change asks each frame for each of its fields. */
const known = { 3: new WeakMap<RawFrame, FrameMeaning>(), 4: new WeakMap<RawFrame, FrameMeaning>() };

/** Frames whose content cannot be seen are foreign, whatever their name. */
export function meaningOf(version: Id3Version, frame: RawFrame): FrameMeaning {
  const meanings = known[version === 4 ? 4 : 3];
  const found = meanings.get(frame) ?? findMeaning(version, frame);
  meanings.set(frame, found);
  return found;
}

function findMeaning(version: Id3Version, frame: RawFrame): FrameMeaning {
  const { id, content } = frame;
  if (!content || content.length === 0) return { type: 'foreign', name: id };
  if (id === 'TXXX') return userMeaning(version, content);
  const use = slotTable(version).byId.get(id);
  if (use) return { type: 'text', field: use.slot.field, rank: use.rank, user: null };
  if (id === 'COMM' || id === 'USLT') return languageMeaning(id, content);
  if (id === 'POPM') return ratingMeaning(content);
  if (id === 'APIC') {
    return pictureEnds(content) ? { type: 'picture' } : { type: 'foreign', name: id };
  }
  return plainMeanings[id] ?? { type: 'foreign', name: foreignName(id, content) };
}

function userMeaning(version: Id3Version, content: Buffer): FrameMeaning {
  const name = firstText(content, 1);
  const use = slotTable(version).byUser.get(name.toUpperCase());
  if (use) return { type: 'text', field: use.slot.field, rank: use.rank, user: name };
  return { type: 'custom', name };
}

/** Programs keep their own data in comments with a description; a person's has none. */
function languageMeaning(id: 'COMM' | 'USLT', content: Buffer): FrameMeaning {
  if (content.length < 5) return { type: 'foreign', name: id };
  const description = firstText(content, 4);
  if (description !== '') return { type: 'foreign', name: `${id}:${description}` };
  return { type: id === 'COMM' ? 'comment' : 'lyrics' };
}

function ratingMeaning(content: Buffer): FrameMeaning {
  const popularimeter = popularimeterOf(content);
  if (popularimeter && isKnownRater(popularimeter.email)) return { type: 'rating' };
  return { type: 'foreign', name: `POPM:${popularimeter?.email ?? ''}` };
}

/** Where the MIME type of an APIC frame ends; 0 where it is cut off. */
export function pictureEnds(content: Buffer): number {
  const mimeEnd = content.indexOf(0, 1);
  return mimeEnd === -1 || mimeEnd + 2 > content.length ? 0 : mimeEnd;
}

function foreignName(id: string, content: Buffer): string {
  const zero = content.indexOf(0);
  if (id === 'PRIV' || id === 'UFID') return `${id}:${zero === -1 ? '' : content.toString('latin1', 0, zero)}`;
  if (id === 'WXXX') return `${id}:${firstText(content, 1)}`;
  if (id !== 'GEOB') return id;
  const mimeEnd = content.indexOf(0, 1);
  const [, description = ''] = mimeEnd === -1 ? [] : textsOf(withEncoding(content, mimeEnd), 1);
  return `${id}:${description}`;
}

/** The texts of a GEOB frame, behind its MIME type. */
function withEncoding(content: Buffer, mimeEnd: number): Buffer {
  return Buffer.concat([content.subarray(0, 1), content.subarray(mimeEnd + 1, mimeEnd + 1 + 1024)]);
}
