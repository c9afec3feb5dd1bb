import type { CueSheet } from './cue-sheet.ts';
import { dialectRules } from './dialects.ts';
import type { CueChecks, Report } from './validate.ts';

const knownFormats = ['WAVE', 'MP3', 'AIFF', 'BINARY', 'MOTOROLA'];

/** FILE: that there is one, that it is there, and that others will find and understand it. */
export function checkFiles(sheet: CueSheet, { dialect, audioOf }: CueChecks, report: Report): void {
  if (sheet.files.length === 0) report.add('noFile', null);
  const second = sheet.files[1];
  if (second && !dialectRules[dialect].hasManyFiles) {
    report.add('manyFiles', second.line, { values: { count: sheet.files.length } });
  }
  for (const [index, file] of sheet.files.entries()) {
    if (audioOf(index)?.isThere === false) report.add('missingAudio', file.line, { values: { name: file.name } });
    const isSheetLine = file.line > 0;
    if (!knownFormats.includes(file.format) && isSheetLine) {
      // Everything that is not MP3 or AIFF is called WAVE, FLAC as well.
      const value = /\.mp3$/i.test(file.name) ? 'MP3' : /\.aiff?$/i.test(file.name) ? 'AIFF' : 'WAVE';
      const edits = [report.replacing(file.line, `FILE "${file.name}" ${value}`)];
      report.add('fileFormat', file.line, { values: { format: file.format }, fix: { edits, value } });
    }
    if (/^([a-z]:)?[\\/]/i.test(file.name)) {
      const value = file.name.split(/[\\/]/).at(-1) ?? '';
      const edits = [report.replacing(file.line, `FILE "${value}" ${file.format}`.trimEnd())];
      report.add('absolutePath', file.line, { values: { name: file.name }, fix: { edits, value } });
    }
  }
}
