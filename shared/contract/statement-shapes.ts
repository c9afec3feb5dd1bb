import { z } from 'zod';
import { saleTypes, statementErrorCodes, statementWarningCodes } from '../statement-mapping.ts';
import { currency, day } from './studio-ids.ts';

export const statementId = z.number().int().positive().brand<'StatementId'>();
export type StatementId = z.output<typeof statementId>;

export const statementItemId = z.number().int().positive().brand<'StatementItemId'>();
export type StatementItemId = z.output<typeof statementItemId>;

export const statementStoreId = z.number().int().positive().brand<'StatementStoreId'>();
export type StatementStoreId = z.output<typeof statementStoreId>;

export const statementMappingId = z.number().int().positive().brand<'StatementMappingId'>();
export type StatementMappingId = z.output<typeof statementMappingId>;

/** Exact decimal text, up to 12 places: '-0.000123'. */
export const amountText = z.string().regex(/^-?\d{1,24}(\.\d{1,12})?$/);
/** A rate of exchange: what one unit of `from` is in `to`. */
const rateText = z.string().regex(/^\d{1,20}(\.\d{1,20})?$/);
/** 'yyyy-mm', or empty. */
export const monthOrNone = z.union([z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), z.literal('')]);
export const statementName = z.string().trim().min(1).max(300);

export const fileEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export const matchMethods = ['isrc', 'upc', 'catalogue', 'alias', 'hand', 'ignored'] as const;
export type MatchMethod = (typeof matchMethods)[number];

/** How a file goes in: beside the others, in place of one, or as a correction of one. */
export const importModes = ['merge', 'replace', 'append'] as const;
export type ImportMode = (typeof importModes)[number];

export const statementTotal = z.object({
  currency: z.string(),
  rows: z.number().int(),
  units: z.number().int(),
  net: amountText,
});
export type StatementTotal = z.output<typeof statementTotal>;

export const controlTotal = z.object({ currency, amount: amountText });
export type ControlTotal = z.output<typeof controlTotal>;

export const statementRate = z.object({ from: currency, to: currency, rate: rateText, on: day });
export type StatementRate = z.output<typeof statementRate>;

export const statementProblemCodes = [...statementErrorCodes, ...statementWarningCodes] as const;
export const statementProblem = z.object({
  line: z.number().int(),
  code: z.enum(statementProblemCodes),
  column: z.string(),
  text: z.string(),
});
export type StatementProblem = z.output<typeof statementProblem>;

/** Another statement that a file may be the same as. */
export const otherStatement = z.object({ id: statementId, name: z.string(), importedAt: z.number() });
export type OtherStatement = z.output<typeof otherStatement>;

/** A row in our words, as it counts. */
export const statementLine = z.object({
  statementId,
  line: z.number().int(),
  itemId: statementItemId,
  /** 'yyyy-mm', or empty where nothing says it. */
  month: monthOrNone,
  store: z.string(),
  storeId: statementStoreId,
  territory: z.string(),
  saleType: z.enum(saleTypes),
  format: z.string(),
  units: z.number().int(),
  currency: z.string(),
  net: amountText,
  gross: amountText.nullable(),
  fee: amountText.nullable(),
  withheld: amountText.nullable(),
  artist: z.string(),
  title: z.string(),
  releaseTitle: z.string(),
  isrc: z.string(),
  upc: z.string(),
  catalogueNumber: z.string(),
  method: z.enum(['', ...matchMethods]),
});
export type StatementLine = z.output<typeof statementLine>;
