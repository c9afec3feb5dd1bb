import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addTerm, removeTerm, replaceTerm } from './edit-query.ts';
import { formatQuery, quoteValue } from './format-query.ts';
import { parseQuery } from './parse-query.ts';

function without(text: string, part: string): string {
  const start = text.indexOf(part);
  return removeTerm(text, { start, end: start + part.length });
}

test.each([
  ['a b c', 'b', 'a c'],
  ['a', 'a', ''],
  ['a | b', 'a', 'b'],
  ['a | b', 'b', 'a'],
  ['a | b | c', 'b', 'a | c'],
  ['a OR b', 'b', 'a'],
  ['a , b', 'a', 'b'],
  ['x a | b', 'a', 'x | b'],
  ['x bpm:120..128 y', 'bpm:120..128', 'x y'],
  ['(a | b) c', '(a | b)', 'c'],
  ['(a | b) | c', 'c', '(a | b)'],
  ['x year-', 'year-', 'x'],
])('%s without %s is %s', (text, part, expected) => {
  expect(without(text, part)).toBe(expected);
});

test('a term is replaced where it stands', () => {
  expect(replaceTerm('x artits:air y', { start: 2, end: 12 }, 'artist:air')).toBe('x artist:air y');
});

test('a further term binds to every alternative', () => {
  expect([addTerm('', 'b', false), addTerm('a', 'b', false), addTerm('a | c', 'b', true)]).toEqual([
    'b',
    'a b',
    '(a | c) b',
  ]);
});

test('removing every chip, one after the other, ends with an empty query', () => {
  const words = fc.constantFrom('a', '-b', 'c:d', 'bpm:1..2', '(e | f)', '"g h"', 'year+', '|', 'OR', 'artist:x,y');
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
      let text = parts.join(' ');
      for (let turn = 0; turn <= 8; turn++) {
        const { chips } = parseQuery(text);
        const [chip] = chips;
        if (!chip) break;
        text = removeTerm(text, chip.range);
        expect(parseQuery(text).chips.length).toBe(chips.length - 1);
      }
      expect(formatQuery(parseQuery(text))).toBe('');
    }),
  );
});

test('a quoted value is read as the text it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
      const { chips } = parseQuery(`artist:${quoteValue(value)}`);
      expect(chips.map((chip) => chip.kind === 'term' && chip.term.matches)).toEqual([
        [{ kind: 'contains', text: value }],
      ]);
    }),
    { numRuns: 1000 },
  );
});
