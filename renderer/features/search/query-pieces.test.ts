import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '#shared/query/parse-query.ts';
import { editPiece, joinQuery, piecesOf, splitQuery, takeFinished } from './query-pieces.ts';

const typed = (draft: string, before = '') => takeFinished({ before, draft, after: '' });

describe('while typing', () => {
  test.each([
    ['bpm:120..126', '', 'bpm:120..126'],
    ['bpm:120..126 ', 'bpm:120..126', ''],
    ['deep house ', '', 'deep house '],
    ['deep bpm:120 x', 'deep bpm:120', 'x'],
    ['genre:"deep ', '', 'genre:"deep '],
    ['genre:"deep house" ', 'genre:"deep house"', ''],
    ['artist: ', '', 'artist: '],
    ['-genre:ambient ', '-genre:ambient', ''],
    ['enrgy:>6 ', 'enrgy:>6', ''],
  ])('%j makes chips of %j and leaves %j', (draft, before, rest) => {
    expect(typed(draft)).toEqual({ before, draft: rest, after: '' });
  });
});

test('a whole query is split into chips and the words that can be typed on', () => {
  expect([splitQuery('bpm:120 deep hou'), splitQuery('deep house'), splitQuery('(a | b)')]).toEqual([
    { before: 'bpm:120', draft: 'deep hou', after: '' },
    { before: '', draft: 'deep house', after: '' },
    { before: '(a | b)', draft: '', after: '' },
  ]);
});

test('pieces say what stands before the colon, what is negated and what is wrong', () => {
  const pieces = piecesOf('genre:house | -artist:"a b" enrgy:>6 year-').map((piece) =>
    piece.kind === 'text' ? piece.text : [piece.isNegated, piece.head, piece.value, piece.isWrong],
  );
  expect(pieces).toEqual([
    [false, 'genre:', 'house', false],
    '|',
    [true, 'artist:', '"a b"', false],
    [false, 'enrgy:', '>6', true],
    [false, '', 'year-', false],
  ]);
});

test('editing a chip keeps the order of the others', () => {
  const edited = { before: 'a:1 b:2 c:3', draft: 'x', after: 'd:4' };
  expect([editPiece(edited, 'before', { start: 4, end: 7 }), editPiece(edited, 'after', { start: 0, end: 3 })]).toEqual(
    [
      { before: 'a:1', draft: 'b:2', after: 'c:3 x d:4' },
      { before: 'a:1 b:2 c:3 x', draft: 'd:4', after: '' },
    ],
  );
});

const anyQuery = fc
  .array(fc.constantFrom('a', 'b', ' ', 'bpm:120', 'genre:"x y"', '|', '(', ')', '-', 'year+', 'foo:1', '"'), {
    maxLength: 12,
  })
  .map((parts) => parts.join(' '));

test('splitting, finishing and editing never change what a query asks for', () => {
  const terms = (text: string) => parseQuery(text).chips.map(({ range }) => text.slice(range.start, range.end));
  fc.assert(
    fc.property(anyQuery, fc.nat(), (text, pick) => {
      const split = splitQuery(text);
      const pieces = piecesOf(split.before);
      const piece = pieces[pick % Math.max(1, pieces.length)];
      const moved = piece ? editPiece(split, 'before', piece.range) : split;
      expect([terms(joinQuery(split)), terms(joinQuery(takeFinished(split))), terms(joinQuery(moved))]).toEqual(
        Array(3).fill(terms(text.trim())),
      );
    }),
  );
});
