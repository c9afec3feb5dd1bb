import { fieldDefinition, type QueryField } from './fields.ts';
import { formatQuery, quoteWord } from './format-query.ts';
import { parseQuery } from './parse-query.ts';
import type { QueryNode, QueryTerm } from './query-types.ts';

export const ruleOperators = [
  'has',
  'is',
  'matches',
  'equals',
  'atLeast',
  'moreThan',
  'atMost',
  'lessThan',
  'between',
  'near',
  'mixes',
  'empty',
  'present',
] as const;
export type RuleOperator = (typeof ruleOperators)[number];

/**
 * One line: a field, what it is asked, and values as they would be typed. Any of several values is enough; `between` has
 * two, an empty one for an open end. Without a field it asks for words anywhere.
 */
export type FieldRule = {
  kind: 'field';
  field: QueryField | null;
  operator: RuleOperator;
  isNegated: boolean;
  values: string[];
};
/** What no line can show, as text. */
export type TextRule = { kind: 'text'; text: string };
export type RuleGroup = { kind: 'group'; match: 'all' | 'any' | 'none'; rules: Rule[] };
export type Rule = FieldRule | TextRule | RuleGroup;
export type RuleSort = { field: QueryField; direction: 'ascending' | 'descending' };
/** A query as the rule editor shows it. */
export type RuleSet = { root: RuleGroup; sort: RuleSort[] };

/** A query as rules. Writing them down again (`formatRules`) means the same. */
export function toRules(text: string): RuleSet {
  const { root, sort } = parseQuery(text);
  const rule = root && toRule(root);
  return {
    root: rule?.kind === 'group' ? rule : { kind: 'group', match: 'all', rules: rule ? [rule] : [] },
    sort: sort.map(({ field, direction }) => ({ field, direction })),
  };
}

/** Rules as a query. A line without a value asks for nothing yet and is left out. */
export function formatRules({ root, sort }: RuleSet): string {
  const order = sort.map((term) => ({ ...term, range: { start: 0, end: 0 } }));
  return formatQuery({ root: toNode(root), sort: order });
}

function toRule(node: QueryNode): Rule {
  switch (node.kind) {
    case 'and':
      return { kind: 'group', match: 'all', rules: node.nodes.map(toRule) };
    case 'or':
      return { kind: 'group', match: 'any', rules: node.nodes.map(toRule) };
    case 'term':
      return termRule(node.term) ?? textRule(node);
    case 'not': {
      const rule = node.node.kind === 'term' ? termRule(node.node.term) : null;
      if (rule) return { ...rule, isNegated: true };
      if (node.node.kind === 'term') return textRule(node);
      return {
        kind: 'group',
        match: 'none',
        rules: (node.node.kind === 'or' ? node.node.nodes : [node.node]).map(toRule),
      };
    }
  }
}

function textRule(node: QueryNode): TextRule {
  return { kind: 'text', text: formatQuery({ root: node, sort: [] }) };
}

/** The line that shows a term, or null where none does. */
function termRule(term: QueryTerm): FieldRule | null {
  if (term.error) return null;
  const field = term.field ?? null;
  const asked = askedBy(term, field === null ? 'text' : fieldDefinition(field).kind);
  return asked && { kind: 'field', field, isNegated: false, ...asked };
}

type Asked = Pick<FieldRule, 'operator' | 'values'>;

const comparisons = { '>': 'moreThan', '>=': 'atLeast', '<': 'lessThan', '<=': 'atMost' } as const;

function askedBy(term: QueryTerm, kind: ReturnType<typeof fieldDefinition>['kind']): Asked | null {
  const { operator, items, isFuzzy } = term;
  const values = items.map(({ text }) => text);
  if (values.length === 0) return operator === '' && !isFuzzy ? { operator: firstOperator(kind), values } : null;
  if (isFuzzy) return { operator: term.field === 'bpm' ? 'near' : 'mixes', values };
  const [item] = items;
  const isOne = items.length === 1 && item !== undefined;
  if (isOne && item.text === '' && operator !== ':') return { operator: 'empty', values: [] };
  if (isOne && item.text === '*' && !item.isQuoted && operator === '') return { operator: 'present', values: [] };
  if (items.some(({ text }) => text === '' || text === '*')) return null;
  if (kind === 'flag') return { operator: 'is', values };
  if (kind === 'key') return { operator: 'is', values };
  if (isTextLike(kind)) {
    return { operator: operator === '' ? 'has' : operator === '=' ? 'is' : 'matches', values };
  }
  return askedOfNumber(operator, values);
}

