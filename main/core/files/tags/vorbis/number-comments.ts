import type { TagChanges } from '../tag-format.ts';
import type { Comment } from './comment-list.ts';
import { type NumberNames, numberPairs } from './comment-names.ts';
import { firstText, hasName, setTexts } from './comment-values.ts';

type NumberAndTotal = { number: string; total: string };

/** Reads '3', '3/12' and totals of their own; '' where there is nothing. The total of its own counts first. */
export function readNumbers(comments: readonly Comment[], names: NumberNames): NumberAndTotal {
  const [number = '', total = ''] = piecesOf(firstText(comments, names.numberNames));
  return { number, total: firstText(comments, names.totalNames) || total };
}

function piecesOf(text: string): string[] {
  return isPairText(text) ? text.split('/').map((piece) => piece.trim()) : [text];
}

function isPairText(text: string): boolean {
  return /^\s*\d+\s*\/\s*\d*\s*$/.test(text);
}

/** A file that writes '3/12' goes on doing so; others get the total in a comment of its own. */
export function changeNumbers(comments: readonly Comment[], texts: TagChanges['texts']): readonly Comment[] {
  let changed = comments;
  for (const names of numberPairs) {
    const present = readNumbers(changed, names);
    const wanted = {
      number: texts[names.number] ? (texts[names.number]![0] ?? '') : present.number,
      total: texts[names.total] ? (texts[names.total]![0] ?? '') : present.total,
    };
    if (wanted.number !== present.number || wanted.total !== present.total)
      changed = withNumbers(changed, names, wanted);
  }
  return changed;
}

function withNumbers(
  comments: readonly Comment[],
  { numberNames, totalNames }: NumberNames,
  { number, total }: NumberAndTotal,
): readonly Comment[] {
  let changed = comments;
  let isTotalSaid = total === '';
  for (const [index, name] of numberNames.entries()) {
    if (index > 0 && !hasName(changed, name)) continue;
    const isPair = total !== '' && isPairText(`${number}/${total}`) && isPairText(firstText(changed, [name]));
    changed = setTexts(changed, name, number === '' ? [] : [isPair ? `${number}/${total}` : number]);
    // Only the first name is read.
    isTotalSaid ||= isPair && index === 0;
  }
  for (const [index, name] of totalNames.entries()) {
    const isNeeded = hasName(changed, name) || (index === 0 && !isTotalSaid && !totalNames.some(isIn(changed)));
    if (isNeeded) changed = setTexts(changed, name, total === '' ? [] : [total]);
  }
  return changed;
}

function isIn(comments: readonly Comment[]): (name: string) => boolean {
  return (name) => hasName(comments, name);
}
