import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldDefinition, queryFieldNames } from './fields.ts';
import { parseQuery } from './parse-query.ts';
import { operatorsOf } from './rule-operators.ts';
import { type FieldRule, formatRules, type Rule, type RuleSet, toRules } from './rules.ts';

const line = (field: FieldRule['field'], operator: FieldRule['operator'], ...values: string[]): FieldRule => ({
  ...{ kind: 'field', field, operator, values, isNegated: false },
});

describe('a query as rules', () => {
  test.each<[string, Rule[]]>([
    ['', []],
    ['deep house', [line(null, 'has', 'deep'), line(null, 'has', 'house')]],
    ['bpm:120..126', [line('bpm', 'between', '120', '126')]],
    ['bpm:120-126', [line('bpm', 'between', '120', '126')]],
    ['bpm:>=120', [line('bpm', 'atLeast', '120')]],
    ['bpm:=128', [line('bpm', 'is', '128')]],
    ['~bpm:124', [line('bpm', 'near', '124')]],
    ['~key:8A', [line('key', 'mixes', '8A')]],
    ['key:8A,8B', [line('key', 'is', '8A', '8B')]],
    ['-genre:house', [{ ...line('genre', 'has', 'house'), isNegated: true }]],
    ['genre:house,"deep house"', [line('genre', 'has', 'house', 'deep house')]],
    ['artist:="Com Truise"', [line('artist', 'is', 'Com Truise')]],
    ['title::^the', [line('title', 'matches', '^the')]],
    ['playlist:""', [line('playlist', 'empty')]],
    ['comment:*', [line('comment', 'present')]],
    ['added:-2w..', [line('added', 'between', '-2w', '')]],
    ['added:2026-08', [line('added', 'equals', '2026-08')]],
    ['is:missing,locked', [line('is', 'is', 'missing', 'locked')]],
    ['artist:', [line('artist', 'has')]],
    // What no line can show stays as it is.
    ['foo:1', [{ kind: 'text', text: 'foo:1' }]],
    ['-bpm:1..2,5', [{ kind: 'text', text: '-bpm:1..2,5' }]],
  ])('%j', (text, rules) => {
    expect(toRules(text).root).toEqual({ kind: 'group', match: 'all', rules });
  });

  test('groups nest, and what is not is a group of its own', () => {
    const house = line('genre', 'has', 'house');
    const fast = line('bpm', 'moreThan', '128');
    expect(toRules('house | (genre:house bpm:>128) -(genre:house | bpm:>128) year-')).toEqual({
      root: {
        kind: 'group',
        match: 'any',
        rules: [
          line(null, 'has', 'house'),
          {
            kind: 'group',
            match: 'all',
            rules: [house, fast, { kind: 'group', match: 'none', rules: [house, fast] }],
          },
        ],
      },
      sort: [{ field: 'year', direction: 'descending' }],
    });
  });
});

const value = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }).filter((text) => text.trim() !== ''),
  fc.constantFrom('*', '"', '8A', '120', '1..2', '=x', 'a,b', '(x', ':)', 'OR', '-x'),
);
/** Lines as the editor makes them. */
const anyLine: fc.Arbitrary<Rule> = fc.constantFrom(...queryFieldNames).chain((field) => {
  const { kind } = fieldDefinition(field);
  return fc.record({
    kind: fc.constant('field' as const),
    field: fc.constant(field),
    operator: fc.constantFrom(...operatorsOf(field)),
    isNegated: fc.boolean(),
    values: fc.array(kind === 'number' ? fc.constantFrom('1', '20', '3.5') : value, { maxLength: 2 }),
  });
});
const anyText = fc.constantFrom('', 'foo:1', 'bpm:1..2,5', '-bpm:x', 'a b', '(a|b) c', ')(', 'year-');
const { group } = fc.letrec<{ group: RuleSet['root']; rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    anyLine,
    fc.record({ kind: fc.constant('text' as const), text: anyText }),
    tie('group'),
  ),
  group: fc.record({
    kind: fc.constant('group' as const),
    match: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
    rules: fc.array(tie('rule'), { maxLength: 4 }),
  }),
}));

test('whatever rules are made, their text reads as rules with that very text', () => {
  fc.assert(
    fc.property(group, (root) => {
      const text = formatRules({ root, sort: [{ field: 'added', direction: 'descending' }] });
      expect(formatRules(toRules(text))).toBe(text);
      expect(parseQuery(text).sort.map(({ field }) => field)).toEqual(['added']);
    }),
    { numRuns: 400 },
  );
});
