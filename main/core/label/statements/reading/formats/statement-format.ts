import type { ColumnMappingInput, StreamField } from '#shared/statement-mapping.ts';

/** Why a column is what one is owed; the window has a text for each. */
export const moneyNotes = [
  /** The distributor's figure for you, your share of a team already taken. */
  'afterTeamShare',
  /** `net` = sales × rate of exchange, in your own currency. */
  'converted',
  /** What the store or distributor keeps is taken off already. */
  'afterFees',
  /** Share and cost of payment of a direct sale are taken off. */
  'afterShareAndPayment',
  /** Several columns make it together. */
  'sumOfColumns',
  /** The one amount the file has. */
  'onlyAmount',
  /** Counts alone. */
  'noMoney',
] as const;
export type MoneyNote = (typeof moneyNotes)[number];

type FormatBase = {
  id: string;
  /** As its maker writes it: a name, not a text to translate. */
  name: string;
  /** Each must be there, by one of its names. */
  required: readonly (readonly string[])[];
  /** What such a file has besides; says how alike a file is. */
  known: readonly string[];
  /** Nothing but the required columns. */
  isExact?: boolean;
};

export type SalesFormat = FormatBase & {
  content: 'sales';
  mapping: ColumnMappingInput;
  money: { note: MoneyNote; columns: readonly string[]; besides?: readonly string[] };
  /** What the file does not say and we take for granted until told otherwise. */
  assumes?: readonly ('currency' | 'dateOrder' | 'saleType')[];
};

export type StreamsFormat = FormatBase & {
  content: 'streams';
  fields: Partial<Record<StreamField, string[]>>;
  /** Takes the title out of a file's name. */
  titleIn?: RegExp;
  money: { note: 'noMoney'; columns: readonly [] };
};

export type StatementFormat = SalesFormat | StreamsFormat;

/** A list of names as headings give them. */
export function names(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

/** One source that takes the first of some columns. */
export function from(...columns: string[]): { columns: string[] } {
  return { columns };
}
