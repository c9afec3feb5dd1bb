import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { currency, day, dayOrNone, projectId, songId } from './studio-ids.ts';

export const reportId = z.number().int().positive().brand<'ReportId'>();
export type ReportId = z.output<typeof reportId>;

/**
 * - `time`: hours and amounts in up to three nested groups.
 * - `matrix`: hours of one group by day, week or month.
 * - `entries`: each entry, as for a client's timesheet.
 * - `budget`: what of each project's budget is used, since it began.
 * - `expenses`: expenses in up to three nested groups, in the workspace's currency.
 * - `earnings`: hours and costs against what came in, and what an hour earned.
 */
export const reportKinds = ['time', 'matrix', 'entries', 'budget', 'expenses', 'earnings'] as const;
export const reportKind = z.enum(reportKinds);
export type ReportKind = z.output<typeof reportKind>;

export const reportGroups = [
  'project',
  'task',
  'person',
  'client',
  'song',
  'pack',
  'release',
  'activity',
  'category',
  'day',
  'week',
  'month',
] as const;
export const reportGroup = z.enum(reportGroups);
export type ReportGroup = z.output<typeof reportGroup>;

/** What each kind can be grouped by. */
export const groupsOfKind: Readonly<Record<ReportKind, readonly ReportGroup[]>> = {
  time: reportGroups.filter((group) => group !== 'category'),
  matrix: ['project', 'task', 'person', 'client', 'song', 'pack', 'release', 'activity'],
  entries: [],
  budget: [],
  expenses: ['category', 'project', 'person', 'client', 'song', 'pack', 'release', 'month'],
  earnings: ['project', 'client', 'song', 'pack', 'release'],
};
/** How many groups each kind has, at least and at most. */
export const groupCounts: Readonly<Record<ReportKind, readonly [number, number]>> = {
  time: [1, 3],
  matrix: [1, 1],
  entries: [0, 0],
  budget: [0, 0],
  expenses: [1, 3],
  earnings: [1, 1],
};

export const periodKinds = [
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisYear',
  'lastYear',
  'all',
  'custom',
] as const;
export const reportPeriod = z.object({
  kind: z.enum(periodKinds),
  /** Of 'custom': both days belong to it. */
  from: dayOrNone.default(''),
  to: dayOrNone.default(''),
});
export type ReportPeriod = z.output<typeof reportPeriod>;

export const roundingModes = ['none', 'up', 'down', 'nearest'] as const;
export const reportRounding = z.object({
  mode: z.enum(roundingModes),
  minutes: z.number().int().min(1).max(240),
  /** Each entry, or the sum of a row's entries of one rate. */
  per: z.enum(['entry', 'total']),
});
export type ReportRounding = z.output<typeof reportRounding>;

export const reportStatuses = ['all', 'open', 'submitted', 'approved', 'invoiced', 'notInvoiced'] as const;
export const reportFilter = z.object({
  people: z.array(personId).max(500).default([]),
  projects: z.array(projectId).max(500).default([]),
  clients: z.array(personId).max(500).default([]),
  songs: z.array(songId).max(500).default([]),
  /** Entries with any of them. */
  tags: z.array(z.string().max(100)).max(50).default([]),
  billable: z.enum(['all', 'billable', 'notBillable']).default('all'),
  status: z.enum(reportStatuses).default('all'),
});
export type ReportFilter = z.output<typeof reportFilter>;

export const reportDefinition = z
  .object({
    kind: reportKind,
    groups: z.array(reportGroup).max(3),
    period: reportPeriod,
    filter: reportFilter,
    rounding: reportRounding,
    sort: z.enum(['name', 'amount']).default('name'),
  })
  .superRefine(({ kind, groups, period }, context) => {
    const [least, most] = groupCounts[kind];
    if (groups.length < least || groups.length > most || new Set(groups).size !== groups.length) {
      context.addIssue({
        code: 'custom',
        path: ['groups'],
        message: 'A report of this kind is grouped in another way.',
      });
    }
    if (groups.some((group) => !groupsOfKind[kind].includes(group))) {
      context.addIssue({ code: 'custom', path: ['groups'], message: 'A report of this kind has no such groups.' });
    }
    const isWhole = period.from !== '' && period.to !== '' && period.from <= period.to;
    if (period.kind === 'custom' && !isWhole) {
      context.addIssue({ code: 'custom', path: ['period'], message: 'The last day is before the first one.' });
    }
  });
export type ReportDefinition = z.output<typeof reportDefinition>;

export const columnKeys = [
  'time',
  'hours',
  'billable',
  'notBillable',
  'share',
  'entries',
  'amount',
  'person',
  'project',
  'task',
  'activity',
  'note',
  'rate',
  'slot',
  'budgetTime',
  'timeLeft',
  'timeShare',
  'budget',
  'spent',
  'budgetLeft',
  'budgetShare',
  'expenses',
  'billableExpenses',
  'open',
  'labour',
  'income',
  'fees',
  'royalties',
  'result',
  'hourValue',
] as const;
export const columnKey = z.enum(columnKeys);
export type ColumnKey = z.output<typeof columnKey>;

/** The kinds of main/core/papers: what a figure is. Times are milliseconds, money smallest units, shares parts of one. */
const cellKinds = ['text', 'number', 'money', 'duration', 'hours', 'date', 'share'] as const;

