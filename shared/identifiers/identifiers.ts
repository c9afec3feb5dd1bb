import { checkByPlace, checkGs1, checkMod11, checkMod37, checkMod101 } from './check-digits.ts';

/** Numbers that name people, recordings, works and releases in the trade. */
export const identifierKinds = ['isni', 'ipi', 'ipiBase', 'isrc', 'iswc', 'upc', 'grid', 'dpid'] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

type Identifier = {
  /** Of what was typed without blanks, hyphens, dots, quotes and its name, in capitals. */
  parse(plain: string): string | null;
  format(value: string): string;
};

const identifiers: Readonly<Record<IdentifierKind, Identifier>> = {
  isni: {
    parse: (plain) => (/^\d{15}[\dX]$/.test(plain) && checkMod11(plain.slice(0, 15)) === plain[15] ? plain : null),
    format: (value) => value.replace(/(.{4})(?=.)/g, '$1 '),
  },
  ipi: {
    // Societies leave out zeros in front.
    parse: (plain) => {
      if (!/^\d{6,11}$/.test(plain)) return null;
      const value = plain.padStart(11, '0');
      return Number(value) > 0 && checkMod101(value.slice(0, 9)) === value.slice(9) ? value : null;
    },
    format: (value) => value,
  },
  ipiBase: {
    parse: (plain) => (/^I\d{10}$/.test(plain) && checkByPlace(plain.slice(1, 10), 2) === plain[10] ? plain : null),
    format: (value) => `I-${value.slice(1, 10)}-${value.slice(10)}`,
  },
  isrc: {
    parse: (plain) => (/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(plain) ? plain : null),
    format: (value) => `${value.slice(0, 2)}-${value.slice(2, 5)}-${value.slice(5, 7)}-${value.slice(7)}`,
  },
  iswc: {
    parse: (plain) => (/^T\d{10}$/.test(plain) && checkByPlace(plain.slice(1, 10), 1) === plain[10] ? plain : null),
    format: (value) => `T-${value.slice(1, 4)}.${value.slice(4, 7)}.${value.slice(7, 10)}-${value.slice(10)}`,
  },
  upc: {
    // A UPC is an EAN-13 with a zero in front; so one release has one number.
    parse: (plain) => {
      if (!/^\d{12,13}$/.test(plain)) return null;
      const value = plain.padStart(13, '0');
      return checkGs1(value.slice(0, 12)) === value[12] ? value : null;
    },
    format: (value) => value.replace(/^0(?=\d{12}$)/, ''),
  },
  grid: {
    parse: (plain) => (/^A1[0-9A-Z]{16}$/.test(plain) && checkMod37(plain.slice(0, 17)) === plain[17] ? plain : null),
    format: (value) => `${value.slice(0, 2)}-${value.slice(2, 7)}-${value.slice(7, 17)}-${value.slice(17)}`,
  },
  dpid: {
    parse: (plain) =>
      /^PADPIDA\d{10}[0-9A-Z]$/.test(plain) && checkMod37(plain.slice(0, 17)) === plain[17] ? plain : null,
    format: (value) => value,
  },
};

/**
 * The identifier in the one form it is kept in, from whatever way it is written: small letters, blanks, hyphens, dots, quotes,
 * with its name in front. Null where it is none, or its check digit says that it was mistyped. An ISRC has no check digit;
 * a UPC becomes an EAN-13.
 */
export function parseIdentifier(kind: IdentifierKind, text: string): string | null {
  const plain = text.toUpperCase().replace(/^\s*(?:ISNI|IPI|ISRC|ISWC|UPC|EAN|GRID)\b/, '');
  return identifiers[kind].parse(plain.replace(/[\s\-.'"‐-―:]/g, ''));
}

/** As people write it: '0000 0001 2103 2683', 'AA-6Q7-20-00047', 'T-034.524.680-1'. What is no such identifier stays as it is. */
export function formatIdentifier(kind: IdentifierKind, text: string): string {
  const value = parseIdentifier(kind, text);
  return value === null ? text : identifiers[kind].format(value);
}
