import { z } from 'zod';

/* How the columns of a statement become the fields we know. Plain JSON: built-in formats are such mappings, and so is what a
   user makes for a file of a kind we do not know. */

/** What a row of a statement says in our words. */
export const statementFields = [
  'saleDate',
  'saleFrom',
  'saleTo',
  'reportedDate',
  'store',
  'territory',
  'saleType',
  'format',
  'quantity',
  'gross',
  'fee',
  'withheld',
  'net',
  'currency',
  'fxRate',
  'isrc',
  'upc',
  'catalogueNumber',
  'artist',
  'title',
  'releaseTitle',
  'label',
] as const;
export type StatementField = (typeof statementFields)[number];

/** What a row of a streaming service's own figures says: no money. */
export const streamFields = [
  'day',
  'title',
  'artist',
  'playlist',
  'author',
  'releaseDate',
  'dateAdded',
  'streams',
  'listeners',
  'monthlyListeners',
  'monthlyActiveListeners',
  'superListeners',
  'saves',
  'followers',
  'playlistAdds',
] as const;
export type StreamField = (typeof streamFields)[number];

export const saleTypes = [
  'stream',
  'download',
  'physical',
  'sync',
  'ugc',
  'performance',
  'mechanical',
  'merch',
  'other',
] as const;
export type SaleType = (typeof saleTypes)[number];

const columnName = z.string().min(1).max(300);
const values = z.array(z.string().max(300)).max(200);

export const fieldSource = z.strictObject({
  /**
   * Names as the reading gives them (trimmed; a second column of one name is 'Name (2)', one without a name 'Column 5').
   * Compared without regard to capitals; what the file does not have is passed over.
   */
  columns: z.array(columnName).min(1).max(12),
  /**
   * Of several columns: `first` takes the first that says something; `sum` adds amounts; `join` puts what is in the second
   * behind the first, in brackets. `month` finds a month within a text: '2019.08 Streams'.
   */
  how: z.enum(['first', 'sum', 'join', 'month']).default('first'),
  /** A day stands for its whole month: '2020-04-01' in a column of months. */
  isMonth: z.boolean().default(false),
  /** An amount that the file gives with the opposite sign. */
  isNegated: z.boolean().default(false),
  /** What a text of the file means, by the text without regard to capitals: sale types, stores. */
  values: z.record(z.string().max(300), z.string().max(300)).optional(),
});
export type FieldSource = z.output<typeof fieldSource>;

const rowRule = z.strictObject({ column: columnName, values: values.min(1) });

export const columnMapping = z.strictObject({
  fields: z.partialRecord(z.enum(statementFields), fieldSource),
  /** `auto`: what the file's own amounts show. */
  decimal: z.enum(['.', ',', 'auto']).default('auto'),
  /** Of dates like 1/6/2020. */
  dateOrder: z.enum(['dmy', 'mdy', 'auto']).default('auto'),
  /** Where the file names none; null: it has to be asked. ISO 4217. */
  currency: z.string().nullable().default(null),
  store: z.string().max(300).nullable().default(null),
  saleType: z.enum(saleTypes).nullable().default(null),
  /** Rows that take back earlier ones. With `areUnsigned` their amounts and units are given without a minus. */
  reversals: rowRule.extend({ areUnsigned: z.boolean() }).nullable().default(null),
  /** Rows that are no income: payouts, transfers. They are counted and left out. */
  leftOut: z.array(rowRule).max(10).default([]),
  /** An empty amount is 0, instead of an error. */
  isEmptyZero: z.boolean().default(false),
  /** Of buyers and customers. Never leave the reading unless asked for. */
  personalColumns: z.array(columnName).max(200).default([]),
});
/** As the reading takes it: every choice made. */
export type ColumnMapping = z.output<typeof columnMapping>;
/** As it is written down: what is left out has its usual value. */
export type ColumnMappingInput = z.input<typeof columnMapping>;

/** Why a row, or a cell of it, is not as it should be. */
export const statementErrorCodes = [
  'amountUnreadable',
  'amountMissing',
  'dateUnreadable',
  'currencyUnknown',
  'currencyMissing',
  'cellsExtra',
  'cellsMissing',
  'recordInvalid',
  'linesMissing',
] as const;
export const statementWarningCodes = [
  'ragged',
  'quoteOpen',
  'formula',
  'controlCharacter',
  'amountRounded',
  'amountNegative',
  'unitsZero',
  'unitsUnreadable',
  'unitsFraction',
  'dateMissing',
  'territoryUnknown',
  'isrcInvalid',
  'upcInvalid',
  'upcDamaged',
  'textTooLong',
  'totalRow',
  'leftOut',
] as const;
/** One of these keeps the whole file from being imported; the others are told and counted. */
export type StatementErrorCode = (typeof statementErrorCodes)[number];
export type StatementWarningCode = (typeof statementWarningCodes)[number];
export type StatementProblemCode = StatementErrorCode | StatementWarningCode;

const errorCodes: ReadonlySet<string> = new Set(statementErrorCodes);

export function isStatementError(code: StatementProblemCode): code is StatementErrorCode {
  return errorCodes.has(code);
}
