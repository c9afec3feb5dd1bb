import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { columnMapping, saleTypes, statementErrorCodes, statementWarningCodes } from '../statement-mapping.ts';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { currency, day, recordingId, releaseId } from './studio-ids.ts';

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
const name = z.string().trim().min(1).max(300);

const fileEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export const matchMethods = ['isrc', 'upc', 'catalogue', 'alias', 'hand', 'ignored'] as const;
export type MatchMethod = (typeof matchMethods)[number];

/** How a file goes in: beside the others, in place of one, or as a correction of one. */
export const importModes = ['merge', 'replace', 'append'] as const;
export type ImportMode = (typeof importModes)[number];

const currencyTotal = z.object({
  currency: z.string(),
  rows: z.number().int(),
  units: z.number().int(),
  net: amountText,
});
export type StatementTotal = z.output<typeof currencyTotal>;

const controlTotal = z.object({ currency, amount: amountText });
export type ControlTotal = z.output<typeof controlTotal>;

const exchangeRate = z.object({ from: currency, to: currency, rate: rateText, on: day });
export type StatementRate = z.output<typeof exchangeRate>;

const problemCodes = [...statementErrorCodes, ...statementWarningCodes] as const;
export const statementProblem = z.object({
  line: z.number().int(),
  code: z.enum(problemCodes),
  column: z.string(),
  text: z.string(),
});
export type StatementProblem = z.output<typeof statementProblem>;

/** Another statement that a file may be the same as. */
const otherStatement = z.object({ id: statementId, name: z.string(), importedAt: z.number() });
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

