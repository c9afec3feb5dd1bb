import { aggregatorFormats } from './aggregators.ts';
import { directSaleFormats } from './direct-sales.ts';
import { distributorFormats } from './distributors.ts';
import { spotifyFormats } from './spotify-for-artists.ts';
import type { StatementFormat } from './statement-format.ts';
import { storeFormats } from './stores-and-societies.ts';

/** Every table we know by its columns. Of two that fit alike the first counts. */
export const statementFormats: readonly StatementFormat[] = [
  ...aggregatorFormats,
  ...directSaleFormats,
  ...distributorFormats,
  ...storeFormats,
  ...spotifyFormats,
];

/** DDEX's flat file, which is no table with headings: see `dsr-reader.ts`. */
export const dsrFormat = { id: 'ddex-dsr', name: 'DDEX DSR' } as const;

export function formatById(id: string): StatementFormat | undefined {
  return statementFormats.find((format) => format.id === id);
}
