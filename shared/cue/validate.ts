import { checkFiles } from './check-files.ts';
import { checkTimes } from './check-times.ts';
import type { CueSheet, CueTexts, CueTrack } from './cue-sheet.ts';
import { splitCommand } from './cue-words.ts';
import { type CueDialect, dialectRules } from './dialects.ts';
import { checkDigit, isCatalog, isIsrc, mendCatalog, mendIsrc } from './identifiers.ts';
import { type CueEdit, type CueProblem, type CueRule, cueRules } from './problem.ts';

/** What lies where FILE points: null where nobody looked; a length of null is not known. */
export type CueAudio = { isThere: boolean; durationMs: number | null } | null;

export type CueChecks = {
  dialect: CueDialect;
  /** Asked with the place in `CueSheet.files`. */
  audioOf(file: number): CueAudio;
};

const knownFlags = ['DCP', '4CH', 'PRE', 'SCMS', 'DATA'];
const cueTextFields = ['title', 'performer', 'songwriter'] as const;
/** As people write what nobody has named yet. */
const unknownTitle = /^(id|unknown|untitled)(\s*[-–]\s*id)?$/i;

/**
 * Everything that is wrong or odd about a sheet that was parsed, by line. Times, numbers and names are checked against
 * the dialect and, where `audioOf` knows it, against the sound.
 */
