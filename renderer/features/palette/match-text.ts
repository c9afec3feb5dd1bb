import { foldText } from '#shared/fold-text.ts';

export type TextMatch = {
  /** Lower is better: how early the words stand, and whether they begin a word. */
  rank: number;
  /** Stretches of the label to mark, in order, without overlap. */
  marks: readonly (readonly [start: number, end: number])[];
};

/** Finds every word of a query in a label, in any order; null unless all are there. */
export function matchText(label: string, query: string): TextMatch | null {
  const words = foldText(query).split(' ').filter(Boolean);
  const folded = foldEach(label);
  let rank = 0;
  const marks: [number, number][] = [];
  for (const word of words) {
    const start = findWord(folded, word);
    if (start === -1) return null;
    rank += start === 0 ? 0 : isWordStart(folded, start) ? 1 : 2;
    marks.push([start, start + word.length]);
  }
  return { rank, marks: mergeMarks(marks) };
}

/** The label folded letter by letter, so that places in it stay places in the label. */
function foldEach(label: string): string {
  return [...label].map((letter) => foldText(letter).padEnd(letter.length, ' ').slice(0, letter.length)).join('');
}

/** Where a word of the label begins so; else anywhere. */
function findWord(label: string, word: string): number {
  for (let at = label.indexOf(word); at !== -1; at = label.indexOf(word, at + 1)) if (isWordStart(label, at)) return at;
  return label.indexOf(word);
}

function isWordStart(label: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(label[at - 1] ?? '');
}

function mergeMarks(marks: [number, number][]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [start, end] of marks.sort(([first], [second]) => first - second)) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