function isTextLike(kind: ReturnType<typeof fieldDefinition>['kind']): boolean {
  return kind === 'text' || kind === 'folder' || kind === 'playlist' || kind === 'drive';
}

/** Also of dates and lengths. */
function askedOfNumber(operator: QueryTerm['operator'], values: string[]): Asked | null {
  const [value] = values;
  if (values.length !== 1 || value === undefined) {
    return operator === '' && !values.some(isRange) ? { operator: 'equals', values } : null;
  }
  if (operator === '=') return { operator: 'is', values };
  if (operator === '') {
    const ends = rangeOf(value);
    return ends ? { operator: 'between', values: ends } : { operator: 'equals', values };
  }
  return operator === ':' ? null : { operator: comparisons[operator], values };
}

function isRange(value: string): boolean {
  return rangeOf(value) !== null;
}

function rangeOf(value: string): [string, string] | null {
  const dots = value.indexOf('..');
  if (dots >= 0) return [value.slice(0, dots), value.slice(dots + 2)];
  const [, min, max] = /^([+-]?[\d.]+\p{L}*)-([+-]?[\d.]+\p{L}*)$/u.exec(value) ?? [];
  return min === undefined || max === undefined || /^\d{4}-\d{1,2}$/.test(value) ? null : [min, max];
}

/** What a new line of a field asks first. */
export function firstOperator(kind: ReturnType<typeof fieldDefinition>['kind']): RuleOperator {
  if (isTextLike(kind)) return 'has';
  return kind === 'flag' || kind === 'key' ? 'is' : 'equals';
}

function toNode(rule: Rule): QueryNode | null {
  if (rule.kind === 'text') return parseQuery(rule.text).root;
  if (rule.kind === 'field') {
    const { root } = parseQuery(formatFieldRule(rule));
    return root && rule.isNegated ? { kind: 'not', node: root } : root;
  }
  const nodes = rule.rules.map(toNode).filter((node) => node !== null);
  const [first] = nodes;
  if (first === undefined) return null;
  if (rule.match === 'none') return { kind: 'not', node: nodes.length === 1 ? first : { kind: 'or', nodes } };
  return nodes.length === 1 ? first : { kind: rule.match === 'all' ? 'and' : 'or', nodes };
}

const written: Readonly<Record<RuleOperator, string>> = {
  ...{ has: '', is: '=', matches: ':', equals: '', atLeast: '>=', moreThan: '>', atMost: '<=', lessThan: '<' },
  ...{ between: '', near: '', mixes: '', empty: '', present: '' },
};

/** The term of a line, without its negation; empty where it asks for nothing yet. */
function formatFieldRule({ field, operator, values }: FieldRule): string {
  if (field === null) return filled(values).map(quoteWord).join(' | ');
  const value = formatValue(field, operator, values);
  return value === '' ? '' : `${operator === 'near' || operator === 'mixes' ? '~' : ''}${field}:${value}`;
}

function formatValue(field: QueryField, operator: RuleOperator, values: readonly string[]): string {
  if (operator === 'empty') return '""';
  if (operator === 'present') return '*';
  if (operator === 'between') {
    const [from = '', to = ''] = values.map((value) => value.trim());
    return from === '' && to === '' ? '' : quotedValue(`${from}..${to}`);
  }
  const given = filled(values);
  if (given.length === 0) return '';
  const { kind } = fieldDefinition(field);
  const sign = kind === 'flag' || kind === 'key' ? '' : written[operator];
  return sign + (operator === 'matches' ? quotedValue(given.join(' ')) : given.map(quotedValue).join(','));
}

function filled(values: readonly string[]): string[] {
  return values.filter((value) => value.trim() !== '');
}

/** In quotes where the grammar would read the value otherwise. */
function quotedValue(value: string): string {
  return /^[^\s|(),"*<>=:][^\s|(),"]*$/u.test(value) ? value : quoted(value);
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
