import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffWords } from './word-diff.ts';

const text = fc
  .array(fc.constantFrom('house', 'Deep', ' ', ' - ', 'é', '(mix)', '12'), { maxLength: 12 })
  .map((parts) => parts.join(''));

test('the pieces make both texts again', () => {
  fc.assert(
    fc.property(text, text, (old, now) => {
      const pieces = diffWords(old, now);
      const of = (kind: 'old' | 'new') =>
        pieces
          .filter((piece) => piece.kind === 'same' || piece.kind === kind)
          .map((piece) => piece.text)
          .join('');
      expect([of('old'), of('new')]).toEqual([old, now]);
    }),
  );
});

test('only the words that differ are marked', () => {
  expect(diffWords('Salt Road (Dub)', 'Salt Street (Dub)')).toEqual([
    { kind: 'same', text: 'Salt ' },
    { kind: 'old', text: 'Road (' },
    { kind: 'new', text: 'Street (' },
    { kind: 'same', text: 'Dub)' },
  ]);
  expect(diffWords('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
});