export const reportColumn = z.object({
  key: columnKey,
  kind: z.enum(cellKinds),
  /** Of money; empty otherwise. */
  currency: z.union([currency, z.literal('')]),
  /** Of a matrix: the first day of what the column is about, and how long that is. */
  slot: z.object({ from: day, step: z.enum(['day', 'week', 'month']) }).nullable(),
});
export type ReportColumn = z.output<typeof reportColumn>;

const cell = z.union([z.string(), z.number(), z.null()]);
export const reportRow = z.object({
  kind: z.enum(['row', 'group']),
  /** 0 for the outermost. */
  level: z.number().int().min(0).max(2),
  group: reportGroup,
  /** Of what the row is about; null where it is about none, or is a period or a word. */
  id: z.number().int().nullable(),
  /** A name, a word, or the first day of a period; empty where the row is about none. */
  label: z.string(),
  /** It was removed since. */
  isGone: z.boolean(),
  colour: z.string(),
  cells: z.array(cell),
});
export type ReportRow = z.output<typeof reportRow>;

export const chartPoint = z.object({ from: day, billableMs: z.number(), otherMs: z.number() });

export const reportResult = z.object({
  kind: reportKind,
  /** Both empty where there is nothing. */
  from: dayOrNone,
  to: dayOrNone,
  zone: z.string(),
  columns: z.array(reportColumn),
  /** At most `mostReportRows`. */
  rows: z.array(reportRow),
  rowCount: z.number().int(),
  /** Aligned with the columns; null for what does not add up. */
  total: z.array(cell),
  entryCount: z.number().int(),
  /** Timers that run are not counted. */
  runningCount: z.number().int(),
  /** Billable entries that have no rate. */
  unratedCount: z.number().int(),
  /** Some project rounds in its own way. */
  hasProjectRounding: z.boolean(),
  chart: z.object({ step: z.enum(['day', 'week', 'month']), points: z.array(chartPoint) }).nullable(),
});
export type ReportResult = z.output<typeof reportResult>;

/** As many rows as a window is given; files have all. */
export const mostReportRows = 3000;

export const savedReport = z.object({ id: reportId, name: z.string(), definition: reportDefinition });
export type SavedReport = z.output<typeof savedReport>;
const reportName = z.string().trim().min(1).max(100);

/** What a file of a report says in words: those of the window's language. */
export const reportWords = z.object({
  title: z.string().max(300),
  lines: z.array(z.string().max(1000)).max(30),
  notes: z.array(z.string().max(1000)).max(30),
  signatures: z.array(z.string().max(200)).max(4),
  /** Over the first column. */
  label: z.string().max(100),
  columns: z.partialRecord(columnKey, z.string().max(100)),
  /** For rows about none, by what they are grouped by. */
  none: z.partialRecord(reportGroup, z.string().max(100)),
  /** What activities and categories are called that have a name of ours. */
  codes: z.record(z.string().max(100), z.string().max(100)),
  gone: z.string().max(100),
  total: z.string().max(100),
  sheet: z.string().max(100),
  /** The day it was made. */
  madeOn: z.string().max(100),
});
export type ReportWords = z.output<typeof reportWords>;

export const paperFormat = z.enum(['csv', 'xlsx', 'pdf']);
export type PaperFormat = z.output<typeof paperFormat>;

export const reportExport = z.object({
  format: paperFormat,
  path: z.string(),
  state: z.enum(['writing', 'done', 'failed', 'cancelled']),
  error: z.enum(errorCodes).nullable(),
  /** Letters that a PDF prints as boxes: it has none of them. */
  missingLetters: z.string(),
});
export type ReportExport = z.output<typeof reportExport>;

export const reportsContract = {
  'reports.run': query(['time', 'expenses', 'people', 'songs', 'packs', 'releases'], reportDefinition, reportResult),
  /** What reports can be filtered by: everything that has time or money, by name. */
  'reports.choices': query(
    ['time', 'expenses', 'people', 'songs'],
    z.void(),
    z.object({
      people: z.array(z.object({ id: personId, name: z.string() })),
      projects: z.array(z.object({ id: projectId, name: z.string(), clientId: personId.nullable() })),
      clients: z.array(z.object({ id: personId, name: z.string() })),
      songs: z.array(z.object({ id: songId, name: z.string() })),
      tags: z.array(z.string()),
    }),
  ),
  'reports.saved': query(['reports'], z.void(), z.array(savedReport)),
  /** Makes one, or changes the one named. Can be undone. */
  'reports.save': command(
    z.object({ id: reportId.nullable(), name: reportName, definition: reportDefinition }),
    z.object({ id: reportId }),
  ),
  /** Can be undone. */
  'reports.remove': command(z.object({ id: reportId }), z.object({ operation: operationId.nullable() })),
  /**
   * Begins to write a file; `reports.getExport` tells how it goes. Nothing is overwritten: throws FILE_EXISTS. `path` is
   * the whole path. One file at a time.
   */
  'reports.export': command(
    z.object({
      definition: reportDefinition,
      format: paperFormat,
      path: absolutePath,
      words: reportWords,
      pageSize: z.enum(['A4', 'LETTER']).default('A4'),
      /** Names a client's timesheet is for: their name and address stand on it. */
      recipientId: personId.nullable().default(null),
    }),
    z.void(),
  ),
  'reports.getExport': query(['reports'], z.void(), reportExport.nullable()),
  'reports.cancelExport': command(z.void(), z.void()),
};
