import type { CueRemark, CueSheet, CueTexts, CueTrack } from './cue-sheet.ts';
import { formatCueTime, liftFileTexts } from './cue-sheet.ts';
import { type CueDialect, type DialectRules, dialectRules, knowsRemark } from './dialects.ts';

/**
 * `standard` leaves out what the dialect has no word for. `lenient` keeps it where it can: as remarks, which players skip,
 * and long texts as they are. `strict` refuses a sheet that would lose anything.
 */
export const conversionModes = ['standard', 'strict', 'lenient'] as const;
export type ConversionMode = (typeof conversionModes)[number];

export const lossKinds = [
  'files',
  'tracks',
  'isrc',
  'pregap',
  'subIndexes',
  'discFields',
  'shortened',
  'remarks',
  'notes',
] as const;
export type LossKind = (typeof lossKinds)[number];

/** Something of a sheet that a dialect has no place for. */
export type CueLoss = {
  kind: LossKind;
  /** Numbers of the tracks it is about, in order; empty for the sheet's own. */
  tracks: number[];
  /** Keys of remarks, commands, names of files: in order, each once. */
  names: string[];
  /** Still in the file, but as a remark. */
  isKeptAsRemark: boolean;
};

export type CueConversion = {
  sheet: CueSheet;
  losses: CueLoss[];
  /** How much is kept: 100 all, 90 but for remarks and long texts, 70 but for identifiers and gaps, 50 but for tracks, 0 nothing. */
  score: 100 | 90 | 70 | 50 | 0;
  /** Mode 'strict' would lose something: the sheet must not be written. */
  isRefused: boolean;
};

/** What the sheet is in another dialect, and what it loses there. `lines` of the result are empty. */
export function convertCue(sheet: CueSheet, to: CueDialect, mode: ConversionMode = 'standard'): CueConversion {
  const work = new Conversion(to, mode);
  const converted = work.convert(sheet);
  const isRefused = mode === 'strict' && work.losses.length > 0;
  const isEmpty = converted.tracks.length === 0 && sheet.tracks.length > 0;
  return { sheet: converted, losses: work.losses, score: isRefused || isEmpty ? 0 : scoreOf(work.losses), isRefused };
}

/** What may get lost from one dialect to another, whatever the sheet: for a table of all pairs. */
export function possibleLosses(from: CueDialect, to: CueDialect): LossKind[] {
  const [a, b] = [dialectRules[from], dialectRules[to]];
  const lost: Record<LossKind, boolean> = {
    files: a.hasManyFiles && !b.hasManyFiles,
    // With a file go its tracks.
    tracks: (a.hasManyFiles && !b.hasManyFiles) || highestTrack(a) > highestTrack(b),
    isrc: a.hasIsrc && !b.hasIsrc,
    pregap: a.hasPregap && !b.hasPregap,
    subIndexes: a.hasSubIndexes && !b.hasSubIndexes,
    discFields: a.hasDiscFields && !b.hasDiscFields,
    shortened: a.maxLength > b.maxLength,
    remarks: b.remarks !== null && (a.remarks === null || a.remarks.some((key) => !knowsRemark(to, key))),
    notes: a.keepsNotes && !b.keepsNotes,
  };
  return lossKinds.filter((kind) => lost[kind]);
}

const highestTrack = (rules: DialectRules) => rules.maxTracks ?? Number.POSITIVE_INFINITY;

const grave: readonly LossKind[] = ['files', 'tracks'];
const serious: readonly LossKind[] = ['isrc', 'pregap', 'subIndexes', 'discFields'];

function scoreOf(losses: readonly CueLoss[]): CueConversion['score'] {
  if (losses.length === 0) return 100;
  if (losses.some((loss) => grave.includes(loss.kind))) return 50;
  return losses.some((loss) => serious.includes(loss.kind) && !loss.isKeptAsRemark) ? 70 : 90;
}

class Conversion {
  readonly losses: CueLoss[] = [];
  private readonly to: CueDialect;
  private readonly rules: DialectRules;
  private readonly isLenient: boolean;

  constructor(to: CueDialect, mode: ConversionMode) {
    this.to = to;
    this.rules = dialectRules[to];
    this.isLenient = mode === 'lenient';
  }

  convert(sheet: CueSheet): CueSheet {
    const remarks = this.remarks(sheet.remarks, null);
    const { catalog, cdTextFile, ...rest } = this.texts(sheet, null);
    const disc = this.rules.hasDiscFields
      ? { ...(catalog === undefined ? {} : { catalog }), ...(cdTextFile === undefined ? {} : { cdTextFile }) }
      : {};
    if (!this.rules.hasDiscFields && catalog !== undefined)
      this.demote(remarks, 'discFields', null, 'CATALOG', catalog);
    if (!this.rules.hasDiscFields && cdTextFile !== undefined) {
      this.demote(remarks, 'discFields', null, 'CDTEXTFILE', cdTextFile);
    }
    const files = this.files(sheet);
    const tracks = this.keptTracks(sheet, files.length).map((track) => this.track(track));
    const notes = this.notes(sheet.notes, null);
    const converted = { ...rest, ...disc, remarks, notes, files, tracks, lines: [] };
    liftFileTexts(converted);
    return converted;
  }

