import { fieldDefinition, type QueryField } from './fields.ts';
import { operatorsOf, valueCount } from './rule-operators.ts';
import { type FieldRule, firstOperator, type Rule, type RuleGroup, type RuleOperator } from './rules.ts';

/** Where a rule stands: its place in the outermost group, in the group there, and so on; empty for the outermost group. */
export type RulePath = readonly number[];

/** A line to begin with. */
export function newRule(field: QueryField | null = 'genre'): FieldRule {
  const operator = field === null ? 'has' : field === 'bpm' ? 'between' : firstOperator(fieldDefinition(field).kind);
  return { kind: 'field', field, operator, isNegated: false, values: operator === 'between' ? ['', ''] : [''] };
}

/** Another rule in the place of one. */
export function replaceRule(root: RuleGroup, path: RulePath, rule: Rule): RuleGroup {
  const [index, ...rest] = path;
  if (index === undefined) return rule.kind === 'group' ? rule : { ...root, rules: [rule] };
  return {
    ...root,
    rules: root.rules.map((child, place) => {
      if (place !== index) return child;
      return rest.length === 0 || child.kind !== 'group' ? rule : replaceRule(child, rest, rule);
    }),
  };
}

/** Without a rule; a group that is left empty by it goes too, but for the outermost. */
export function removeRule(root: RuleGroup, path: RulePath): RuleGroup {
  const [index, ...rest] = path;
  if (index === undefined) return { ...root, rules: [] };
  const rules = root.rules.flatMap((child, place) => {
    if (place !== index) return [child];
    if (rest.length === 0 || child.kind !== 'group') return [];
    const left = removeRule(child, rest);
    return left.rules.length === 0 ? [] : [left];
  });
  return { ...root, rules };
}

/** One more rule at the end of a group. */
export function appendRule(group: RuleGroup, rule: Rule): RuleGroup {
  return { ...group, rules: [...group.rules, rule] };
}

/** The line with another field; what was typed stays where it can still be meant. */
export function withField(rule: FieldRule, field: QueryField | null): FieldRule {
  const isSameKind = kindOf(rule.field) === kindOf(field);
  if (!isSameKind || kindOf(field) === 'flag') return newRule(field);
  return operatorsOf(field).includes(rule.operator) ? { ...rule, field } : { ...newRule(field), values: rule.values };
}

function kindOf(field: QueryField | null): string {
  return field === null ? 'text' : fieldDefinition(field).kind;
}

/** The line asked otherwise; values stay as far as the operator takes them. */
export function withOperator(rule: FieldRule, operator: RuleOperator, isNegated: boolean): FieldRule {
  const [first = '', second = ''] = rule.values;
  const given = { none: [], one: [first], two: [first, second], many: rule.values.filter((value) => value !== '') };
  const values = given[valueCount(operator)];
  const isEmptyMany = valueCount(operator) === 'many' && values.length === 0;
  return { ...rule, operator, isNegated, values: isEmptyMany ? [''] : values };
}

/** Several values as they stand in one input, commas between; those with a comma in quotes. */
export function joinValues(values: readonly string[]): string {
  return values.map((value) => (/[,"]/.test(value) ? `"${value.replaceAll('"', '\\"')}"` : value)).join(', ');
}

/** The opposite of `joinValues`, of whatever was typed. */
export function splitValues(text: string): string[] {
  const values: string[] = [];
  for (const match of text.matchAll(/"((?:\\"|[^"])*)"?|([^,"]+)/g)) {
    const value = (match[1]?.replaceAll('\\"', '"') ?? match[2] ?? '').trim();
    if (value !== '') values.push(value);
  }
  return values;
}
