import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkByPlace, checkGs1, checkMod11, checkMod37, checkMod101 } from './check-digits.ts';
import { formatIdentifier, type IdentifierKind, identifierKinds, parseIdentifier } from './identifiers.ts';

test.each<[IdentifierKind, string, string | null]>([
  ['isni', '0000000121032683', '0000000121032683'],
  ['isni', '000000012146438X', '000000012146438X'],
  ['isni', 'ISNI 0000 0001 2146 438x', '000000012146438X'],
  ['isni', '0000000121465043', null],
  ['isni', '00000001210326', null],
  ['ipi', '00014107338', '00014107338'],
  ['ipi', '00052210040', '00052210040'],
  ['ipi', '14107338', '00014107338'],
  ['ipi', '00254288892', null],
  ['ipi', '00000000000', null],
  ['ipi', 'I-000000229-7', null],
  ['ipiBase', 'I-000000229-7', 'I0000002297'],
  ['ipiBase', 'I-000000229-8', null],
  ['isrc', 'AA6Q72000047', 'AA6Q72000047'],
  ['isrc', 'aa-6q7-20-00047', 'AA6Q72000047'],
  ['isrc', 'US-BAD', null],
  ['iswc', 'T-034.524.680-1', 'T0345246801'],
  ['iswc', 't0345246801', 'T0345246801'],
  ['iswc', 'T-070.237.621-4', null],
  ['upc', '5012345678900', '5012345678900'],
  ['upc', '190295810726', '0190295810726'],
  ['upc', '"0190295810726"', '0190295810726'],
  ['upc', '4006381333931', '4006381333931'],
  ['upc', '880000000001', null],
  ['grid', 'A1-0302B-0003989564-F', 'A10302B0003989564F'],
  ['grid', 'A10302B0003989565F', null],
  ['dpid', 'PADPIDA2007050901U', 'PADPIDA2007050901U'],
  ['dpid', 'PADPIDA2014999999Z', null],
])('%s %s is %s', (kind, text, expected) => {
  expect(parseIdentifier(kind, text)).toBe(expected);
});

test.each<[IdentifierKind, string, string]>([
  ['isni', '000000012146438X', '0000 0001 2146 438X'],
  ['isrc', 'aa6q72000047', 'AA-6Q7-20-00047'],
  ['iswc', 'T0345246801', 'T-034.524.680-1'],
  ['upc', '0190295810726', '190295810726'],
  ['grid', 'A10302B0003989564F', 'A1-0302B-0003989564-F'],
  ['isrc', 'not one', 'not one'],
])('%s %s is shown as %s', (kind, text, expected) => {
  expect(formatIdentifier(kind, text)).toBe(expected);
});

const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const capitals = (count: number) => fc.stringMatching(new RegExp(`^[0-9A-Z]{${count}}$`));

/** Made by their rules, so that every one of them is right. */
const right: Readonly<Record<IdentifierKind, fc.Arbitrary<string>>> = {
  isni: digits(15).map((text) => text + checkMod11(text)),
  ipi: digits(9)
    .filter((text) => Number(text) > 0)
    .map((text) => text + checkMod101(text)),
  ipiBase: digits(9).map((text) => `I${text}${checkByPlace(text, 2)}`),
  isrc: fc.stringMatching(/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/),
  iswc: digits(9).map((text) => `T${text}${checkByPlace(text, 1)}`),
  upc: digits(12).map((text) => text + checkGs1(text)),
  grid: capitals(15).map((text) => `A1${text}${checkMod37(`A1${text}`)}`),
  dpid: digits(10).map((text) => `PADPIDA${text}${checkMod37(`PADPIDA${text}`)}`),
};

test.each(identifierKinds)('%s: written in any way it is the same', (kind) => {
  fc.assert(
    fc.property(right[kind], (value) => {
      expect(parseIdentifier(kind, value)).toBe(value);
      expect(parseIdentifier(kind, ` ${formatIdentifier(kind, value).toLowerCase()} `)).toBe(value);
    }),
    { numRuns: 60 },
  );
});

/** Those of ISWC and IPI base numbers miss some wrong digits, as they are defined. */
test.each(['isni', 'upc', 'grid', 'dpid', 'ipi'] as const)('%s: one mistyped digit is noticed', (kind) => {
  const changed = fc.tuple(right[kind], fc.nat(), fc.integer({ min: 1, max: 9 })).map(([value, seed, step]) => {
    const places = [...value].flatMap((character, index) => (/\d/.test(character) ? [index] : []));
    const place = places[seed % places.length] as number;
    return value.slice(0, place) + ((Number(value[place]) + step) % 10) + value.slice(place + 1);
  });
  fc.assert(
    fc.property(changed, (value) => {
      expect(parseIdentifier(kind, value)).toBe(null);
    }),
    { numRuns: 200 },
  );
});

test('no text is more than an identifier or none', () => {
  fc.assert(
    fc.property(fc.constantFrom(...identifierKinds), fc.string({ unit: 'grapheme' }), (kind, text) => {
      const value = parseIdentifier(kind, text);
      if (value !== null) expect(parseIdentifier(kind, value)).toBe(value);
    }),
  );
});
