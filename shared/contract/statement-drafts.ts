import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { columnMapping } from '../statement-mapping.ts';
import { operationId } from './operation.ts';
import {
  controlTotal,
  fileEncodings,
  importModes,
  matchMethods,
  monthOrNone,
  otherStatement,
  statementId,
  statementLine,
  statementMappingId,
  statementName,
  statementProblem,
  statementProblemCodes,
  statementTotal,
} from './statement-shapes.ts';
import { currency, day } from './studio-ids.ts';

/** What was chosen for a file that waits to be imported. What is not named is as the file says. */
export const draftChoice = z.object({
  name: statementName.optional(),
  source: z.string().trim().max(200).optional(),
  /** Counts instead of what the file says; null: the file's. */
  currency: currency.nullable().optional(),
  /** Of rows that tell no date. */
  period: z.object({ from: day, to: day }).nullable().optional(),
  /** One of the formats that fit; null: the likeliest. */
  format: z.string().max(60).nullable().optional(),
  /** Instead of a format; null: what was found. */
  mapping: columnMapping.nullable().optional(),
  /** The row of the headings, from 1. */
  headerRow: z.number().int().min(1).max(20).nullable().optional(),
  decimal: z.enum(['.', ',']).nullable().optional(),
  dateOrder: z.enum(['dmy', 'mdy']).nullable().optional(),
  delimiter: z.enum(['\t', ';', ',', '|']).nullable().optional(),
  encoding: z.enum(fileEncodings).nullable().optional(),
  /** Of a workbook, and of a ZIP. */
  sheet: z.string().max(300).nullable().optional(),
  member: z.string().max(1000).nullable().optional(),
  /** Keeps the mapping under this name, for the next file with these headings. */
  mappingName: z.string().trim().max(200).nullable().optional(),
  mode: z.enum(importModes).optional(),
  /** The statement that it replaces or corrects. */
  otherId: statementId.nullable().optional(),
  controlTotals: z.array(controlTotal).max(20).optional(),
  isDifferenceKnown: z.boolean().optional(),
  /** Imports a file whose rows are those of another statement. */
  isSameKnown: z.boolean().optional(),
});
export type DraftChoice = z.output<typeof draftChoice>;

export const draftQuestions = ['mapping', 'currency', 'dateOrder', 'decimal', 'period'] as const;
export type DraftQuestion = (typeof draftQuestions)[number];

const previewColumn = z.object({
  name: z.string(),
  /** What it is read as; null for columns that are only kept. */
  field: z.string().nullable(),
  /** About buyers: it is never kept. */
  isPersonal: z.boolean(),
});

export const draftPreview = z.object({
  kind: z.enum(['sales', 'streams']),
  /** A built-in format; null for a mapping, or where nothing is known of the headings. */
  format: z.string().nullable(),
  mappingId: statementMappingId.nullable(),
  /** Every format that fits, the likeliest first. */
  formats: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Nothing knows these headings: what they are is a guess until somebody says it. */
  isUnknown: z.boolean(),
  /** The headings by which the format was known. */
  because: z.array(z.string()),
  /** The columns that `net` comes from. */
  moneyColumns: z.array(z.string()),
  /** Why those: a name of moneyNotes, or empty for a mapping of the user's. */
  moneyNote: z.string(),
  formatName: z.string(),
  mapping: columnMapping.nullable(),
  headerRow: z.number().int(),
  file: z.object({
    kind: z.string(),
    encoding: z.string(),
    delimiter: z.string(),
    decimal: z.string(),
    dateOrder: z.string(),
    sheet: z.string().nullable(),
    member: z.string().nullable(),
    sheets: z.array(z.string()),
    members: z.array(z.string()),
  }),
  columns: z.array(previewColumn),
  /** The first rows as they stand, without what is about buyers. */
  firstRows: z.array(z.array(z.string())),
  /** The first rows in our words. */
  lines: z.array(statementLine.omit({ statementId: true, itemId: true, storeId: true })),
  totals: z.array(statementTotal),
  rows: z.number().int(),
  blankRows: z.number().int(),
  leftOutRows: z.number().int(),
  reversals: z.number().int(),
  from: z.string(),
  to: z.string(),
  reportedMonth: monthOrNone,
  stores: z.array(z.object({ name: z.string(), key: z.string() })),
  /** How many spellings and rows are known by what; '' are those that nobody knows. */
  matches: z.array(
    z.object({ method: z.enum(['', ...matchMethods]), items: z.number().int(), rows: z.number().int() }),
  ),
  problems: z.array(statementProblem),
  problemCounts: z.array(z.object({ code: z.enum(statementProblemCodes), count: z.number().int() })),
  errorCount: z.number().int(),
  /** What the file leaves open and has to be chosen. */
  needs: z.array(z.enum(draftQuestions)),
  sameFile: otherStatement.nullable(),
  sameRows: otherStatement.nullable(),
  /** Of the same source and months. */
  overlaps: z.array(otherStatement),
  /** What the typed total is more than the rows; by currency, only where they differ. */
  differences: z.array(controlTotal),
});
export type DraftPreview = z.output<typeof draftPreview>;

/** A file that was looked at and is not imported yet; it lives until it is dropped or the program ends. */
export const statementDraft = z.object({
  id: z.number().int(),
  fileName: z.string(),
  sizeBytes: z.number(),
  state: z.enum(['reading', 'ready', 'importing', 'done', 'failed']),
  /** Of reading or importing, 0 to 1. */
  fraction: z.number(),
  choice: draftChoice,
  preview: draftPreview.nullable(),
  error: z.enum(errorCodes).nullable(),
  /** Where it was imported to. */
  statementId: statementId.nullable(),
  operation: operationId.nullable(),
});
export type StatementDraft = z.output<typeof statementDraft>;
