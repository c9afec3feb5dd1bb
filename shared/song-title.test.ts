import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanTitle, foldTitle, sameTitleKey } from './song-title.ts';

test.each([
  ['Taxman (2009 Remaster)', 'Taxman'],
  ['Taxman - Remastered 2009', 'Taxman'],
  ['Taxman [Remastered]', 'Taxman'],
  ['Taxman (Remastered 2009 / Deluxe Edition)', 'Taxman'],
  ['Revolver (Super Deluxe)', 'Revolver'],
  ['Revolver [Deluxe Edition]', 'Revolver'],
  ['Blue (Expanded Edition)', 'Blue'],
  ['Blue (25th Anniversary Edition)', 'Blue'],
  ['Blue - Anniversary Edition', 'Blue'],
  ['Blue (Special Edition)', 'Blue'],
  ["Blue (Collector's Edition)", 'Blue'],
  ['Blue (Limited Edition)', 'Blue'],
  ['Blue (Legacy Edition)', 'Blue'],
  ['Blue (Definitive Edition)', 'Blue'],
  ['Blue (2011 Version)', 'Blue'],
  ['Blue - 2011 Mix', 'Blue'],
  ['Blue (Bonus Track)', 'Blue'],
  ['Blue (Deluxe) [2011 Remaster]', 'Blue'],
  // What is a different recording, or part of the name, stays.
  ['Blue (Live)', 'Blue (Live)'],
  ['Blue (Foo Remix)', 'Blue (Foo Remix)'],
  ['Blue - Extended Mix', 'Blue - Extended Mix'],
  ['Special', 'Special'],
  ['Deluxe', 'Deluxe'],
  ['(Deluxe Edition)', '(Deluxe Edition)'],
  ['Remaster of Puppets', 'Remaster of Puppets'],
  ['1999', '1999'],
])('%s is cleaned to %s', (title, cleaned) => {
  expect(cleanTitle(title)).toBe(cleaned);
});

test('cleaning ends, leaves something, and does nothing the second time', () => {
  const part = fc.constantFrom('Blue', ' (2011 Remaster)', ' [Deluxe]', ' - 2009 Mix', ' (', ')', ' - ', '  ', 'é');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const title = parts.join('');
      const cleaned = cleanTitle(title);
      expect(cleanTitle(cleaned)).toBe(cleaned);
      expect(cleaned === '').toBe(title === '');
    }),
  );
});

test('titles that are the same have the same fold, so that it finds all of them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (title) => {
      const same = ` ${title.toUpperCase()}  `;
      if (sameTitleKey(same) === sameTitleKey(title)) expect(foldTitle(same)).toBe(foldTitle(title));
    }),
  );
  expect(sameTitleKey('Ferry  TIMETABLE ')).toBe(sameTitleKey('ferry timetable'));
  expect(sameTitleKey('Cafe')).not.toBe(sameTitleKey('Café'));
  expect(sameTitleKey('?')).not.toBe(sameTitleKey('!'));
});
