import { formatKey, isMusicKey } from '../music-key.ts';
import type { EntryFacts, TracklistFacts } from '../tracklist/tracklist-parts.ts';
import { type CueRemark, type CueSheet, type CueTrack, emptySheet, framesOfMs } from './cue-sheet.ts';
import { type CueDialect, dialectRules, knowsRemark } from './dialects.ts';

/** What a sheet is made of: a tracklist, and the file it is about. */
export type CueContent = {
  facts: TracklistFacts;
  /** Without tracks that are played together with the one before ('mashup' without a time). */
  entries: readonly EntryFacts[];
  /** The mix as the sheet shall name it: a file name, for a sheet that lies beside it. Null where there is none. */
  fileName: string | null;
};

/** What stands for an artist or a title that nobody knows. */
export const unknownTitleText = 'ID';
const unknownPerformer = 'Unknown';

/**
 * The sheet of a tracklist, as the dialect would have it: remarks for each track only where the dialect has such.
 * A track begins where its entry does; where the one before ends earlier, the gap is INDEX 00. Entries without a time
 * have no INDEX, which the checks tell.
 */
export function makeCue(content: CueContent, dialect: CueDialect): CueSheet {
  const { facts, entries, fileName } = content;
  const played = playedAlone(entries);
  const hasFile = fileName !== null;
  const sheet: CueSheet = {
    ...emptySheet(),
    ...textOf('title', facts.name),
    ...textOf('performer', facts.artist),
    remarks: [...remarkOf('DATE', facts.date), ...remarkOf('GENRE', facts.genre)],
    files: hasFile ? [{ name: fileName, format: formatOf(fileName), line: 0 }] : [],
  };
  sheet.tracks = played.map((entry, at) => makeTrack(entry, at, played[at - 1], hasFile ? 0 : -1, dialect));
  return sheet;
}

/** Entries that have a track of their own: what is only played over another one has no time. */
export function playedAlone<Entry extends Pick<EntryFacts, 'startMs' | 'transition'>>(
  entries: readonly Entry[],
): Entry[] {
  return entries.filter((entry) => entry.startMs !== null || entry.transition !== 'mashup');
}

/** The word of FILE: sheets know MP3 and AIFF, and everything else, FLAC as well, is WAVE. */
export function formatOf(fileName: string): string {
  if (/\.mp3$/i.test(fileName)) return 'MP3';
  return /\.aiff?$/i.test(fileName) ? 'AIFF' : 'WAVE';
}

function makeTrack(
  entry: EntryFacts,
  at: number,
  before: EntryFacts | undefined,
  file: number,
  dialect: CueDialect,
): CueTrack {
  const title = entry.remix === '' ? entry.title : `${entry.title} (${entry.remix})`;
  const isUnnamed = entry.isUnknown || title === '';
  return {
    number: at + 1,
    kind: 'AUDIO',
    ...textOf('title', isUnnamed && title === '' ? unknownTitleText : title),
    ...textOf('performer', isUnnamed && entry.artist === '' ? unknownPerformer : entry.artist),
    ...(entry.isrc === '' ? {} : { isrc: entry.isrc }),
    flags: null,
    indexes: indexesOf(entry, before, file),
    remarks: dialectRules[dialect].remarks === null ? [] : trackRemarks(entry, dialect),
    notes: [],
    file,
    line: 0,
  };
}

function indexesOf({ startMs }: EntryFacts, before: EntryFacts | undefined, file: number): CueTrack['indexes'] {
  if (startMs === null) return [];
  const start = { number: 1, frames: framesOfMs(startMs), file, line: 0 };
  const endMs = before?.endMs ?? null;
  const beganMs = before?.startMs ?? 0;
  if (endMs === null || endMs < beganMs || framesOfMs(endMs) >= start.frames) return [start];
  return [{ number: 0, frames: framesOfMs(endMs), file, line: 0 }, start];
}

function trackRemarks(entry: EntryFacts, dialect: CueDialect): CueRemark[] {
  const key = entry.musicalKey !== null && isMusicKey(entry.musicalKey) ? formatKey(entry.musicalKey, 'camelot') : '';
  return [
    ...remarkOf('BPM', entry.bpm === null ? '' : String(entry.bpm)),
    ...remarkOf('KEY', key),
    ...remarkOf('LABEL', entry.label),
    ...remarkOf('COMMENT', entry.note),
  ].filter((remark) => knowsRemark(dialect, remark.key));
}

function remarkOf(key: string, value: string): CueRemark[] {
  return value === '' ? [] : [{ key, value: value.replace(/[\r\n]+/g, ' '), line: 0 }];
}

function textOf<Field extends 'title' | 'performer'>(field: Field, text: string): { [Key in Field]?: string } {
  return text === '' ? {} : ({ [field]: text.replace(/[\r\n]+/g, ' ') } as { [Key in Field]?: string });
}
