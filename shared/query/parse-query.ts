import { fieldDefinition, findField, type QueryField, queryFieldSpellings } from './fields.ts';
import type { ParsedQuery, QueryChip, QueryNode, QuerySort, QueryTerm, TermItem } from './query-types.ts';
import {
  type Cursor,
  isAtEnd,
  isClosing,
  isKeyword,
  isSpaceAt,
  moveToValue,
  orLength,
  skipSpaces,
  takeFieldHead,
  takeItems,
  takeOperator,
  takeQuoted,
  takeWord,
} from './scan.ts';
import { suggest } from './suggest.ts';
import { matchValue } from './values.ts';

export type ParseOptions = {
  /** What "today" and "-2w" count from, in milliseconds since 1970. */
  now?: number;
};

/** Brackets may nest so deep; deeper ones are passed over. */
const maxDepth = 40;

// An emoji can be looked for; a dash or a tilde on its own is on its way to become something else.
const someLetter = /[\p{L}\p{N}]|\P{ASCII}/u;
const sortWord = /^(\p{L}+)([+-])$/u;

type Parser = Cursor & {
  readonly now: number;
  readonly chips: QueryChip[];
  readonly sort: QuerySort[];
  readonly errors: QueryTerm[];
};

/**
 * Reads a query. Any text is a query: what cannot be understood becomes a term with an error, which restricts nothing
 * while the other terms still do.
 *
 * The grammar: words and `"phrases"` in any text field, `field:value` (white space may follow the colon), negation by
 * `-`, `^`, `!` or `NOT`, "or" by `|`, `OR` or a comma between spaces, brackets, `~bpm:` and `~key:`, and `field+` or
 * `field-` for the order. A value is a text or number, `a..b`, `a-b`, `>a`, `a,b`, `=exact`, `:regex`, `""` (nothing
 * there) or `*` (something there).
 */
export function parseQuery(text: string, options: ParseOptions = {}): ParsedQuery {
  const parser: Parser = { text, at: 0, depth: 0, now: options.now ?? Date.now(), chips: [], sort: [], errors: [] };
  const root = parseAlternatives(parser);
  return { text, root, chips: parser.chips, sort: parser.sort, errors: parser.errors };
}

function parseAlternatives(parser: Parser): QueryNode | null {
  const alternatives: QueryNode[] = [];
  for (;;) {
    const node = parseSequence(parser);
    if (node) alternatives.push(node);
    const length = orLength(parser);
    // Without an "or" the sequence ended at the end of the text or at the bracket that closes this group.
    if (length === 0) break;
    parser.at += length;
  }
  return joined('or', alternatives);
}

function parseSequence(parser: Parser): QueryNode | null {
  const nodes: QueryNode[] = [];
  for (;;) {
    skipSpaces(parser);
    if (isAtEnd(parser) || isClosing(parser) || orLength(parser) > 0) break;
    if (isKeyword(parser, 'AND')) {
      parser.at += 3;
      continue;
    }
    const node = parseItem(parser);
    if (node) nodes.push(node);
  }
  return joined('and', nodes);
}

function joined(kind: 'and' | 'or', nodes: QueryNode[]): QueryNode | null {
  const flat = nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node]));
  return flat.length > 1 ? { kind, nodes: flat } : (flat[0] ?? null);
}

function parseItem(parser: Parser): QueryNode | null {
  const start = parser.at;
  const isNegated = takeNegation(parser);
  if (parser.text[parser.at] === '(') return parseGroup(parser, start, isNegated);
  const item = parseTerm(parser, start, isNegated);
  if (!item) return null;
  if (parser.depth === 0) parser.chips.push({ kind: 'term', range: item.range, term: item });
  if (item.error) parser.errors.push(item);
  const node: QueryNode = { kind: 'term', term: item };
  return isNegated ? { kind: 'not', node } : node;
}

