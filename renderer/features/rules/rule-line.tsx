import { withField, withOperator } from '#shared/query/edit-rules.ts';
import { fieldDefinition, type QueryField, queryFieldNames } from '#shared/query/fields.ts';
import { operatorsOf } from '#shared/query/rule-operators.ts';
import type { FieldRule, RuleOperator } from '#shared/query/rules.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Select } from '../../ui/index.ts';
import { RuleValues } from './rule-values.tsx';
import { capital, fieldName } from './rule-words.ts';

type RuleLineProps = { rule: FieldRule; isAdded: boolean; onChange: (rule: FieldRule) => void };

/** Stands for words in any field. */
const anyText = 'anyText';

/** A field, what it is asked, and the value. */
export function RuleLine({ rule, isAdded, onChange }: RuleLineProps) {
  const text = useText();
  const fields = queryFieldNames.map((field) => ({ value: field as string, text: capital(fieldName(text, field)) }));
  fields.sort((first, second) => first.text.localeCompare(second.text));
  return (
    <>
      <Select
        label={text('rules.field')}
        isLabelHidden
        value={rule.field ?? anyText}
        options={[{ value: anyText, text: capital(text('rules.words')) }, ...fields]}
        onChange={(field) => onChange(withField(rule, field === anyText ? null : (field as QueryField)))}
      />
      <Select
        label={text('rules.operator')}
        isLabelHidden
        value={keyOf(rule.operator, rule.isNegated)}
        options={operatorsOf(rule.field).flatMap((operator) =>
          [false, true].map((isNegated) => ({
            value: keyOf(operator, isNegated),
            text: operatorName(text, rule.field, operator, isNegated),
          })),
        )}
        onChange={(key) => {
          const [operator, not] = key.split(' ');
          onChange(withOperator(rule, operator as RuleOperator, not === 'not'));
        }}
      />
      <RuleValues rule={rule} isAdded={isAdded} onChange={(values) => onChange({ ...rule, values })} />
    </>
  );
}

function keyOf(operator: RuleOperator, isNegated: boolean): string {
  return isNegated ? `${operator} not` : operator;
}

function operatorName(text: Text, field: QueryField | null, operator: RuleOperator, isNegated: boolean): string {
  const kind = field === null ? 'text' : fieldDefinition(field).kind;
  const isPlain = operator === 'is' && (kind === 'flag' || kind === 'key');
  if (isPlain) return text(isNegated ? 'rules.flagNot' : 'rules.flagIs');
  return text(isNegated ? `rules.not.${operator}` : `rules.operator.${operator}`);
}
