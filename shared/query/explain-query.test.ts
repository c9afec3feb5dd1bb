import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainQuery } from './explain-query.ts';

test('a query is taken apart into what can be said', () => {
  expect(explainQuery('bpm:120..126 ~key:8A -genre:House deep house added- added:-2w.. foo:1 artist:')).toEqual({
    condition: {
      kind: 'group',
      match: 'all',
      parts: [
        { kind: 'field', field: 'bpm', operator: 'between', isNegated: false, values: ['120', '126'] },
        { kind: 'field', field: 'key', operator: 'mixes', isNegated: false, values: ['8A'] },
        { kind: 'field', field: 'genre', operator: 'has', isNegated: true, values: ['House'] },
        { kind: 'words', isNegated: false, words: ['deep', 'house'] },
        { kind: 'inLast', field: 'added', isNegated: false, count: 2, unit: 'w' },
        { kind: 'wrong', text: 'foo:1' },
      ],
    },
    sort: [{ field: 'added', direction: 'descending' }],
  });
});

test('open ends, alternatives and groups that are not', () => {
  expect(explainQuery('year:..1999 | -(bpm:120.. plays:0)').condition).toEqual({
    kind: 'group',
    match: 'any',
    parts: [
      { kind: 'field', field: 'year', operator: 'atMost', isNegated: false, values: ['1999'] },
      {
        kind: 'group',
        match: 'none',
        parts: [
          {
            kind: 'group',
            match: 'all',
            parts: [
              { kind: 'field', field: 'bpm', operator: 'atLeast', isNegated: false, values: ['120'] },
              { kind: 'field', field: 'plays', operator: 'equals', isNegated: false, values: ['0'] },
            ],
          },
        ],
      },
    ],
  });
  expect(explainQuery(' artist: ').condition).toBe(null);
});

test('whatever is typed can be explained', () => {
  const piece = fc.constantFrom(
    'a',
    '-',
    '(',
    ')',
    '|',
    'bpm:',
    '120..',
    '"',
    'is:',
    'foo:x',
    'year-',
    ' ',
    '~key:',
    ',',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const { condition, sort } = explainQuery(pieces.join(''));
      expect([condition === null || typeof condition.kind === 'string', Array.isArray(sort)]).toEqual([true, true]);
    }),
  );
});