/** What was chosen for a file that waits to be imported. What is not named is as the file says. */
export const draftChoice = z.object({
  name: name.optional(),
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
  totals: z.array(currencyTotal),
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
  problemCounts: z.array(z.object({ code: z.enum(problemCodes), count: z.number().int() })),
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

export const statementSummary = z.object({
  id: statementId,
  name: z.string(),
  kind: z.enum(['sales', 'streams']),
  format: z.string(),
  source: z.string(),
  fromMonth: monthOrNone,
  toMonth: monthOrNone,
  reportedMonth: monthOrNone,
  rows: z.number().int(),
  problemCount: z.number().int(),
  totals: z.array(currencyTotal),
  controlTotals: z.array(controlTotal),
  /** Typed total less rows, by currency; empty where they agree or none was typed. */
  differences: z.array(controlTotal),
  isDifferenceKnown: z.boolean(),
  rates: z.array(exchangeRate),
  note: z.string(),
  replacesId: statementId.nullable(),
  correctsId: statementId.nullable(),
  importedAt: z.number(),
});
export type StatementSummary = z.output<typeof statementSummary>;

const matchPart = z.object({
  currency: z.string(),
  matched: amountText,
  open: amountText,
  ignored: amountText,
  total: amountText,
});
export type MatchPart = z.output<typeof matchPart>;

export const statementDetail = statementSummary.extend({
  sha256: z.string(),
  sizeBytes: z.number(),
  /** What is matched, open and ignored; the three are the total. */
  parts: z.array(matchPart),
  replaces: otherStatement.nullable(),
  corrects: otherStatement.nullable(),
  /** A closed royalty period counted it: it can only be corrected. */
  isClosed: z.boolean(),
});
export type StatementDetail = z.output<typeof statementDetail>;

export const lineFilter = z.object({
  statementId: statementId.optional(),
  itemId: statementItemId.optional(),
  /** Sales of a recording. */
  recordingId: recordingId.optional(),
  /** Sales of a release as a whole, and of its recordings from it. */
  releaseId: releaseId.optional(),
  storeId: statementStoreId.optional(),
  /** A key of shared/stores.ts. */
  storeKey: z.string().max(60).optional(),
  territory: z.string().max(2).optional(),
  month: monthOrNone.optional(),
  saleType: z.enum(saleTypes).optional(),
  currency: currency.optional(),
  /** Only what is known ('matched'), open, or ignored. */
  match: z.enum(['matched', 'open', 'ignored']).optional(),
  /** Words of artist, title, release, identifiers or store. */
  text: z.string().max(200).optional(),
});
export type LineFilter = z.output<typeof lineFilter>;

export const statementItem = z.object({
  id: statementItemId,
  isrc: z.string(),
  upc: z.string(),
  catalogueNumber: z.string(),
  artist: z.string(),
  title: z.string(),
  releaseTitle: z.string(),
  method: z.enum(['', ...matchMethods]),
  recordingId: recordingId.nullable(),
  releaseId: releaseId.nullable(),
  /** What it is here. */
  target: z.string(),
  rows: z.number().int(),
  units: z.number().int(),
  /** By currency, the largest first. */
  nets: z.array(z.object({ currency: z.string(), net: amountText })),
});
export type StatementItem = z.output<typeof statementItem>;

export const matchSuggestion = z.object({
  recordingId: recordingId.nullable(),
  releaseId: releaseId.nullable(),
  title: z.string(),
  artist: z.string(),
  /** ISRC, UPC or catalogue number. */
  code: z.string(),
  /** 0 to 1, how alike artist and title are. */
  likeness: z.number(),
});
export type MatchSuggestion = z.output<typeof matchSuggestion>;

const matchTarget = z.union([
  z.object({ recordingId }),
  z.object({ releaseId }),
  /** Label overhead, or open again. */
  z.enum(['ignored', 'open']),
]);
const done = z.object({ operation: operationId.nullable() });
const paging = { offset: z.number().int().min(0).default(0), count: z.number().int().min(1).max(500).default(100) };

/** Columns of files of lines, in their order. */
export const statementColumns = [
  'statement',
  'line',
  'month',
  'store',
  'territory',
  'saleType',
  'format',
  'artist',
  'title',
  'releaseTitle',
  'isrc',
  'upc',
  'catalogueNumber',
  'units',
  'currency',
  'gross',
  'fee',
  'withheld',
  'net',
  'method',
] as const;
export type StatementColumn = (typeof statementColumns)[number];

const statementExport = z.object({
  state: z.enum(['writing', 'done', 'failed']),
  path: z.string(),
  rows: z.number().int(),
  error: z.enum(errorCodes).nullable(),
});
export type StatementExport = z.output<typeof statementExport>;

export const statementsContract = {
  /** Begins to look at files: their paths, or uploads. Answers with their drafts at once. */
  'statements.look': command(
    z.object({
      files: z
        .array(z.union([z.object({ path: z.string().min(1).max(4000) }), z.object({ upload: z.string().max(60) })]))
        .min(1)
        .max(50),
    }),
    z.object({ ids: z.array(z.number().int()) }),
  ),
  /** Takes a piece of a file as Base64, in order; without an upload it begins one. Throws INVALID_INPUT and IMPORT_TOO_LARGE. */
  'statements.upload': command(
    z.object({
      upload: z.string().max(60).nullable(),
      name: z.string().min(1).max(300),
      at: z.number().int().min(0),
      content: z.string().max(1_900_000),
    }),
    z.object({ upload: z.string() }),
  ),
  'statements.drafts': query(['statements'], z.void(), z.array(statementDraft)),
  /** Looks again with other choices. Throws NOT_FOUND, and STATE_REFUSED while it is imported. */
  'statements.setDraft': command(z.object({ id: z.number().int(), choice: draftChoice }), z.void()),
  /** Forgets a file; one that is being imported leaves nothing behind. */
  'statements.dropDraft': command(z.object({ ids: z.array(z.number().int()).max(200) }), z.void()),
  /**
   * Imports files one after another, each as one operation. Throws NOT_FOUND, and STATE_REFUSED for files that have errors, need
   * something, or are in already, and PERIOD_CLOSED for one in place of a statement that a closed period counted.
   */
  'statements.import': command(z.object({ ids: z.array(z.number().int()).min(1).max(50) }), z.void()),
  'statements.list': query(
    ['statements', 'royalties'],
    z.void(),
    z.object({
      statements: z.array(statementSummary),
      /** Months between the first and the last of a source that no statement of it has. */
      missing: z.array(z.object({ source: z.string(), months: z.array(monthOrNone) })),
      parts: z.array(matchPart),
      openItems: z.number().int(),
    }),
  ),
  'statements.get': query(['statements', 'royalties'], z.object({ id: statementId }), statementDetail),
  /** Lines of counted statements, by statement and line. `total` counts all that the filter lets through. */
  'statements.lines': query(
    ['statements'],
    lineFilter.extend(paging),
    z.object({ total: z.number().int(), sums: z.array(currencyTotal), lines: z.array(statementLine) }),
  ),
  /** The row behind a line, as it stood in its file, without columns about buyers. */
  'statements.row': query(
    ['statements'],
    z.object({ statementId, line: z.number().int() }),
    z.object({
      fileName: z.string(),
      rows: z.number().int(),
      columns: z.array(z.string()),
      cells: z.array(z.string()),
    }),
  ),
  'statements.problems': query(
    ['statements'],
    z.object({ id: statementId, ...paging }),
    z.object({ total: z.number().int(), problems: z.array(statementProblem) }),
  ),
  'statements.edit': command(
    z.object({
      id: statementId,
      change: z.object({
        name: name.optional(),
        source: z.string().trim().max(200).optional(),
        note: z.string().max(4000).optional(),
        reportedMonth: monthOrNone.optional(),
        controlTotals: z.array(controlTotal).max(20).optional(),
        isDifferenceKnown: z.boolean().optional(),
        rates: z.array(exchangeRate).max(50).optional(),
      }),
    }),
    done,
  ),
  /** Their rows count no more; undo brings them back at once. Throws PERIOD_CLOSED. */
  'statements.remove': command(z.object({ ids: z.array(statementId).min(1).max(500) }), done),
  /** What was sold, by what it brought, the most first. */
  'statements.items': query(
    ['statements', 'recordings', 'releases'],
    z.object({
      match: z.enum(['matched', 'open', 'ignored']).default('open'),
      text: z.string().max(200).default(''),
      statementId: statementId.optional(),
      ...paging,
    }),
    z.object({ total: z.number().int(), items: z.array(statementItem) }),
  ),
  /** What an item may be, the likeliest first; with `text` what the catalogue has of that. */
  'statements.suggest': query(
    ['statements', 'recordings', 'releases'],
    z.object({ itemId: statementItemId, text: z.string().max(200).default('') }),
    z.array(matchSuggestion),
  ),
  'statements.match': command(
    z.object({ itemIds: z.array(statementItemId).min(1).max(2000), target: matchTarget }),
    done,
  ),
  /** Makes recordings, and releases where items are such, out of items and matches them. */
  'statements.makeCatalogue': command(
    z.object({ itemIds: z.array(statementItemId).min(1).max(2000) }),
    done.extend({ recordings: z.number().int(), releases: z.number().int() }),
  ),
  'statements.stores': query(
    ['statements'],
    z.void(),
    z.array(z.object({ id: statementStoreId, name: z.string(), key: z.string() })),
  ),
  'statements.setStore': command(z.object({ id: statementStoreId, key: z.string().max(60) }), done),
  'statements.mappings': query(
    ['statements'],
    z.void(),
    z.array(
      z.object({
        id: statementMappingId,
        name: z.string(),
        header: z.array(z.string()),
        mapping: columnMapping,
        createdAt: z.number(),
      }),
    ),
  ),
  'statements.editMapping': command(
    z.object({ id: statementMappingId, name: name.optional(), mapping: columnMapping.optional() }),
    done,
  ),
  'statements.removeMapping': command(z.object({ id: statementMappingId }), done),
  /** Begins to write lines into a file. Throws INVALID_INPUT, also while another is written, FILE_EXISTS and file errors. */
  'statements.export': command(
    z.object({
      filter: lineFilter,
      format: z.enum(['csv', 'xlsx']),
      path: z.string().min(1).max(4000),
      /** The titles of the columns by what they hold. */
      titles: z.record(z.enum(statementColumns), z.string().max(100)),
    }),
    z.void(),
  ),
  /** The export that is written, or the last one. */
  'statements.getExport': query(['statements'], z.void(), statementExport.nullable()),
};
