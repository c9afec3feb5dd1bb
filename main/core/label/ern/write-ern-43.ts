import type { Ern4Dialect } from './ern-4-dialect.ts';
import type { ErnMessage } from './ern-message.ts';
import { parentalWarnings } from './ern-values.ts';
import { writeErn4 } from './write-ern-4.ts';
import { group, leaf } from './xml-element.ts';

const dialect: Ern4Dialect = {
  version: '4.3',
  avsVersionId: '3',
  genre: (genre, subGenre) => group('Genre', [leaf('GenreText', genre), leaf('SubGenre', subGenre)]),
  parentalWarning: (explicit) => leaf('ParentalWarningType', parentalWarnings[explicit]),
  // Nothing can be said of it here.
  containsAi: () => null,
  contribution: (roles, instruments) => [
    roles.map(({ value }) => leaf('Role', value)),
    instruments.map((instrument) => leaf('InstrumentType', instrument)),
  ],
};

/** Throws ERN_INCOMPLETE and XML_TEXT_INVALID. */
export function writeErn43(message: ErnMessage): string {
  return writeErn4(message, dialect);
}
