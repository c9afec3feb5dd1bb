import { findField } from './fields.ts';
import type { TermItem } from './query-types.ts';

/** Where the parser stands in the text. `depth` counts the brackets that are open. */
export type Cursor = { readonly text: string; at: number; depth: number };

const space = /\s/u;
const spaces = /\s+/uy;
const fieldHead = /(~?)(\p{L}[\p{L}_]*):/uy;
const fieldAhead = /[-^!]*~?(\p{L}[\p{L}_]*):/uy;
const keywordEnd = /[\s(|]|$/uy;
const operators = />=|<=|[><=:]/y;

export function isAtEnd(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length;
}

export function isSpaceAt(text: string, at: number): boolean {
  return at < text.length && space.test(text[at]!);
}

export function skipSpaces(cursor: Cursor): void {
  cursor.at += matchAt(spaces, cursor)?.[0].length ?? 0;
}

function matchAt(pattern: RegExp, { text, at }: Cursor): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Whether an upper-case keyword stands at the cursor as a word of its own. */
export function isKeyword(cursor: Cursor, keyword: string): boolean {
  if (!cursor.text.startsWith(keyword, cursor.at)) return false;
  keywordEnd.lastIndex = cursor.at + keyword.length;
  return keywordEnd.test(cursor.text);
}

/** The length of the "or" that stands at the cursor, which is at the start of a word; 0 for none. */
export function orLength(cursor: Cursor): number {
  const { text, at } = cursor;
  if (text[at] === '|') return 1;
  if (text[at] === ',' && (at + 1 >= text.length || isSpaceAt(text, at + 1))) return 1;
  return isKeyword(cursor, 'OR') ? 2 : 0;
}

/** Reads `field:` or `~field:`. */
export function takeFieldHead(cursor: Cursor): { name: string; isFuzzy: boolean } | null {
  const match = matchAt(fieldHead, cursor);
  if (!match) return null;
  cursor.at += match[0].length;
  return { name: match[2]!, isFuzzy: match[1] === '~' };
}

/**
 * Moves over the space that may stand between `field:` and its value. Stays where it is, and answers false, when what
 * follows is no value but the end, an operator or another term.
 */
export function moveToValue(cursor: Cursor): boolean {
  const before = cursor.at;
  skipSpaces(cursor);
  if (cursor.at === before) return !isAtEnd(cursor) && cursor.text[cursor.at] !== '|' && !isClosing(cursor);
  const isValue =
    !isAtEnd(cursor) &&
    orLength(cursor) === 0 &&
    cursor.text[cursor.at] !== '(' &&
    !isClosing(cursor) &&
    !isKeyword(cursor, 'AND') &&
    !isKeyword(cursor, 'NOT') &&
    findField(matchAt(fieldAhead, cursor)?.[1] ?? '') === undefined;
  if (!isValue) cursor.at = before;
  return isValue;
}

export function isClosing(cursor: Cursor): boolean {
  return cursor.depth > 0 && cursor.text[cursor.at] === ')';
}

export function takeOperator(cursor: Cursor): string {
  const operator = matchAt(operators, cursor)?.[0] ?? '';
  cursor.at += operator.length;
  return operator;
}

/** Reads a text in quotes; a missing end quote means up to the end. `\"` and `\\` stand for themselves. */
export function takeQuoted(cursor: Cursor): string {
  const { text } = cursor;
  let content = '';
  cursor.at += 1;
  while (cursor.at < text.length && text[cursor.at] !== '"') {
    const next = text[cursor.at + 1];
    if (text[cursor.at] === '\\' && (next === '"' || next === '\\')) cursor.at += 1;
    content += text[cursor.at];
    cursor.at += 1;
  }
  cursor.at = Math.min(cursor.at + 1, text.length);
  return content;
}

/** Reads up to white space, `|`, one of `stops`, or a bracket that closes what this word did not open. */
export function takeWord(cursor: Cursor, stops = ''): string {
  const { text } = cursor;
  const start = cursor.at;
  let open = 0;
  while (cursor.at < text.length) {
    const letter = text[cursor.at]!;
    if (space.test(letter) || stops.includes(letter)) break;
    if (letter === '|' && open === 0) break;
    if (letter === '(') open += 1;
    if (letter === ')') {
      if (open === 0 && cursor.depth > 0) break;
      open = Math.max(0, open - 1);
    }
    cursor.at += 1;
  }
  return text.slice(start, cursor.at);
}

/** Reads `a,"b c",d`. Empty parts are left out unless they are quoted. */
export function takeItems(cursor: Cursor, separator: string): TermItem[] {
  const items: TermItem[] = [];
  for (;;) {
    if (cursor.text[cursor.at] === '"') {
      // A quote that has only just been opened is not yet the sign for "nothing there".
      const isOnlyOpened = cursor.at + 1 === cursor.text.length;
      const text = takeQuoted(cursor);
      if (!isOnlyOpened) items.push({ text, isQuoted: true });
    } else {
      const text = takeWord(cursor, separator);
      if (text !== '') items.push({ text, isQuoted: false });
    }
    if (separator === '' || cursor.text[cursor.at] !== separator) return items;
    cursor.at += 1;
  }
}
