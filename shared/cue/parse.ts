import { type CueNote, type CueSheet, type CueTexts, type CueTrack, emptySheet, liftFileTexts } from './cue-sheet.ts';
import { type CueClock, readCueTime, readNumber, splitCommand, splitFileName, unquote } from './cue-words.ts';

/** A title, a performer or a songwriter; INDEX has other names in the dialects of Traktor and Serato. */
const textFields: Readonly<Record<string, keyof CueTexts>> = {
  TITLE: 'title',
  PERFORMER: 'performer',
  SONGWRITER: 'songwriter',
};
const indexCommands = new Set(['INDEX', 'CUE', 'MEMORY_CUE']);

/**
 * Reads a CUE sheet: commands in any case and order, with and without quotes. Never throws, whatever the text: what it
 * cannot read stands in the notes. `formatCue` is the way back.
 */
export function parseCue(text: string): CueSheet {
  const reader = new SheetReader(text);
  reader.read();
  return reader.sheet;
}

class SheetReader {
  readonly sheet: CueSheet;
  private readonly isRecording: boolean;
  private readonly clock: CueClock;
  private text = '';
  private line = 0;
  private track: CueTrack | undefined;
  /** What a title or a remark now speaks of. */
  private scope: 'sheet' | 'file' | 'track' = 'sheet';

  constructor(text: string) {
    this.sheet = { ...emptySheet(), lines: splitLines(text) };
    this.isRecording = isRekordboxRecording(this.sheet);
    this.clock = this.isRecording ? 'hours' : 'frames';
  }

  read(): void {
    for (const [index, line] of this.sheet.lines.entries()) {
      this.text = line.text.trim();
      this.line = index + 1;
      this.readLine();
    }
    liftFileTexts(this.sheet);
  }

  private readLine(): void {
    const { command, rest } = splitCommand(this.text);
    if (command === '') return;
    if (command in textFields) this.readText(command, rest);
    else if (indexCommands.has(command)) this.readIndex(rest);
    else if (command === 'REM') this.readRemark(rest);
    else if (command === 'FILE') this.readFile(rest);
    else if (command === 'TRACK') this.readTrack(rest);
    else this.readProperty(command, rest);
  }

  private note(reason: CueNote['reason']): void {
    const holder = this.scope === 'track' && this.track ? this.track : this.sheet;
    holder.notes.push({ text: this.text, reason, line: this.line });
  }

  private readText(command: string, rest: string): void {
    const field = textFields[command] as keyof CueTexts;
    const place = this.textPlace();
    if (place[field] === undefined) place[field] = unquote(rest);
    else this.note('repeated');
  }

  private textPlace(): CueTexts {
    if (this.scope === 'track' && this.track) return this.track;
    return this.scope === 'file' ? (this.sheet.files.at(-1) ?? this.sheet) : this.sheet;
  }

  private readIndex(rest: string): void {
    const [number, time] = rest.split(/\s+/);
    const value = readNumber(number ?? '');
    const frames = readCueTime(time ?? '', this.clock);
    this.scope = this.track ? 'track' : this.scope;
    if (!this.track || value === undefined || frames === undefined) this.note('unreadable');
    else this.track.indexes.push({ number: value, frames, file: this.sheet.files.length - 1, line: this.line });
  }

  private readRemark(rest: string): void {
    const { word: key, command, rest: value } = splitCommand(rest);
    const holder = this.scope === 'track' && this.track ? this.track : this.sheet;
    if (command === 'SOURCE' && holder === this.track && holder.source === undefined) {
      holder.source = unquote(value);
      return;
    }
    // Times written again are in frames, and whoever reads them must not take them for rekordbox's clock.
    const isClock = this.isRecording && command === 'RECORDED_BY';
    holder.remarks.push({ key: isClock ? 'RECORDER' : key, value: unquote(value), line: this.line });
  }

  private readFile(rest: string): void {
    const file = splitFileName(rest);
    if (rest === '') {
      this.note('unreadable');
    } else if (!this.isRecording || !this.track) {
      this.sheet.files.push({ ...file, line: this.line });
      this.scope = 'file';
    } else if (this.track.source === undefined) {
      this.track.source = file.name;
    } else {
      this.note('repeated');
    }
  }

  private readTrack(rest: string): void {
    const [written = '', kind = ''] = rest.split(/\s+/);
    const number = readNumber(written);
    if (number === undefined) {
      this.note('unreadable');
      return;
    }
    this.track = {
      number,
      kind: kind.toUpperCase(),
      flags: null,
      indexes: [],
      remarks: [],
      notes: [],
      file: this.sheet.files.length - 1,
      line: this.line,
    };
    this.sheet.tracks.push(this.track);
    this.scope = 'track';
  }

  private readProperty(command: string, rest: string): void {
    if (command === 'CATALOG' || command === 'CDTEXTFILE') this.readSheetValue(command, rest);
    else if (!['ISRC', 'FLAGS', 'PREGAP', 'POSTGAP'].includes(command)) this.note('unknown');
    else if (this.track) this.readTrackValue(this.track, command, rest);
    else this.note('unreadable');
  }

  private readTrackValue(track: CueTrack, command: string, rest: string): void {
    this.scope = 'track';
    if (command === 'ISRC') this.readIsrc(track, rest);
    else if (command === 'FLAGS') this.readFlags(track, rest);
    else this.readGap(track, command === 'PREGAP' ? 'pregapFrames' : 'postgapFrames', rest);
  }

  private readSheetValue(command: 'CATALOG' | 'CDTEXTFILE', rest: string): void {
    const field = command === 'CATALOG' ? 'catalog' : 'cdTextFile';
    if (rest === '') this.note('unreadable');
    else if (this.sheet[field] !== undefined) this.note('repeated');
    else this.sheet[field] = unquote(rest);
  }

  private readIsrc(track: CueTrack, rest: string): void {
    if (rest === '') this.note('unreadable');
    else if (track.isrc !== undefined) this.note('repeated');
    else track.isrc = unquote(rest);
  }

  private readFlags(track: CueTrack, rest: string): void {
    if (track.flags) this.note('repeated');
    else track.flags = rest.split(/\s+/).flatMap((flag) => (flag === '' ? [] : [flag.toUpperCase()]));
  }

  private readGap(track: CueTrack, field: 'pregapFrames' | 'postgapFrames', rest: string): void {
    const frames = readCueTime(rest);
    if (frames === undefined) this.note('unreadable');
    else if (track[field] !== undefined) this.note('repeated');
    else track[field] = frames;
  }
}

function splitLines(text: string): CueSheet['lines'] {
  const lines: CueSheet['lines'] = [];
  for (const [, line = '', end = ''] of text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    if (line !== '' || end !== '') lines.push({ text: line, end });
  }
  return lines;
}

/** rekordbox names each track's own file inside TRACK, and writes hours, minutes and seconds where others have frames. */
function isRekordboxRecording(sheet: CueSheet): boolean {
  return sheet.lines.some(({ text }) => /^\s*REM\s+RECORDED_BY\s+"?rekordbox/i.test(text));
}
