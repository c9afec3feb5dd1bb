import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from '#shared/fold-text.ts';
import { spellings } from './spellings.ts';

test.each([
  ['mo', 'mø'],
  ['strasse', 'straße'],
  ['thordur', 'þorður'],
  ['dorde', 'đorđe'],
  ['boolo', 'boølo'],
  ['aether', 'æther'],
])('%s may stand as %s', (folded, spelling) => {
  expect(spellings(folded)).toContain(spelling);
});

test('every spelling folds to the text, which comes first, and there are not too many', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z ]{0,40}$/), (text) => {
      const found = spellings(text);
      expect(found[0]).toBe(text);
      expect(found.length).toBeLessThanOrEqual(40);
      for (const spelling of found) expect(foldText(spelling)).toBe(text);
    }),
  );
});
