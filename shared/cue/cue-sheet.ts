/** Frames of a CD in a second: what times of CUE sheets are counted in. */
export const framesPerSecond = 75;

/** One line as it stood. `end` is its line break ('' of the last line), so that all lines joined are the text again. */
export type CueLine = { text: string; end: string };

/** `REM KEY value`; the key as written, and empty where the line holds nothing. Compare keys in upper case. */
export type CueRemark = { key: string; value: string; line: number };

/**
 * A line that says nothing we know (`unknown`), or a known command whose values cannot be read (`unreadable`), or one
 * that was said before in the same place (`repeated`). `text` is the line without the blanks around it.
 */
export type CueNote = { text: string; reason: 'unknown' | 'unreadable' | 'repeated'; line: number };

/** What a sheet, one of its files and each of its tracks can say. */
export type CueTexts = { title?: string; performer?: string; songwriter?: string };

/** `format` is the word behind the name in upper case: WAVE, MP3, AIFF, BINARY … or empty. */
export type CueFile = CueTexts & { name: string; format: string; line: number };

/** `file` counts `CueSheet.files` from 0; -1 stands before any FILE. */
export type CueIndex = { number: number; frames: number; file: number; line: number };

export type CueTrack = CueTexts & {
  number: number;
  /** AUDIO, CDG, MODE1/2352 … in upper case. */
  kind: string;
  isrc?: string;
  /** In upper case; null where the sheet has no FLAGS. */
  flags: string[] | null;
  pregapFrames?: number;
  postgapFrames?: number;
  indexes: CueIndex[];
  remarks: CueRemark[];
  notes: CueNote[];
  /** The file that is open where the track begins; a later index may lie in the next one. */
  file: number;
  /** Where the sound came from, as recordings of rekordbox say; not a part of the sheet's own sound. */
  source?: string;
  line: number;
};

/**
 * A CUE sheet as far as it can be read. Lines are counted from 1. `lines` are all lines as they stood; everything else is
 * what they mean.
 */
export type CueSheet = CueTexts & {
  catalog?: string;
  cdTextFile?: string;
  remarks: CueRemark[];
  notes: CueNote[];
  files: CueFile[];
  tracks: CueTrack[];
  lines: CueLine[];
};

/** `mm:ss:ff`; minutes grow past 99. `frames` from 0, whole. */
export function formatCueTime(frames: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(frames / framesPerSecond);
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}:${two(frames % framesPerSecond)}`;
}

/** The nearest frame. */
export function framesOfMs(ms: number): number {
  return Math.round((ms * framesPerSecond) / 1000);
}

/** Milliseconds, not rounded. */
export function msOfFrames(frames: number): number {
  return (frames * 1000) / framesPerSecond;
}

/** Where the track begins: its INDEX 01, else its first index. */
export function startOf(track: CueTrack): CueIndex | undefined {
  return track.indexes.find((index) => index.number === 1) ?? track.indexes[0];
}

/** The first remark of that key in any case, e.g. 'BPM'. */
export function remarkOf(remarks: readonly CueRemark[], key: string): string | undefined {
  return remarks.find((remark) => remark.key.toUpperCase() === key)?.value;
}

/** A sheet that says nothing yet. */
export function emptySheet(): CueSheet {
  return { remarks: [], notes: [], files: [], tracks: [], lines: [] };
}

/** In a sheet of one file it makes no difference whether the album's title stands before FILE or behind it. */
export function liftFileTexts(sheet: CueSheet): void {
  const [file, second] = sheet.files;
  if (!file || second) return;
  for (const field of ['title', 'performer', 'songwriter'] as const) {
    const value = file[field];
    if (value === undefined || sheet[field] !== undefined) continue;
    sheet[field] = value;
    delete file[field];
  }
}
