import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { columnMapping, saleTypes } from '../statement-mapping.ts';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { operationId } from './operation.ts';
import { draftChoice, statementDraft } from './statement-drafts.ts';
import {
  amountText,
  controlTotal,
  matchMethods,
  monthOrNone,
  otherStatement,
  statementId,
  statementItemId,
  statementLine,
  statementMappingId,
  statementName,
  statementProblem,
  statementRate,
  statementStoreId,
  statementTotal,
} from './statement-shapes.ts';
import { currency, recordingId, releaseId } from './studio-ids.ts';

export * from './statement-drafts.ts';
export * from './statement-shapes.ts';

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
  totals: z.array(statementTotal),
  controlTotals: z.array(controlTotal),
  /** Typed total less rows, by currency; empty where they agree or none was typed. */
  differences: z.array(controlTotal),
  isDifferenceKnown: z.boolean(),
  rates: z.array(statementRate),
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
        .array(z.union([z.object({ path: absolutePath }), z.object({ upload: z.string().max(60) })]))
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
    z.object({ total: z.number().int(), sums: z.array(statementTotal), lines: z.array(statementLine) }),
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
        name: statementName.optional(),
        source: z.string().trim().max(200).optional(),
        note: z.string().max(4000).optional(),
        reportedMonth: monthOrNone.optional(),
        controlTotals: z.array(controlTotal).max(20).optional(),
        isDifferenceKnown: z.boolean().optional(),
        rates: z.array(statementRate).max(50).optional(),
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
    z.object({ id: statementMappingId, name: statementName.optional(), mapping: columnMapping.optional() }),
    done,
  ),
  'statements.removeMapping': command(z.object({ id: statementMappingId }), done),
  /** Begins to write lines into a file. Throws INVALID_INPUT, also while another is written, FILE_EXISTS and file errors. */
  'statements.export': command(
    z.object({
      filter: lineFilter,
      format: z.enum(['csv', 'xlsx']),
      path: absolutePath,
      /** The titles of the columns by what they hold. */
      titles: z.record(z.enum(statementColumns), z.string().max(100)),
    }),
    z.void(),
  ),
  /** The export that is written, or the last one. */
  'statements.getExport': query(['statements'], z.void(), statementExport.nullable()),
};
