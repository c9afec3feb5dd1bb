import { convertCue } from './convert.ts';
import {
  type CueFile,
  type CueRemark,
  type CueSheet,
  type CueTexts,
  type CueTrack,
  formatCueTime,
} from './cue-sheet.ts';
import { type CueDialect, dialectRules } from './dialects.ts';

/**
 * The text of a sheet in a dialect, with '\n' behind each line. What the dialect has no word for is left out, as
 * `convertCue` says.
 */
export function formatCue(sheet: CueSheet, dialect: CueDialect = 'standard'): string {
  return writeCue(convertCue(sheet, dialect).sheet, dialect);
}

/** Writes all of a sheet with the dialect's words, without leaving anything out. */
export function writeCue(sheet: CueSheet, dialect: CueDialect): string {
  const lines = [
    ...remarkLines(sheet.remarks),
    ...(sheet.catalog === undefined ? [] : [`CATALOG ${bare(sheet.catalog)}`]),
    ...(sheet.cdTextFile === undefined ? [] : [`CDTEXTFILE ${quote(sheet.cdTextFile)}`]),
    ...textLines(sheet),
    ...sheet.notes.map((note) => note.text),
  ];
  let written = 0;
  const openFile = (file: number) => {
    while (written <= file) lines.push(...fileLines(sheet.files[written++] as CueFile));
  };
  for (const track of sheet.tracks) {
    openFile(track.file);
    lines.push(...trackLines(track));
    for (const index of track.indexes) {
      openFile(index.file);
      const number = String(index.number).padStart(2, '0');
      lines.push(`    ${dialectRules[dialect].indexCommand} ${number} ${formatCueTime(index.frames)}`);
    }
    if (track.postgapFrames !== undefined) lines.push(`    POSTGAP ${formatCueTime(track.postgapFrames)}`);
  }
  openFile(sheet.files.length - 1);
  return lines.map((line) => `${line}\n`).join('');
}

function fileLines(file: CueFile): string[] {
  return [`FILE ${quote(file.name)} ${file.format}`.trimEnd(), ...textLines(file)];
}

function trackLines(track: CueTrack): string[] {
  const lines = [
    ...textLines(track),
    ...(track.isrc === undefined ? [] : [`ISRC ${bare(track.isrc)}`]),
    ...(track.flags ? [`FLAGS ${track.flags.join(' ')}`.trimEnd()] : []),
    ...(track.source === undefined ? [] : [`REM SOURCE ${quote(track.source)}`]),
    ...remarkLines(track.remarks),
    ...track.notes.map((note) => note.text),
    ...(track.pregapFrames === undefined ? [] : [`PREGAP ${formatCueTime(track.pregapFrames)}`]),
  ];
  const head = `  TRACK ${String(track.number).padStart(2, '0')} ${track.kind}`.trimEnd();
  return [head, ...lines.map((line) => `    ${line}`)];
}

function textLines(texts: CueTexts): string[] {
  return [
    ...(texts.title === undefined ? [] : [`TITLE ${quote(texts.title)}`]),
    ...(texts.performer === undefined ? [] : [`PERFORMER ${quote(texts.performer)}`]),
    ...(texts.songwriter === undefined ? [] : [`SONGWRITER ${quote(texts.songwriter)}`]),
  ];
}

function remarkLines(remarks: readonly CueRemark[]): string[] {
  return remarks.map(({ key, value }) => (key === '' ? 'REM' : `REM ${key} ${bare(value)}`));
}

/** Words and numbers stand without quotes, as other programs write them: some read `REM DATE` only so. */
function bare(value: string): string {
  return /^[^\s"]+$/.test(value) ? value : quote(value);
}

function quote(text: string): string {
  return `"${oneLine(text)}"`;
}

/** A value ends with its line. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