/** Moves over negations; two of them are none. A sign with nothing behind it is a word and stays. */
function takeNegation(parser: Parser): boolean {
  let isNegated = false;
  for (;;) {
    const { text, at } = parser;
    const letter = text[at];
    const hasSign = letter === '-' || letter === '^' || letter === '!';
    if (hasSign && at + 1 < text.length && !isSpaceAt(text, at + 1) && !isClosing({ ...parser, at: at + 1 })) {
      parser.at += 1;
    } else if (isKeyword(parser, 'NOT')) {
      parser.at += 3;
      skipSpaces(parser);
      if (isAtEnd(parser) || isClosing(parser) || orLength(parser) > 0) {
        parser.at = at;
        return isNegated;
      }
    } else {
      return isNegated;
    }
    isNegated = !isNegated;
  }
}

function parseGroup(parser: Parser, start: number, isNegated: boolean): QueryNode | null {
  parser.at += 1;
  if (parser.depth >= maxDepth) return null;
  parser.depth += 1;
  const node = parseAlternatives(parser);
  if (isClosing(parser)) parser.at += 1;
  parser.depth -= 1;
  if (!node) return null;
  if (parser.depth === 0) {
    const range = { start, end: parser.at };
    parser.chips.push({ kind: 'group', range, isNegated, text: parser.text.slice(start, parser.at) });
  }
  return isNegated ? { kind: 'not', node } : node;
}

function parseTerm(parser: Parser, start: number, isNegated: boolean): QueryTerm | null {
  if (parser.text[parser.at] === '"') {
    const text = takeQuoted(parser);
    return text.trim() === '' ? null : wordTerm(parser, start, isNegated, { text, isQuoted: true });
  }
  const head = takeFieldHead(parser);
  if (head) return parseFieldTerm(parser, start, isNegated, head);
  const text = takeWord(parser);
  if (text === '') {
    // A bracket that closes nothing, or a sign before an operator.
    if (orLength(parser) === 0) parser.at += 1;
    return null;
  }
  if (!isNegated && parser.depth === 0 && takeSort(parser, start, text)) return null;
  // "Artist - Title" must not ask for a dash.
  return someLetter.test(text) ? wordTerm(parser, start, isNegated, { text, isQuoted: false }) : null;
}

function wordTerm(parser: Parser, start: number, isNegated: boolean, item: TermItem): QueryTerm {
  return {
    range: { start, end: parser.at },
    fieldText: null,
    field: undefined,
    isNegated,
    isFuzzy: false,
    operator: '',
    items: [item],
    valueText: item.text,
    matches: [{ kind: 'contains', text: item.text }],
    error: null,
  };
}

function takeSort(parser: Parser, start: number, word: string): boolean {
  const [, name = '', sign] = sortWord.exec(word) ?? [];
  const field = findField(name);
  if (!field || !fieldDefinition(field).isSortable) return false;
  const range = { start, end: parser.at };
  const sort: QuerySort = { field, direction: sign === '-' ? 'descending' : 'ascending', range };
  parser.sort.push(sort);
  parser.chips.push({ kind: 'sort', range, sort });
  return true;
}

function parseFieldTerm(
  parser: Parser,
  start: number,
  isNegated: boolean,
  head: { name: string; isFuzzy: boolean },
): QueryTerm {
  let operator: string = '';
  let items: TermItem[] = [];
  let end = parser.at;
  if (moveToValue(parser)) {
    operator = takeOperator(parser);
    const isComparison = operator.startsWith('>') || operator.startsWith('<');
    if (!isSpaceAt(parser.text, parser.at) || (isComparison && moveToValue(parser))) {
      items = takeItems(parser, operator === ':' ? '' : ',');
    }
    end = parser.at;
  }
  const field = findField(head.name);
  const term: QueryTerm = {
    range: { start, end },
    fieldText: head.name,
    field,
    isNegated,
    isFuzzy: head.isFuzzy,
    operator: operator as QueryTerm['operator'],
    items,
    valueText: operator + items.map(({ text }) => text).join(','),
    matches: [],
    error: null,
  };
  return field ? withMatches(term, field, parser.now) : withUnknownField(term, head.name);
}

function withMatches(term: QueryTerm, field: QueryField, now: number): QueryTerm {
  const result = matchValue(field, term, now);
  return { ...term, ...result };
}

function withUnknownField(term: QueryTerm, name: string): QueryTerm {
  return { ...term, error: { code: 'UNKNOWN_FIELD', suggestion: suggest(name, queryFieldSpellings) } };
}
