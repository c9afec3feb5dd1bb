import type { LinePieces } from './text-line.ts';
import type { NameStyle } from './track-name.ts';

export type TextRow = {
  number: number;
  text: string;
  kind: 'blank' | 'rule' | 'link' | 'tooLong' | 'text';
  pieces: LinePieces | null;
};

/** How a list is written, as its lines together show. */
export type ListStyle = {
  /** "808 State" is a number only where the lines around it count on. */
  hasWeakNumbers: boolean;
  isNumbered: boolean;
  isTimed: boolean;
  /** What a time at the end of a line says. */
  tails: 'starts' | 'lengths';
  names: NameStyle;
};

export function readStyle(rows: readonly TextRow[]): ListStyle {
  const pieces = rows.flatMap((row) => (row.pieces ? [row.pieces] : []));
  const hasWeakNumbers = countsOn(pieces);
  const numbered = pieces.filter(({ number }) => number && (number.isSure || hasWeakNumbers));
  const tails = tailMeaning(pieces);
  const timed = pieces.filter(({ startMs, tailMs }) => startMs !== null || (tailMs !== null && tails === 'starts'));
  const named = numbered.length >= 2 ? numbered : timed.length >= 2 ? timed : pieces;
  return {
    hasWeakNumbers,
    isNumbered: numbered.length >= 2 || (numbered.length === 1 && pieces.length <= 2),
    isTimed: timed.length >= 2 || (timed.length === 1 && pieces.length <= 2),
    tails,
    names: nameStyle(named, hasWeakNumbers),
  };
}

function countsOn(pieces: readonly LinePieces[]): boolean {
  let [weak, inOrder, sure, last] = [0, 0, 0, 0];
  for (const { number } of pieces) {
    if (!number) continue;
    if (number.isSure) sure += 1;
    else {
      weak += 1;
      if (number.value === last + 1) inOrder += 1;
    }
    last = number.value;
  }
  return weak > 0 && inOrder >= weak / 2 && (sure > 0 || inOrder >= 2);
}

/** Times at the end are starts where they grow from line to line, and lengths where they go up and down. */
function tailMeaning(pieces: readonly LinePieces[]): ListStyle['tails'] {
  const tails = pieces.filter(({ tailMs }) => tailMs !== null);
  if (tails.some(({ startMs }) => startMs !== null)) return 'lengths';
  const times = tails.map(({ tailMs }) => tailMs as number);
  if (times.length === 1) return times[0] === 0 ? 'starts' : 'lengths';
  const growing = times.filter((time, index) => index > 0 && time > (times[index - 1] as number)).length;
  return growing >= 0.75 * (times.length - 1) ? 'starts' : 'lengths';
}

function nameStyle(pieces: readonly LinePieces[], hasWeakNumbers: boolean): NameStyle {
  let [dashes, spaces, bys] = [0, 0, 0];
  for (const each of pieces) {
    const rest = hasWeakNumbers ? each.rest : each.whole;
    if (/\s[-–—]\s/.test(rest)) dashes += 1;
    else if (/\S(?:\t| {2,})\S/.test(rest)) spaces += 1;
    else if (rest.includes(' by ')) bys += 1;
  }
  if (spaces > dashes && spaces >= bys) return 'spaces';
  return bys > dashes ? 'by' : 'dash';
}
