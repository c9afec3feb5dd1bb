import type { ParsedQuery, QueryNode, QueryTerm, TermItem } from './query-types.ts';

const plainValue = /^[^\s|(),"]+$/u;

/** A value as it must be typed: in quotes when it holds something the grammar would read otherwise. */
export function quoteValue(text: string): string {
  if (plainValue.test(text) && text !== '*' && !text.includes('..') && !/^[<>=:]/.test(text)) return text;
  return quoted(text);
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Writes a query in its shortest regular form. Reading that form again means the same. */
export function formatQuery({ root, sort }: Pick<ParsedQuery, 'root' | 'sort'>): string {
  const order = sort.map(({ field, direction }) => `${field}${direction === 'ascending' ? '+' : '-'}`);
  const condition = root ? formatNode(root, 'top') : '';
  return [condition, ...order].filter((part) => part !== '').join(' ');
}

function formatNode(node: QueryNode, place: 'top' | 'and' | 'not'): string {
  switch (node.kind) {
    case 'or':
      return formatNodes(node.nodes, 'top', ' | ', place !== 'top');
    case 'and':
      return formatNodes(node.nodes, 'and', ' ', place === 'not');
    case 'not': {
      const text = formatNode(node.node, 'not');
      // A minus before a minus would read as none.
      return text === '' ? '' : node.node.kind === 'not' ? `-(${text})` : `-${text}`;
    }
    case 'term':
      return formatTerm(node.term);
  }
}

function formatNodes(nodes: QueryNode[], place: 'top' | 'and', separator: string, needsBrackets: boolean): string {
  const parts = nodes.map((node) => formatNode(node, nodes.length > 1 ? place : 'top')).filter((part) => part !== '');
  const text = parts.join(separator);
  return needsBrackets && parts.length > 1 ? `(${text})` : text;
}

/** A field without a value asks for nothing yet; written down, it would take the next word for its value. */
function formatTerm(term: QueryTerm): string {
  if (term.fieldText === null) return formatWord(term.items[0]!);
  if (term.items.length === 0 && term.field) return '';
  const value = term.items.map((item) => formatItem(item, term.operator)).join(',') || '""';
  return `${term.isFuzzy ? '~' : ''}${term.field ?? term.fieldText.toLowerCase()}:${term.operator}${value}`;
}

function formatWord({ text, isQuoted }: TermItem): string {
  return isQuoted ? quoted(text) : quoteWord(text);
}

/** A word as it must be typed: in quotes where it looks like a negation, a field, an operator or an order. */
export function quoteWord(text: string): string {
  const isPlain = /^\p{L}[^\s|()":,]*$/u.test(text) && !/[+-]$|^(OR|AND|NOT)$/.test(text);
  return isPlain || /^[\p{N}]+$/u.test(text) ? text : quoted(text);
}

function formatItem({ text, isQuoted }: TermItem, operator: QueryTerm['operator']): string {
  if (isQuoted || !plainValue.test(text)) return quoted(text);
  // Where no operator stands before it, a sign at the start of the value would be read as one.
  return operator === '' && /^[<>=:]/.test(text) ? quoted(text) : text;
}
