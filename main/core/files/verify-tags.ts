import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { type TextTagField, textTagFields } from '#shared/tags/tag-fields.ts';
import type { AudioFormat } from './audio-format.ts';
import type { SecondReading } from './second-parser.ts';
import type { FileTags, ForeignBlock, TagChanges } from './tags/tag-format.ts';

/** One state of a file, as both parsers read it. The second may be unable to. */
export type BothReadings = {
  tags: FileTags;
  second: SecondReading | null;
  /** Whether parsers have to guess the length by the size of the file, and take tags at its end for sound. */
  isLengthGuessed: boolean;
};

const frontCover = 3;
const mostDurationSeconds = 0.05;

/**
 * Proves that a copy says what was asked, and else what the file says. Throws WRITE_UNVERIFIED with the field in its
 * details.
 */
export function verifyTags(before: BothReadings, after: BothReadings, changes: TagChanges, format: AudioFormat): void {
  verifyOurReading(before.tags, after.tags, changes);
  verifyForeign(before.tags.foreign, after.tags.foreign);
  // What it could read before the write, it must read behind it.
  if (before.second && !after.second) throw unverified('file', 'The second parser cannot read the copy.');
  if (after.second) verifySecondReading(before, after.second, changes, format);
}

function verifyOurReading(before: FileTags, after: FileTags, changes: TagChanges): void {
  for (const field of textTagFields) {
    const asked = changes.texts[field];
    const wanted = asked ?? before.texts[field] ?? [];
    const found = after.texts[field] ?? [];
    if (asked ? !agree(field, wanted, found) : !isEqual(wanted, found)) throw unverified(field);
  }
  const asked = lowerCased(changes.custom);
  const old = lowerCased(before.custom);
  const found = lowerCased(after.custom);
  for (const name of new Set([...asked.keys(), ...old.keys(), ...found.keys()])) {
    const wanted = asked.get(name) ?? old.get(name) ?? [];
    if (!isEqual(wanted, found.get(name) ?? [])) throw unverified(`custom:${name}`);
  }
  const rating = changes.rating ? changes.rating.stars : (before.rating?.stars ?? 0);
  if ((after.rating?.stars ?? 0) !== rating) throw unverified('rating');
  verifyPictures(before, after, changes);
}

function verifyPictures(before: FileTags, after: FileTags, { covers }: TagChanges): void {
  const kept = (tags: FileTags) => tags.pictures.filter(({ kind }) => !covers || kind !== frontCover);
  const names = (tags: FileTags) => kept(tags).map(({ kind, mimeType, sha256 }) => `${kind} ${mimeType} ${sha256}`);
  if (!isEqual(names(before), names(after))) throw unverified('pictures');
  if (!covers) return;
  const found = after.pictures.filter(({ kind }) => kind === frontCover).map(({ sha256 }) => sha256);
  if (!isEqual(covers.map(hashOf), found)) throw unverified('covers');
}

function hashOf({ bytes }: { bytes: Uint8Array }): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function verifyForeign(before: readonly ForeignBlock[], after: readonly ForeignBlock[]): void {
  const names = (blocks: readonly ForeignBlock[]) => blocks.map(({ id, sha256 }) => `${id} ${sha256}`).sort();
  const [old, found] = [names(before), names(after)];
  const lost = old.find((name, index) => name !== found[index]) ?? found[old.length];
  if (lost !== undefined)
    throw unverified(lost.slice(0, lost.lastIndexOf(' ')), 'Data of another program would change.');
}

type Unseen = {
  field: TextTagField;
  formats: readonly AudioFormat[];
  when(asked: readonly string[]): boolean;
  reason: string;
};

const withId3: readonly AudioFormat[] = ['mp3', 'aac', 'wav', 'aiff'];

/**
 * What music-metadata does not say although it is in the file. Our own reader alone checks these, and ratings, of which it
 * does not know the scale; all else both check.
 */
export const unseen: readonly Unseen[] = [
  {
    field: 'genre',
    formats: withId3,
    when: (asked) => asked.some((text) => text.includes('(')),
    reason: 'It takes what stands in brackets for a number of the list of genres, and drops it.',
  },
];

