import { fieldDefinition, type QueryField } from './fields.ts';
import { parseQuery } from './parse-query.ts';
import { type FieldRule, type Rule, type RuleGroup, type RuleOperator, type RuleSort, toRules } from './rules.ts';

/** What a query means, in parts that a sentence is made of; the words stand in renderer/messages. */
export type Explanation = {
  /** Null where it leaves nothing out. */
  condition: ExplainedPart | null;
  sort: RuleSort[];
};

export type ExplainedPart =
  | { kind: 'group'; match: RuleGroup['match']; parts: ExplainedPart[] }
  /** Words anywhere: each of them must be there. */
  | { kind: 'words'; isNegated: boolean; words: string[] }
  | {
      kind: 'field';
      field: QueryField;
      operator: RuleOperator;
      isNegated: boolean;
      /** One or more; two for `between`. */
      values: string[];
    }
  /** A date counted back from today. */
  | { kind: 'inLast'; field: QueryField; isNegated: boolean; count: number; unit: 'd' | 'w' | 'm' | 'y' }
  /** Not understood: it leaves nothing out. */
  | { kind: 'wrong'; text: string };

/** What a query means. Terms that are not finished are passed over. */
export function explainQuery(text: string): Explanation {
  const { root, sort } = toRules(text);
  return { condition: explainGroup(root), sort };
}

function explainGroup({ match, rules }: RuleGroup): ExplainedPart | null {
  const parts = rules.map(explainRule).filter((part) => part !== null);
  const joined = match === 'all' ? joinWords(parts) : parts;
  const [first] = joined;
  if (first === undefined) return null;
  return joined.length === 1 && match !== 'none' ? first : { kind: 'group', match, parts: joined };
}

function explainRule(rule: Rule): ExplainedPart | null {
  if (rule.kind === 'group') return explainGroup(rule);
  if (rule.kind === 'field') return explainLine(rule);
  const parsed = parseQuery(rule.text);
  if (!parsed.root) return null;
  // A term that no line shows is said as it is typed.
  return parsed.errors.length > 0
    ? { kind: 'wrong', text: rule.text }
    : { kind: 'words', isNegated: false, words: [rule.text] };
}

function explainLine({ field, operator, isNegated, values }: FieldRule): ExplainedPart | null {
  if (field === null) return values.length === 0 ? null : { kind: 'words', isNegated, words: values };
  if (operator !== 'empty' && operator !== 'present' && values.every((value) => value === '')) return null;
  const [from = '', to = ''] = values;
  if (fieldDefinition(field).kind === 'date' && (operator === 'equals' || (operator === 'between' && to === ''))) {
    const [, count, unit] = /^-(\d{1,4})([dwmy])$/i.exec(from) ?? [];
    if (count !== undefined && unit !== undefined && values.length <= 2) {
      return { kind: 'inLast', field, isNegated, count: Number(count), unit: unit.toLowerCase() as 'd' };
    }
  }
  if (operator !== 'between') return { kind: 'field', field, operator, isNegated, values };
  if (to === '') return { kind: 'field', field, operator: 'atLeast', isNegated, values: [from] };
  if (from === '') return { kind: 'field', field, operator: 'atMost', isNegated, values: [to] };
  return { kind: 'field', field, operator, isNegated, values };
}

/** Words that follow each other are said together. */
function joinWords(parts: readonly ExplainedPart[]): ExplainedPart[] {
  const joined: ExplainedPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const goOn = part.kind === 'words' && last?.kind === 'words' && !part.isNegated && !last.isNegated;
    if (goOn) joined[joined.length - 1] = { ...last, words: [...last.words, ...part.words] };
    else joined.push(part);
  }
  return joined;
}