  private lose(kind: LossKind, track: CueTrack | null, name: string, isKeptAsRemark = false): void {
    const known = this.losses.find((loss) => loss.kind === kind && loss.isKeptAsRemark === isKeptAsRemark);
    const loss = known ?? { kind, tracks: [], names: [], isKeptAsRemark };
    if (!known) this.losses.push(loss);
    if (track && !loss.tracks.includes(track.number)) loss.tracks.push(track.number);
    if (name !== '' && !loss.names.includes(name)) loss.names.push(name);
  }

  /** Lost, or where we are lenient a remark. */
  private demote(remarks: CueRemark[], kind: LossKind, track: CueTrack | null, key: string, value: string): void {
    this.lose(kind, track, key, this.isLenient);
    if (this.isLenient) remarks.push({ key, value, line: 0 });
  }

  private files(sheet: CueSheet): CueSheet['files'] {
    const kept = this.rules.hasManyFiles ? sheet.files : sheet.files.slice(0, 1);
    for (const file of sheet.files.slice(kept.length)) this.lose('files', null, file.name);
    return kept.map((file) => this.texts(file, null));
  }

  private keptTracks(sheet: CueSheet, fileCount: number): CueTrack[] {
    const { maxTracks } = this.rules;
    const inFiles = sheet.tracks.filter(
      (track) => track.file < fileCount && !track.indexes.some((i) => i.file >= fileCount),
    );
    const kept = maxTracks === null ? inFiles : inFiles.slice(0, maxTracks);
    const isKept = new Set(kept);
    for (const track of sheet.tracks) if (!isKept.has(track)) this.lose('tracks', track, '');
    return kept;
  }

  private track(track: CueTrack): CueTrack {
    const remarks = this.remarks(track.remarks, track);
    const { isrc, pregapFrames, postgapFrames, source, ...rest } = this.texts(track, track);
    const kept: CueTrack = { ...rest, remarks, notes: this.notes(track.notes, track) };
    if (isrc !== undefined && this.rules.hasIsrc) kept.isrc = isrc;
    else if (isrc !== undefined) this.demote(remarks, 'isrc', track, 'ISRC', isrc);
    if (track.flags && !this.rules.hasDiscFields) {
      kept.flags = null;
      this.demote(remarks, 'discFields', track, 'FLAGS', track.flags.join(' '));
    }
    if (source !== undefined && (this.rules.remarks === null || this.isLenient)) kept.source = source;
    else if (source !== undefined) this.lose('remarks', track, 'SOURCE');
    this.gap(kept, track, 'pregapFrames', 'PREGAP', pregapFrames);
    this.gap(kept, track, 'postgapFrames', 'POSTGAP', postgapFrames);
    kept.indexes = track.indexes.filter((index) => this.keepsIndex(index, remarks, track));
    return kept;
  }

  private gap(
    kept: CueTrack,
    track: CueTrack,
    field: 'pregapFrames' | 'postgapFrames',
    key: string,
    frames: number | undefined,
  ): void {
    if (frames === undefined) return;
    if (this.rules.hasPregap) kept[field] = frames;
    else this.demote(kept.remarks, 'pregap', track, key, formatCueTime(frames));
  }

  private keepsIndex(index: CueTrack['indexes'][number], remarks: CueRemark[], track: CueTrack): boolean {
    const isKept = index.number === 1 || (index.number === 0 ? this.rules.hasPregap : this.rules.hasSubIndexes);
    if (isKept) return true;
    const key = `INDEX_${String(index.number).padStart(2, '0')}`;
    this.demote(remarks, index.number === 0 ? 'pregap' : 'subIndexes', track, key, formatCueTime(index.frames));
    return false;
  }

  private texts<Place extends CueTexts>(place: Place, track: CueTrack | null): Place {
    const cut = { ...place };
    if (this.isLenient) return cut;
    for (const field of ['title', 'performer', 'songwriter'] as const) {
      const characters = [...(place[field] ?? '')];
      if (characters.length <= this.rules.maxLength) continue;
      cut[field] = characters.slice(0, this.rules.maxLength).join('').trimEnd();
      this.lose('shortened', track, field.toUpperCase());
    }
    return cut;
  }

  private remarks(remarks: readonly CueRemark[], track: CueTrack | null): CueRemark[] {
    const kept: CueRemark[] = [];
    for (const remark of remarks) {
      const known = this.renamedYear(remark, remarks);
      if (knowsRemark(this.to, known.key) || this.isLenient) kept.push(known);
      else this.lose('remarks', track, remark.key.toUpperCase());
    }
    return kept;
  }

  /** rekordbox says YEAR where all others say DATE. */
  private renamedYear(remark: CueRemark, all: readonly CueRemark[]): CueRemark {
    const key = remark.key.toUpperCase();
    const [other, isYear] = key === 'DATE' ? ['YEAR', true] : ['DATE', false];
    if (key !== 'DATE' && key !== 'YEAR') return remark;
    if (knowsRemark(this.to, key) || !knowsRemark(this.to, other)) return remark;
    if (all.some((further) => further.key.toUpperCase() === other)) return remark;
    const year = /^\d{4}/.exec(remark.value)?.[0];
    if (year === undefined) return remark;
    if (isYear && year !== remark.value) this.lose('remarks', null, key);
    return { ...remark, key: other, value: isYear ? year : remark.value };
  }

  private notes(notes: CueSheet['notes'], track: CueTrack | null): CueSheet['notes'] {
    const kept = this.rules.keepsNotes ? notes.filter((note) => note.reason === 'unknown') : [];
    for (const note of notes) {
      if (!kept.includes(note)) this.lose('notes', track, (note.text.split(/\s/)[0] ?? '').toUpperCase());
    }
    return kept;
  }
}
