import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText, wordsOf } from './fold-text.ts';

test.each([
  ['BJÖRK', 'bjork'],
  ['Bjo\u0308rk', 'bjork'],
  ['MØ', 'mo'],
  ['Straße', 'strasse'],
  ['Łona i Đorđe', 'lona i dorde'],
  ['Æther Œuvre', 'aether oeuvre'],
  ['İstanbul ılık', 'istanbul ilik'],
  ['Ｆｕｌｌ width №9', 'full width no9'],
  ['한국어', '한국어'],
  ['がか', 'がか'],
  ['Йод', 'иод'],
  ['tab\there', 'tab\there'],
])('%s folds to %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test('folding twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
    }),
    { numRuns: 2000 },
  );
});

test('composed and decomposed spellings fold to one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
    }),
  );
});

test('words are runs of letters and digits', () => {
  expect(wordsOf('hip-hop & r’n’b 12" (mix_2)')).toEqual(['hip', 'hop', 'r', 'n', 'b', '12', 'mix', '2']);
});
