import { isGenericTitle, readAbout } from './about-lines.ts';
import { type ListStyle, readStyle, type TextRow } from './list-style.ts';
import { readTime } from './read-time.ts';
import { type LinePieces, readLine } from './text-line.ts';
import { readTrackName } from './track-name.ts';
import {
  type EntryFacts,
  type LeftOutReason,
  listConfidence,
  type ParsedLine,
  type ParsedPart,
  type ParsedTracklist,
  type TracklistFacts,
} from './tracklist-parts.ts';

const longestLine = 600;
const rule = /^[\s\-=_~*#.·–—|+]+$/;
const underline = /^\s*[-=_~*–—]{3,}\s*$/;
const credit =
  /^(?:remix|re-?mixed by|mixed by|vocals?|producer|produced by|written[- ]by|composed by|featuring|performer|edited by|artwork|mastered by|saxophone|guitar|piano|keyboards)\b[^-–:]*[-–:]/i;
/** A section begins anew where its time is so much before the last one. */
const restartMs = 10 * 60_000;

type Section = { title: string; offsetMs: number | null; entries: EntryFacts[]; lengths: (number | null)[] };
type Walk = {
  style: ListStyle;
  sections: Section[];
  lines: ParsedLine[];
  about: string[];
  /** What stood between the last track and here. */
  heading: string;
  /** A number or a time alone on its line belongs to the name that follows. */
  pending: LinePieces | null;
};

/** Reads text from anywhere: forums, comments, Discogs, the histories of other programs. Never throws. */
export function parseText(text: string): ParsedTracklist {
  const rows = text.split(/\r\n|[\n\r\u2028\u2029]/).map(toRow);
  const walk: Walk = { style: readStyle(rows), sections: [], lines: [], about: [], heading: '', pending: null };
  for (const [index, row] of rows.entries()) readRow(walk, row, rows[index + 1]);
  return finish(walk);
}

function toRow(text: string, index: number): TextRow {
  const row = { number: index + 1, text: text.length > longestLine ? text.slice(0, longestLine) : text, pieces: null };
  if (text.trim() === '') return { ...row, kind: 'blank' };
  if (text.length > longestLine) return { ...row, kind: 'tooLong' };
  if (rule.test(text)) return { ...row, kind: 'rule' };
  const pieces = readLine(text);
  const hasNothing = pieces.rest === '' && pieces.number === null && pieces.startMs === null;
  return { ...row, pieces, kind: pieces.hadLink && hasNothing ? 'link' : 'text' };
}

function readRow(walk: Walk, row: TextRow, next: TextRow | undefined): void {
  const { kind, pieces, text } = row;
  if (kind === 'blank') return;
  if (kind === 'rule' || kind === 'link' || kind === 'tooLong' || !pieces) {
    const reason = kind === 'link' || kind === 'tooLong' ? kind : 'rule';
    leaveOut(walk, row, reason, kind === 'tooLong' ? 0.6 : 0.95);
    return;
  }
  const given = asStyled(pieces, walk.style);
  const isUnderlined = next?.kind === 'rule' && underline.test(next.text);
  if (pieces.startMs === null && (isUnderlined || /:\s*$/.test(text)) && !given.isWith) {
    walk.heading = text.trim();
    leaveOut(walk, row, 'heading', 0.8);
    return;
  }
  const reason = reasonToLeave(walk, given, row, next);
  if (reason === null) {
    addTrack(walk, row, given);
    return;
  }
  if (reason === 'noName') walk.pending = merge(walk.pending, given);
  else if (isFirst(walk)) walk.about.push(text);
  else if (reason === 'words') walk.heading = text.trim();
  leaveOut(walk, row, isFirst(walk) && reason === 'words' ? 'about' : reason, 0.7);
}

/** The pieces of a line, as the style of its list has them. */
function asStyled(pieces: LinePieces, { hasWeakNumbers, tails }: ListStyle): LinePieces {
  const { number, startMs, tailMs } = pieces;
  const counts = number !== null && (number.isSure || hasWeakNumbers);
  const isStart = tailMs !== null && tails === 'starts' && startMs === null;
  return {
    ...pieces,
    number: counts ? number : null,
    rest: counts ? pieces.rest : pieces.whole,
    startMs: isStart ? tailMs : startMs,
    tailMs: isStart ? null : tailMs,
  };
}

function isFirst({ sections }: Walk): boolean {
  return sections.length === 0;
}

/** Null where a line is a track. */
function reasonToLeave(walk: Walk, pieces: LinePieces, row: TextRow, next: TextRow | undefined): LeftOutReason | null {
  const { style, pending } = walk;
  const { number, startMs, rest, isWith } = pieces;
  const hasName = /[\p{L}\p{N}?]/u.test(rest);
  if (!hasName) return number !== null || startMs !== null ? 'noName' : 'words';
  if (number !== null || startMs !== null || isWith || pieces.hasOpenTime) return null;
  if (credit.test(rest) && (pieces.isIndented || style.isNumbered)) return 'credit';
  if (pending) return null;
  const namesTwo = /\S\s+[-–—]\s+\S/.test(rest) || (style.names === 'by' && rest.includes(' by '));
  if (style.isNumbered) return 'words';
  if (style.isTimed) return namesTwo && !isFirst(walk) ? null : 'words';
  // A title above a list without numbers and times looks like one of its tracks.
  if (isFirst(walk) && next?.kind === 'blank') return 'words';
  const isTable = style.names === 'spaces' && /\S(?:\t| {2,})\S/.test(row.text.trim());
  return namesTwo || isTable ? null : 'words';
}

function merge(before: LinePieces | null, after: LinePieces): LinePieces {
  return before ? { ...after, number: after.number ?? before.number, startMs: after.startMs ?? before.startMs } : after;
}

function addTrack(walk: Walk, row: TextRow, given: LinePieces): void {
  const pieces = merge(walk.pending, given);
  walk.pending = null;
  const named = readTrackName(pieces.rest, walk.style.names);
  if (!named) {
    leaveOut(walk, row, 'words', 0.6);
    return;
  }
  const section = sectionFor(walk, pieces);
  const isTogether = given.isWith && section.entries.length > 0;
  const isShort =
    (walk.style.isNumbered && !pieces.number) || (walk.style.isTimed && pieces.startMs === null && !pieces.hasOpenTime);
  const confidence = isShort && !isTogether ? Math.min(named.confidence ?? 0, 0.6) : (named.confidence ?? 0);
  section.entries.push({
    ...named,
    confidence,
    startMs: pieces.startMs,
    endMs: pieces.endMs !== null && pieces.endMs > (pieces.startMs ?? 0) ? pieces.endMs : null,
    transition: isTogether ? 'mashup' : 'unknown',
  });
  section.lengths.push(pieces.tailMs);
  walk.lines.push({
    number: row.number,
    text: row.text,
    confidence,
    role: 'track',
    part: walk.sections.length - 1,
    entry: section.entries.length - 1,
  });
}

/** The section a track belongs to: a new one where counting or time begins again. */
function sectionFor(walk: Walk, { number, startMs, isWith }: LinePieces): Section {
  const last = walk.sections.at(-1);
  const lastStart = last?.entries.findLast((entry) => entry.startMs !== null)?.startMs ?? null;
  const countsAnew = number?.value === 1 && last !== undefined && last.entries.length > 0;
  const timesAnew =
    number === null && startMs !== null && lastStart !== null && walk.heading !== '' && startMs < lastStart - restartMs;
  if (last && (isWith || !(countsAnew || timesAnew))) {
    walk.heading = '';
    return last;
  }
  const section = { ...readHeading(walk.heading), entries: [], lengths: [] };
  walk.sections.push(section);
  walk.heading = '';
  return section;
}

/** "2: Estrela [@1h00m]:" is Estrela, from an hour on. */
function readHeading(heading: string): { title: string; offsetMs: number | null } {
  const plain = heading.replace(/:\s*$/, '').trim();
  const match = /^(.*?)\s*[[(]\s*@?\s*([^\])]{2,12})[\])]$/.exec(plain);
  const offsetMs = match ? readTime(match[2] as string) : null;
  const title = (match && offsetMs !== null ? (match[1] as string) : plain).replace(/^\d{1,3}[:.)]\s*/, '').trim();
  return { title: isGenericTitle(title) ? '' : title.slice(0, 200), offsetMs };
}

