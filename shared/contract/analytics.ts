import { z } from 'zod';
import { saleTypes } from '../statement-mapping.ts';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { amountText, statementId } from './statements.ts';
import { currency, recordingId, releaseId } from './studio-ids.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const count = z.number().int();

export const analyticsDimensions = [
  'store',
  'territory',
  'track',
  'release',
  'artist',
  'month',
  'type',
  'source',
] as const;
export type AnalyticsDimension = (typeof analyticsDimensions)[number];

export const analyticsFilter = z.object({
  /** Months of sale, both inclusive; without them all that there are. */
  from: month.optional(),
  to: month.optional(),
  /** A key of shared/stores.ts, or as statements spell it where that is no store of ours. */
  store: z.string().max(300).optional(),
  territory: z.string().max(2).optional(),
  recordingId: recordingId.optional(),
  releaseId: releaseId.optional(),
  artist: z.string().max(500).optional(),
  saleType: z.enum(saleTypes).optional(),
  /** Who pays, as statements name it. */
  source: z.string().max(300).optional(),
});
export type AnalyticsFilter = z.output<typeof analyticsFilter>;

/** Net amounts are in the workspace's currency, exact decimal text; what has no rate is in `unconverted` instead. */
const figures = {
  net: amountText,
  units: count,
  streams: count,
  /** The same of the equal period before; null where that is not asked for or reaches before the first sale. */
  previousNet: amountText.nullable(),
  /** In percent, one decimal; null where there is nothing to grow from. */
  growth: z.number().nullable(),
};

export const analyticsRow = z.object({
  /** Of its dimension: a store's key, a country, a number as text. */
  key: z.string(),
  label: z.string(),
  ...figures,
  /** Of the total, in percent. */
  share: z.number(),
  /** What a thousand streams brought, to four decimals; null without streams. */
  perThousand: z.string().nullable(),
  /** How that changed against the period before, in percent. */
  rateChange: z.number().nullable(),
});
export type AnalyticsRow = z.output<typeof analyticsRow>;

export const analyticsHint = z.discriminatedUnion('kind', [
  /** A release that is live in a store, of which nothing was reported. */
  z.object({ kind: z.literal('silentStore'), release: z.string(), releaseId, store: z.string() }),
  /** A store that brings much, in which a track that sells elsewhere does not. */
  z.object({ kind: z.literal('missingStore'), track: z.string(), recordingId, store: z.string(), share: z.number() }),
  /** The same of a country. */
  z.object({
    kind: z.literal('missingTerritory'),
    track: z.string(),
    recordingId,
    territory: z.string(),
    share: z.number(),
  }),
  /** Months of a store between others that no statement has. */
  z.object({ kind: z.literal('missingMonths'), store: z.string(), months: z.array(month) }),
]);
export type AnalyticsHint = z.output<typeof analyticsHint>;

const projection = z.object({
  /** `compound`: the mean growth of the last three months, compounded; `default`: 5 % a month, where months are too few. */
  method: z.enum(['compound', 'default']),
  /** A month, in percent. */
  growth: z.number(),
  months: z.array(z.object({ month, net: amountText, total: amountText })),
});
export type Projection = z.output<typeof projection>;

/** A format that a view is written in. */
export const analyticsFormats = ['csv', 'xlsx', 'pdf'] as const;

/** What can be written into a file: a breakdown, months by store, counted streams, estimates. */
export const analyticsViews = [...analyticsDimensions, 'overview', 'streams', 'estimates'] as const;
export type AnalyticsView = (typeof analyticsViews)[number];

export const exportColumns = [
  ...analyticsDimensions,
  'net',
  'previous',
  'growth',
  'share',
  'units',
  'streams',
  'perThousand',
  'rateChange',
  'counted',
  'paid',
  'paidShare',
  'perStream',
  'estimate',
  'total',
] as const;
export type ExportColumn = (typeof exportColumns)[number];

