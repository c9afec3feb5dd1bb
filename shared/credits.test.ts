import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameKey, readCredits } from './credits.ts';

const names = (artist: string, title = '', remixer = '') => {
  const { makers, guests, remixers } = readCredits(artist, title, remixer);
  return [makers, guests, remixers].map((each) => each.map(({ name }) => name));
};

test.each([
  ['Sable Ohm', '', [['Sable Ohm'], [], []]],
  ['Sable Ohm feat. Ada Quill', '', [['Sable Ohm'], ['Ada Quill'], []]],
  ['Sable Ohm ft Ada Quill & Bo', '', [['Sable Ohm'], ['Ada Quill', 'Bo'], []]],
  ['Kessler & Wren', '', [['Kessler', 'Wren'], [], []]],
  ['Kessler vs. Wren', '', [['Kessler', 'Wren'], [], []]],
  ['Kessler x Wren, Ada', '', [['Kessler', 'Wren', 'Ada'], [], []]],
  ['AC/DC', 'Thunder', [['AC/DC'], [], []]],
  ['Sable Ohm', 'Salt Road (feat. Ada Quill) (Marrow Coast Remix)', [['Sable Ohm'], ['Ada Quill'], ['Marrow Coast']]],
  ['Sable Ohm', 'Salt Road [Kiln & Bo Rework]', [['Sable Ohm'], [], ['Kiln', 'Bo']]],
  ['Sable Ohm', 'Salt Road - Kiln Edit', [['Sable Ohm'], [], ['Kiln']]],
  ['Sable Ohm', 'Salt Road (Radio Edit)', [['Sable Ohm'], [], []]],
  ['Sable Ohm', 'Salt Road (Extended Club Remix)', [['Sable Ohm'], [], []]],
  ['Sable Ohm', 'Remix my heart', [['Sable Ohm'], [], []]],
  ['Alexandra', 'Ampersands and Xylophones', [['Alexandra'], [], []]],
  ['', '', [[], [], []]],
])('%s: %s', (artist, title, expected) => {
  expect(names(artist, title)).toEqual(expected);
});

test('the remixer of the tags counts, once', () => {
  expect(names('Sable Ohm', 'Salt Road (Kiln Remix)', 'KILN')[2]).toHaveLength(1);
});

test('spellings of a name have one key, names without letters keep their signs', () => {
  expect(nameKey('The Träumer')).toBe(nameKey('traumer'));
  expect(nameKey('!!!')).toBe('!!!');
  expect(nameKey('Björk')).not.toBe(nameKey('Bjork & Co'));
});

test('whatever stands in tags, names are kept whole and nobody is named twice', () => {
  const word = fc.constantFrom('Ada', 'Bo', 'feat.', '&', 'vs', '(', ')', 'Remix', 'x', '-', 'Édith', ',', '[', ']');
  const text = fc.array(word, { maxLength: 9 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, text, text, (artist, title, remixer) => {
      const { makers, guests, remixers } = readCredits(artist, title, remixer);
      for (const group of [makers, guests, remixers]) {
        expect(new Set(group.map(({ key }) => key)).size).toBe(group.length);
        for (const { key, name } of group) expect([nameKey(name), name.trim()]).toEqual([key, name]);
      }
    }),
  );
});
