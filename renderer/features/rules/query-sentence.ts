import { type ExplainedPart, type Explanation, explainQuery } from '#shared/query/explain-query.ts';
import { fieldDefinition, type QueryField } from '#shared/query/fields.ts';
import type { RuleSort } from '#shared/query/rules.ts';
import type { MessageId } from '../../messages/index.ts';
import type { Text } from '../../messages/use-text.ts';
import { fieldName, flagName } from './rule-words.ts';

/** What a query means, in one sentence. */
export function querySentence(text: Text, query: string): string {
  return sentenceOf(text, explainQuery(query));
}

function sentenceOf(text: Text, { condition, sort }: Explanation): string {
  const parts = [
    condition ? sayPart(text, condition, true) : text('rules.say.all'),
    ...sort.map((by) => saySort(text, by)),
  ];
  const sentence = joined(text, 'rules.say.then', parts);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

type Joint = 'rules.say.or' | 'rules.say.and' | 'rules.say.then';

function joined(text: Text, joint: Joint, parts: readonly string[]): string {
  return parts.reduce((first, second) => (first === '' ? second : text(joint, { first, second })), '');
}

function sayPart(text: Text, part: ExplainedPart, isOutermost: boolean): string {
  switch (part.kind) {
    case 'group': {
      const joint = part.match === 'any' ? 'rules.say.or' : isOutermost ? 'rules.say.then' : 'rules.say.and';
      const said = part.parts.map((child) => sayPart(text, child, false));
      if (part.match === 'none') return text('rules.say.none', { inner: joined(text, 'rules.say.or', said) });
      const inner = joined(text, joint, said);
      return isOutermost ? inner : text('rules.say.brackets', { inner });
    }
    case 'words':
      return negated(text, part.isNegated, text('rules.say.words', { words: part.words.join(' ') }));
    case 'wrong':
      return text('rules.say.wrong', { text: part.text });
    case 'inLast': {
      const values = { name: fieldName(text, part.field), count: part.count };
      return negated(text, part.isNegated, text(`rules.say.inLast.${part.unit}`, values));
    }
    case 'field':
      return sayField(text, part);
  }
}

type FieldPart = Extract<ExplainedPart, { kind: 'field' }>;

function sayField(text: Text, part: FieldPart): string {
  const { field, operator, isNegated } = part;
  const { kind } = fieldDefinition(field);
  const name = fieldName(text, field);
  const values = joined(
    text,
    'rules.say.or',
    part.values.map((value) => (kind === 'flag' ? flagName(text, value) : value)),
  );
  if (field === 'has') return text(isNegated ? 'rules.say.without' : 'rules.say.with', { values });
  const [from = '', to = ''] = part.values;
  return negated(text, isNegated, text(phraseOf(field, operator), { name, values, from, to }));
}

/** How it is said depends on what kind of thing the field is. */
function phraseOf(field: QueryField, operator: FieldPart['operator']): MessageId {
  const { kind } = fieldDefinition(field);
  if (kind === 'flag') return field === 'mood' ? 'rules.say.mood' : 'rules.say.flag';
  if (kind === 'drive') return 'rules.say.on';
  if (kind === 'playlist' || kind === 'folder') {
    if (operator === 'empty') return 'rules.say.inNone';
    if (operator === 'present') return 'rules.say.inAny';
    if (operator === 'has' || operator === 'is') return 'rules.say.in';
  }
  if (kind === 'date' && operator in datePhrases) return datePhrases[operator as keyof typeof datePhrases];
  if (kind === 'key' && operator === 'is') return 'rules.say.equals';
  return `rules.say.${operator}`;
}

const datePhrases = {
  atLeast: 'rules.say.date.atLeast',
  moreThan: 'rules.say.date.moreThan',
  atMost: 'rules.say.date.atMost',
  lessThan: 'rules.say.date.lessThan',
  empty: 'rules.say.date.empty',
  present: 'rules.say.date.present',
} as const;

function negated(text: Text, isNegated: boolean, what: string): string {
  return isNegated ? text('rules.say.not', { what }) : what;
}

function saySort(text: Text, { field, direction }: RuleSort): string {
  const name = fieldName(text, field);
  const isFalling = direction === 'descending';
  if (field === 'added') return text(isFalling ? 'rules.say.sort.newest' : 'rules.say.sort.oldest');
  const { kind } = fieldDefinition(field);
  if (kind === 'date') return text(isFalling ? 'rules.say.sort.latest' : 'rules.say.sort.earliest', { name });
  if (kind === 'number') return text(isFalling ? 'rules.say.sort.highest' : 'rules.say.sort.lowest', { name });
  return text(isFalling ? 'rules.say.sort.descending' : 'rules.say.sort.ascending', { name });
}