/** Words of an exported view, in the language of the window. */
const exportWords = z.object({
  title: z.string().max(300),
  /** Period and filter, in a line each. */
  lines: z.array(z.string().max(500)).max(20),
  columns: z.record(z.enum(exportColumns), z.string().max(100)),
  /** Keys whose words the window knows better: countries, kinds of sale, all other stores, what has no name. */
  labels: z.record(z.string(), z.string().max(300)),
  madeOn: z.string().max(60),
});

/** What came in, by whom it was paid, where, for what and when: counted from the sums of all statements that count. */
export const analyticsContract = {
  'analytics.overview': query(
    ['statements', 'recordings', 'releases', 'settings'],
    analyticsFilter,
    z.object({
      currency,
      /** Of the months that have sales; empty where there are none. */
      firstMonth: z.string(),
      lastMonth: z.string(),
      from: z.string(),
      to: z.string(),
      total: z.object({
        ...figures,
        ...{ rows: count, statements: count, downloads: count },
        /** What a thousand streams brought, to four decimals; null without streams. */
        perThousand: z.string().nullable(),
      }),
      unconverted: z.array(z.object({ currency: z.string(), net: amountText, rows: count })),
      /** Sold in no month that is known; only counted where no months are asked for. */
      undated: amountText,
      /** What is matched with nothing. */
      unmatched: amountText,
      months: z.array(month),
      /** The five largest stores and all others, by month; for a chart. */
      series: z.array(z.object({ key: z.string(), label: z.string(), net: z.array(amountText) })),
      projection: projection.nullable(),
    }),
  ),
  /** The largest first, months in order. */
  'analytics.by': query(
    ['statements', 'recordings', 'releases', 'settings'],
    z.object({
      filter: analyticsFilter,
      dimension: z.enum(analyticsDimensions),
      limit: z.number().int().min(1).max(5000).default(500),
    }),
    z.object({
      ...{ currency, dimension: z.enum(analyticsDimensions) },
      ...{ total: amountText, rowCount: count, rows: z.array(analyticsRow) },
    }),
  ),
  /** Rows of statements behind the figures, the largest first; amounts as their statement has them, in its currency. */
  'analytics.lines': query(
    ['statements', 'recordings', 'releases'],
    z.object({ filter: analyticsFilter, limit: z.number().int().min(1).max(1000).default(200) }),
    z.object({
      total: count,
      lines: z.array(
        z.object({
          ...{ statementId, statement: z.string(), line: count, month: z.string(), store: z.string() },
          ...{ territory: z.string(), saleType: z.enum(saleTypes), artist: z.string(), title: z.string() },
          ...{ units: count, net: amountText, currency: z.string() },
        }),
      ),
    }),
  ),
  'analytics.hints': query(
    ['statements', 'recordings', 'releases', 'deliveries'],
    analyticsFilter,
    z.array(analyticsHint),
  ),
  /** Streams that Spotify for Artists counted, beside those that were paid for, by recording. */
  'analytics.streams': query(
    ['statements', 'recordings'],
    analyticsFilter,
    z.array(
      z.object({
        recordingId: recordingId.nullable(),
        title: z.string(),
        counted: count,
        paid: count,
        net: amountText,
        /** Paid for, of what was counted, in percent; null where nothing was counted. */
        paidShare: z.number().nullable(),
      }),
    ),
  ),
  /** What streams would have brought by the estimates of the list of stores, in dollars, beside what they did: estimates only. */
  'analytics.estimates': query(
    ['statements', 'deliveries'],
    analyticsFilter,
    z.array(
      z.object({
        store: z.string(),
        streams: count,
        estimate: amountText,
        perStream: z.string(),
        /** What was paid in dollars for them; null where it was paid in others. */
        paid: amountText.nullable(),
      }),
    ),
  ),
  /** Writes a view into a file. Throws INVALID_INPUT for no whole path, FILE_EXISTS and file errors. */
  'analytics.export': command(
    z.object({
      filter: analyticsFilter,
      view: z.enum(analyticsViews),
      format: z.enum(analyticsFormats),
      path: absolutePath,
      words: exportWords,
    }),
    z.object({ path: z.string(), rows: count }),
  ),
};