function leaveOut(walk: Walk, { number, text }: TextRow, reason: LeftOutReason, confidence: number): void {
  walk.lines.push({ number, text, confidence, role: 'leftOut', reason });
}

function finish({ sections, lines, about }: Walk): ParsedTracklist {
  const facts = readAbout(about);
  for (const section of sections) settleTimes(section);
  // Sections that say when they begin are one recording; others have a clock of their own each.
  const isOne = sections.length > 1 && sections.slice(1).every(({ offsetMs }) => offsetMs !== null);
  if (!isOne) {
    const parts = sections.map((section) => toPart(facts, section, sections.length > 1));
    return { format: 'text', parts, lines };
  }
  const entries: EntryFacts[] = [];
  const places = sections.map((section) => {
    const first = entries.length;
    entries.push(...section.entries.map((entry) => moved(entry, section.offsetMs ?? 0)));
    return first;
  });
  const part = { facts, entries, confidence: listConfidence(entries, facts) };
  return { format: 'text', parts: [part], lines: lines.map((line) => inOnePart(line, places)) };
}

function inOnePart(line: ParsedLine, places: readonly number[]): ParsedLine {
  if (line.role !== 'track') return line;
  return { ...line, part: 0, entry: (places[line.part] ?? 0) + line.entry };
}

function moved(entry: EntryFacts, byMs: number): EntryFacts {
  const at = (ms: number | null) => (ms === null ? null : ms + byMs);
  return { ...entry, startMs: at(entry.startMs), endMs: at(entry.endMs) };
}

/** What lengths and the beginning of a section say of times. */
function settleTimes({ entries, lengths, offsetMs }: Section): void {
  const [first] = entries;
  if (entries.some(({ startMs }) => startMs !== null)) return;
  if (lengths.every((length) => length !== null) && entries.length > 1) {
    let startMs = 0;
    for (const [index, entry] of entries.entries()) {
      entries[index] = { ...entry, startMs, confidence: Math.min(entry.confidence ?? 0, 0.7) };
      startMs += lengths[index] ?? 0;
    }
  } else if (first && offsetMs !== null) entries[0] = { ...first, startMs: 0 };
}

function toPart(facts: TracklistFacts, { title, entries }: Section, isOneOfSeveral: boolean): ParsedPart {
  const own = { ...facts };
  if (isOneOfSeveral && title !== '') {
    own.name = facts.name === '' ? title : `${facts.name}, ${title}`.slice(0, 200);
    own.artist = title;
  } else if (own.name === '') own.name = title;
  return { facts: own, entries, confidence: listConfidence(entries, own) };
}
