import { parseQuery } from '#shared/query/parse-query.ts';
import type { QueryChip, TextRange } from '#shared/query/query-types.ts';

/**
 * The query as the field shows it: `draft` is being typed, with chips before and behind it.
 *
 * The three joined are the query; chips are only another look of the text.
 */
export type EditedQuery = { before: string; draft: string; after: string };

/** Something the field shows beside the input: a term, or what stands between terms, such as `|`. */
export type QueryPiece =
  | { kind: 'chip'; range: TextRange; text: string; head: string; value: string; isNegated: boolean; isWrong: boolean }
  | { kind: 'text'; range: TextRange; text: string };

export function joinQuery({ before, draft, after }: EditedQuery): string {
  return [before.trim(), draft.trim(), after.trim()].filter((part) => part !== '').join(' ');
}

/** Chips of everything that is finished; words at the end stay as they were typed, to be typed on. */
export function splitQuery(text: string): EditedQuery {
  const last = parseQuery(text).chips.findLast(isMoreThanWord);
  const end = last?.range.end ?? 0;
  return { before: text.slice(0, end).trim(), draft: text.slice(end).trim(), after: '' };
}

/** While typing, a term becomes a chip once a space follows it; words become none. */
export function takeFinished(edited: EditedQuery): EditedQuery {
  const { before, draft, after } = edited;
  const finished = parseQuery(draft).chips.findLast(
    (chip) => isMoreThanWord(chip) && !isUnfinished(chip) && /^\s/.test(draft.slice(chip.range.end)),
  );
  if (!finished) return edited;
  const end = finished.range.end;
  return { before: `${before} ${draft.slice(0, end)}`.trim(), draft: draft.slice(end).trimStart(), after };
}

/** What the field shows for a stretch of the query that is not being typed. */
export function piecesOf(text: string): QueryPiece[] {
  const pieces: QueryPiece[] = [];
  let at = 0;
  for (const chip of parseQuery(text).chips) {
    pushText(pieces, text, at, chip.range.start);
    pieces.push(toPiece(text, chip));
    at = chip.range.end;
  }
  pushText(pieces, text, at, text.length);
  return pieces;
}

/** Takes one piece out of its row and into the input; what was typed goes to the chips. */
export function editPiece(edited: EditedQuery, side: 'before' | 'after', range: TextRange): EditedQuery {
  const row = edited[side];
  const left = row.slice(0, range.start);
  const right = row.slice(range.end);
  const draft = row.slice(range.start, range.end);
  if (side === 'before') return { before: left.trim(), draft, after: joinRow(right, edited.draft, edited.after) };
  return { before: joinRow(edited.before, edited.draft, left), draft, after: right.trim() };
}

function joinRow(...parts: string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

function isMoreThanWord(chip: QueryChip): boolean {
  return chip.kind !== 'term' || chip.term.fieldText !== null;
}

function isUnfinished(chip: QueryChip): boolean {
  return chip.kind === 'term' && chip.term.items.length === 0 && chip.term.error === null;
}

function pushText(pieces: QueryPiece[], text: string, start: number, end: number): void {
  const between = text.slice(start, end);
  if (between.trim() !== '') pieces.push({ kind: 'text', range: { start, end }, text: between.trim() });
}

function toPiece(text: string, chip: QueryChip): QueryPiece {
  const { range } = chip;
  const whole = text.slice(range.start, range.end);
  const isNegated = chip.kind === 'term' ? chip.term.isNegated : chip.kind === 'group' && chip.isNegated;
  const plain = isNegated ? whole.replace(/^(?:[-^!]|NOT\s*)+/u, '') : whole;
  const hasField = chip.kind === 'term' && chip.term.fieldText !== null;
  const colon = hasField ? plain.indexOf(':') + 1 : 0;
  return {
    kind: 'chip',
    range,
    text: whole,
    head: plain.slice(0, colon),
    value: plain.slice(colon).trim(),
    isNegated,
    isWrong: chip.kind === 'term' && chip.term.error !== null,
  };
}