function isUnseen(format: AudioFormat, field: TextTagField, asked: readonly string[]): boolean {
  return unseen.some((each) => each.field === field && each.formats.includes(format) && each.when(asked));
}

function verifySecondReading(
  before: BothReadings,
  after: SecondReading,
  changes: TagChanges,
  format: AudioFormat,
): void {
  for (const field of textTagFields) {
    const asked = changes.texts[field];
    const [old, found] = [before.second?.texts(field), after.texts(field)];
    // What we see nothing in, and it sees the same in as before, is not of this write: an encrypted frame, a tempo of 0.
    const hadNothing = asked?.length === 0 && !before.tags.texts[field]?.length;
    if (asked && !hadNothing && !isUnseen(format, field, asked) && !agree(field, asked, found))
      throw unverified(field, 'second parser');
    // It does not say all of ID3v2.2, of which a write makes 2.3.
    const isKept = !old || isEqual(old, found) || agree(field, before.tags.texts[field] ?? [], found);
    if ((!asked || hadNothing) && !isKept) throw unverified(field, 'second parser, unasked');
  }
  for (const [name, asked] of Object.entries(changes.custom)) {
    if (!agree(null, asked, after.custom(name))) throw unverified(`custom:${name}`, 'second parser');
  }
  const covers = changes.covers ? changes.covers.map(hashOf) : (before.second?.covers ?? after.covers);
  if (!isEqual(covers.toSorted(), after.covers.toSorted())) throw unverified('covers', 'second parser');
  const [old, found] = [before.second?.durationSeconds ?? null, after.durationSeconds];
  if (before.isLengthGuessed) return;
  if (old !== null && (found === null || Math.abs(found - old) > mostDurationSeconds)) throw unverified('duration');
}

/** Whether values are the same to a reader: numbers by their value, several values also when the format joined them. */
function agree(field: TextTagField | null, asked: readonly string[], found: readonly string[]): boolean {
  const one = asked.map((text) => canonical(field, text)).filter((text) => text !== '');
  const other = found.map((text) => canonical(field, text)).filter((text) => text !== '');
  return isEqual(unique(one), unique(other)) || joined(one) === joined(other) || areClose(field, one, other);
}

/** A text may stand in several places of a file, as the comment does in Ogg. */
function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** How far a number may be off that a format cannot write exactly: tempo in MP4 is whole, gain in Opus in 256ths. */
const closeness: Readonly<Partial<Record<TextTagField, number>>> = {
  bpm: 0.5,
  replayGainTrackGain: 0.01,
  replayGainTrackPeak: 0.000_01,
};

/** A number may stand in several places of a file: each of them must be right. */
function areClose(field: TextTagField | null, asked: readonly string[], found: readonly string[]): boolean {
  const most = field && closeness[field];
  if (!most || asked.length !== 1 || found.length === 0) return false;
  const wanted = Number.parseFloat(asked[0]!);
  return found.every((text) => Math.abs(Number.parseFloat(text) - wanted) <= most);
}

function joined(values: readonly string[]): string {
  return values
    .join('/')
    .replaceAll(/(\s*[/;,\0\n]\s*)+/g, '/')
    .replaceAll(/^\/|\/$/g, '');
}

const numbers = new Set<TextTagField>(['trackNumber', 'trackTotal', 'discNumber', 'discTotal', 'bpm']);

function canonical(field: TextTagField | null, text: string): string {
  const plain = text.replaceAll('\r\n', '\n').trim();
  if (field === null || !numbers.has(field)) return plain;
  const value = Number(plain.replace(',', '.'));
  return plain === '' || !Number.isFinite(value) ? plain : String(value);
}

function lowerCased(fields: Readonly<Record<string, readonly string[]>>): Map<string, readonly string[]> {
  return new Map(Object.entries(fields).map(([name, values]) => [name.toLowerCase(), values]));
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

function unverified(field: string, reason = 'The copy does not say what was asked.'): AppError {
  return new AppError('WRITE_UNVERIFIED', `${reason} (${field})`, { field });
}
