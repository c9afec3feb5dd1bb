import type { Ern4Dialect } from './ern-4-dialect.ts';
import type { ErnMessage } from './ern-message.ts';
import { aiContents, parentalWarnings } from './ern-values.ts';
import { writeErn4 } from './write-ern-4.ts';
import { group, leaf } from './xml-element.ts';

const dialect: Ern4Dialect = {
  version: '4.3.2',
  avsVersionId: '9',
  genre: (genre, subGenre) => group('DisplayGenre', [leaf('GenreText', genre), leaf('SubGenre', subGenre)]),
  // It may be left out here, which says more than "no advice".
  parentalWarning: (explicit) =>
    explicit === 'unknown' ? null : leaf('ParentalWarningType', parentalWarnings[explicit]),
  containsAi: (content) => leaf('ContainsAI', aiContents[content]),
  contribution: (roles, instruments, ai) => {
    const player = roles.findIndex(({ isWriter }) => !isWriter);
    const played = instruments.map((instrument) => leaf('InstrumentType', instrument));
    return [
      roles.map(({ value }, index) => group('Role', [leaf('Value', value), index === player ? played : []])),
      player === -1 ? played : [],
      leaf('AiContribution', aiContents[ai]),
    ];
  },
};

/** Throws ERN_INCOMPLETE and XML_TEXT_INVALID. */
export function writeErn432(message: ErnMessage): string {
  return writeErn4(message, dialect);
}