export function validateCue(sheet: CueSheet, checks: CueChecks): CueProblem[] {
  const report = new Report(sheet);
  checkFiles(sheet, checks, report);
  checkTracks(sheet, checks, report);
  checkTimes(sheet, checks, report);
  checkTexts(sheet, null, checks, report);
  checkCatalog(sheet, report);
  for (const track of sheet.tracks) checkTrack(track, checks, report);
  checkNotes(sheet, report);
  return report.problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** Gathers problems; lines are replaced with the blanks they begin with. */
export class Report {
  readonly problems: CueProblem[] = [];
  readonly #sheet: CueSheet;
  readonly #places: ReadonlyMap<CueTrack, number>;

  constructor(sheet: CueSheet) {
    this.#sheet = sheet;
    this.#places = new Map(sheet.tracks.map((track, index) => [track, index]));
  }

  add(
    rule: CueRule,
    line: number | null,
    details: { track?: CueTrack | null; values?: CueProblem['values']; fix?: CueProblem['fix'] } = {},
  ): void {
    const { track = null, values = {}, fix = null } = details;
    const place = track ? (this.#places.get(track) ?? null) : null;
    this.problems.push({ rule, severity: cueRules[rule], line, track: place, values, fix });
  }

  /** The line with another text behind its blanks. */
  replacing(line: number, text: string): CueEdit {
    const blanks = /^\s*/.exec(this.textOf(line))?.[0] ?? '';
    return { line, text: blanks + text };
  }

  textOf(line: number): string {
    return this.#sheet.lines[line - 1]?.text ?? '';
  }

  /** The line of a track's own command, before the next TRACK; of the sheet's own for null. */
  lineOf(track: CueTrack | null, command: string): number | null {
    for (let line = (track?.line ?? 0) + 1; line <= this.#sheet.lines.length; line += 1) {
      const found = splitCommand(this.textOf(line)).command;
      if (found === command) return line;
      if (found === 'TRACK') return null;
    }
    return null;
  }
}

function checkTracks(sheet: CueSheet, { dialect }: CueChecks, report: Report): void {
  const { maxTracks } = dialectRules[dialect];
  if (sheet.tracks.length === 0) report.add('noTracks', null);
  if (maxTracks !== null && sheet.tracks.length > maxTracks) {
    const line = sheet.tracks[maxTracks]?.line ?? null;
    report.add('tooManyTracks', line, { values: { count: sheet.tracks.length, most: maxTracks } });
  }
  const seen = new Set<string>();
  // Each file of an album that was cut may count from 1 again.
  const restarts = hasRestarts(sheet);
  const fix = restarts ? null : renumber(sheet, report);
  for (const [index, track] of sheet.tracks.entries()) {
    const key = `${restarts ? track.file : ''}/${track.number}`;
    const wanted = restarts ? null : index + (sheet.tracks[0]?.number ?? 1);
    const values = { number: track.number };
    if (seen.has(key)) report.add('duplicateTrack', track.line, { track, values, fix });
    else if (wanted !== null && track.number !== wanted) {
      report.add('trackOrder', track.line, { track, values: { ...values, wanted }, fix });
    }
    seen.add(key);
    if (track.kind !== 'AUDIO') report.add('trackKind', track.line, { track, values: { kind: track.kind } });
  }
}

/** Whether each file counts its tracks from 1. */
function hasRestarts(sheet: CueSheet): boolean {
  const firsts = new Map<number, number>();
  for (const track of sheet.tracks) if (!firsts.has(track.file)) firsts.set(track.file, track.number);
  return sheet.files.length > 1 && [...firsts.values()].filter((number) => number === 1).length > 1;
}

function renumber(sheet: CueSheet, report: Report): CueProblem['fix'] {
  const first = sheet.tracks[0]?.number ?? 1;
  const edits = sheet.tracks.map((track, index) =>
    report.replacing(track.line, `TRACK ${String(first + index).padStart(2, '0')} ${track.kind}`.trimEnd()),
  );
  return { edits, value: `${first}–${first + sheet.tracks.length - 1}` };
}

function checkTrack(track: CueTrack, checks: CueChecks, report: Report): void {
  checkTexts(track, track, checks, report);
  const title = (track.title ?? '').trim();
  const line = report.lineOf(track, 'TITLE') ?? track.line;
  if (title === '') report.add('noTitle', line, { track, values: { number: track.number } });
  else if (unknownTitle.test(title))
    report.add('unknownEntry', line, { track, values: { number: track.number, title } });
  if (track.isrc !== undefined && !isIsrc(track.isrc)) addIsrc(track, track.isrc, report);
  const odd = (track.flags ?? []).filter((flag) => !knownFlags.includes(flag));
  const flagsLine = odd.length > 0 ? report.lineOf(track, 'FLAGS') : null;
  if (flagsLine !== null) {
    const kept = (track.flags ?? []).filter((flag) => knownFlags.includes(flag)).join(' ');
    const edit = kept === '' ? { line: flagsLine, text: null } : report.replacing(flagsLine, `FLAGS ${kept}`);
    report.add('flags', flagsLine, { track, values: { flags: odd.join(' ') }, fix: { edits: [edit], value: kept } });
  }
}

function addIsrc(track: CueTrack, isrc: string, report: Report): void {
  const line = report.lineOf(track, 'ISRC');
  const mended = mendIsrc(isrc);
  const fix =
    mended !== null && line !== null ? { edits: [report.replacing(line, `ISRC ${mended}`)], value: mended } : null;
  report.add('isrc', line, { track, values: { isrc, length: isrc.length }, fix });
}

function checkCatalog(sheet: CueSheet, report: Report): void {
  const { catalog } = sheet;
  if (catalog === undefined) return;
  const line = report.lineOf(null, 'CATALOG');
  const fixTo = (value: string) =>
    line === null ? null : { edits: [report.replacing(line, `CATALOG ${value}`)], value };
  if (!isCatalog(catalog)) {
    const mended = mendCatalog(catalog);
    report.add('catalog', line, { values: { catalog }, fix: mended === null ? null : fixTo(mended) });
  } else if (Number(catalog[12]) !== checkDigit(catalog)) {
    report.add('catalogCheck', line, { values: { catalog, digit: checkDigit(catalog) } });
  }
}

function checkTexts(texts: CueTexts, track: CueTrack | null, { dialect }: CueChecks, report: Report): void {
  const { maxLength } = dialectRules[dialect];
  for (const field of cueTextFields) {
    const characters = [...(texts[field] ?? '')];
    if (characters.length <= maxLength) continue;
    const line = report.lineOf(track, field.toUpperCase());
    const value = characters.slice(0, maxLength).join('').trimEnd();
    const fix = line === null ? null : { edits: [report.replacing(line, `${field.toUpperCase()} "${value}"`)], value };
    report.add('tooLong', line, { track, values: { field, length: characters.length, most: maxLength }, fix });
  }
}

function checkNotes(sheet: CueSheet, report: Report): void {
  const rules = { unknown: 'unknownCommand', unreadable: 'unreadable', repeated: 'repeated' } as const;
  const places = [{ notes: sheet.notes, track: null }, ...sheet.tracks.map((track) => ({ notes: track.notes, track }))];
  for (const { notes, track } of places) {
    for (const { text, reason, line } of notes) {
      const fix = reason === 'repeated' ? { edits: [{ line, text: null }], value: '' } : null;
      report.add(rules[reason], line, { track, values: { text }, fix });
    }
  }
}
