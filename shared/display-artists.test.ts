import fc from 'fast-check';
import { expect, test } from 'vitest';
import { artistLine, namedArtists } from './display-artists.ts';

const main = (name: string) => ({ name, role: 'main' as const, personId: null });
const featured = (name: string) => ({ name, role: 'featured' as const, personId: null });

test.each([
  [[main('A')], 'A'],
  [[main('A'), main('B')], 'A & B'],
  [[main('A'), main('B'), main('C'), featured('D')], 'A, B & C feat. D'],
  [[featured('D'), main('A'), { ...main('E'), role: 'with' as const }], 'A feat. D with E'],
  [[main('A'), { ...main('M'), role: 'remixer' as const }], 'A'],
  [[], ''],
])('%j are shown as %s', (artists, line) => {
  expect(artistLine(artists)).toBe(line);
});

test('a line of plain names is read as it is written', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), fc.nat(2), (names, guests) => {
      const makers = names.slice(0, Math.max(1, names.length - guests));
      const artists = [...makers.map(main), ...names.slice(makers.length).map(featured)];
      expect(namedArtists([], artistLine(artists))).toEqual(artists);
    }),
  );
});

test('whoever is listed counts, whatever the line says', () => {
  const listed = [{ name: 'Ines', role: 'with' as const, personId: 4 }];
  expect(namedArtists(listed, 'Somebody else')).toEqual(listed);
});
