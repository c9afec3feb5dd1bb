import type { TextRange } from './query-types.ts';

const operatorBefore = /(?:^|\s|\))(\||OR|,|AND|NOT)\s*$/u;
const operatorAfter = /^\s*(\||OR(?=[\s(|]|$)|,(?=\s|$)|AND(?=[\s(|]|$))/u;

/**
 * The query without one of its terms, and without an "or" that would be left without a side.
 */
export function removeTerm(text: string, range: TextRange): string {
  let before = text.slice(0, range.start);
  let after = text.slice(range.end);
  const following = operatorAfter.exec(after);
  const preceding = operatorBefore.exec(before);
  // With one operator on either side one of them goes; at an end of the query the only one does.
  if (following && (preceding || before.trim() === '' || before.trimEnd().endsWith('('))) {
    after = after.slice(following[0].length);
  } else if (preceding && (after.trim() === '' || after.trimStart().startsWith(')'))) {
    before = before.slice(0, before.length - preceding[0].length + (preceding[0].startsWith(')') ? 1 : 0));
  }
  return [before.trimEnd(), after.trimStart()].filter((part) => part !== '').join(' ');
}

/** The query with other text in place of one of its terms. */
export function replaceTerm(text: string, range: TextRange, replacement: string): string {
  return text.slice(0, range.start) + replacement + text.slice(range.end);
}

/** The query with one more term at its end; the term binds to all alternatives of a query with "or". */
export function addTerm(text: string, term: string, hasAlternatives: boolean): string {
  const trimmed = text.trim();
  if (trimmed === '') return term;
  return hasAlternatives ? `(${trimmed}) ${term}` : `${trimmed} ${term}`;
}
