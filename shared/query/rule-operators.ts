import { fieldDefinition, type QueryField } from './fields.ts';
import type { RuleOperator } from './rules.ts';

const ofText = ['has', 'is', 'matches', 'empty', 'present'] as const;
const ofNumber = ['equals', 'between', 'atLeast', 'moreThan', 'atMost', 'lessThan', 'empty', 'present'] as const;

/** What can be asked of a field, what is asked most first; of words anywhere for null. */
export function operatorsOf(field: QueryField | null): readonly RuleOperator[] {
  if (field === null) return ['has'];
  switch (fieldDefinition(field).kind) {
    case 'text':
    case 'folder':
    case 'playlist':
      return ofText;
    case 'drive':
      return ['has', 'is'];
    case 'flag':
      return ['is'];
    case 'key':
      return ['is', 'mixes', 'empty', 'present'];
    case 'number':
      return field === 'bpm' ? ['between', 'near', ...ofNumber.filter((each) => each !== 'between')] : ofNumber;
    case 'date':
    case 'duration':
      return ofNumber;
  }
}

/** How many values an operator takes: none, one, two (from and to), or any number. */
export function valueCount(operator: RuleOperator): 'none' | 'one' | 'two' | 'many' {
  if (operator === 'empty' || operator === 'present') return 'none';
  if (operator === 'between') return 'two';
  return operator === 'has' || operator === 'is' || operator === 'equals' || operator === 'mixes' ? 'many' : 'one';
}
