import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  appendRule,
  joinValues,
  newRule,
  removeRule,
  replaceRule,
  splitValues,
  withField,
  withOperator,
} from './edit-rules.ts';
import { formatRules, type RuleGroup, toRules } from './rules.ts';

const text = (root: RuleGroup) => formatRules({ root, sort: [] });
const { root } = toRules('bpm:120..126 (genre:house | genre:techno)');

test('rules are replaced, taken out and added where they stand', () => {
  const year = { ...newRule('year'), values: ['2001'] };
  expect(text(replaceRule(root, [0], year))).toBe('year:2001 (genre:house | genre:techno)');
  expect(text(replaceRule(root, [1, 1], year))).toBe('bpm:120..126 (genre:house | year:2001)');
  expect(text(removeRule(root, [1, 0]))).toBe('bpm:120..126 genre:techno');
  expect(text(removeRule(removeRule(root, [1, 0]), [1, 0]))).toBe('bpm:120..126');
  expect(text(appendRule(root, year))).toBe('bpm:120..126 (genre:house | genre:techno) year:2001');
  expect(text(replaceRule(root, [], { ...root, match: 'none' }))).toBe('-(bpm:120..126 | genre:house | genre:techno)');
});

test('a line keeps what was typed where another field or operator can still mean it', () => {
  const genre = { ...newRule('genre'), values: ['house', 'techno'] };
  expect(withField(genre, 'label').values).toEqual(['house', 'techno']);
  expect(withField(genre, 'bpm')).toEqual(newRule('bpm'));
  expect(withOperator(genre, 'matches', false).values).toEqual(['house']);
  expect(withOperator(genre, 'empty', true)).toMatchObject({ operator: 'empty', isNegated: true, values: [] });
  const between = withOperator({ ...newRule('year'), values: ['2001'] }, 'between', false);
  expect([between.values, withOperator(between, 'equals', false).values]).toEqual([['2001', ''], ['2001']]);
});

test('several values share one input', () => {
  const value = fc.string({ minLength: 1 }).map((each) => each.replaceAll('\\', '').trim());
  fc.assert(
    fc.property(fc.array(value.filter((each) => each !== '')), (values) => {
      expect(splitValues(joinValues(values))).toEqual(values);
    }),
  );
  expect(splitValues(' house ,, techno, "a, b" ')).toEqual(['house', 'techno', 'a, b']);
});
