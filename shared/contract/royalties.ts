import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { contractId, month } from './contracts.ts';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { operationId } from './operation.ts';
import { payeeId, share } from './payees.ts';
import { paperFormat } from './reports.ts';
import { statementWords } from './royalty-words.ts';
import { currency, minor } from './studio-ids.ts';

export const periodId = z.number().int().positive().brand<'RoyaltyPeriodId'>();
export type RoyaltyPeriodId = z.output<typeof periodId>;
export const scenarioId = z.number().int().positive().brand<'RoyaltyScenarioId'>();
export type RoyaltyScenarioId = z.output<typeof scenarioId>;

/** An exact amount as decimal text: '-0.00012'. */
export const amount = z.string().regex(/^-?\d{1,18}(\.\d{1,12})?$/);

/** `paid`: closed, and all its payments are made. */
export const periodStates = ['open', 'calculated', 'closed', 'paid'] as const;

/** What one unit of `from` is in `to`: for costs and payouts; statements have their own. */
export const periodRate = z.object({ from: currency, to: currency, rate: z.string().regex(/^\d{1,9}(\.\d{1,12})?$/) });

export const periodFields = z.object({
  name: z.string().trim().min(1).max(100),
  fromMonth: month,
  toMonth: month,
  currency,
  rates: z.array(periodRate).max(200),
});

export const royaltyPeriod = periodFields.extend({
  id: periodId,
  state: z.enum(periodStates),
  calculatedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  /** Something changed since it was calculated. */
  isStale: z.boolean(),
});
export type RoyaltyPeriod = z.output<typeof royaltyPeriod>;

/** Why a period cannot be calculated: the engine's, and ours. */
export const royaltyProblems = [
  'AMOUNT_INVALID',
  'CONTRACT_TWICE',
  'CONTRACT_UNKNOWN',
  'CURRENCY_CHANGED',
  'CURRENCY_UNKNOWN',
  'GROSS_UNKNOWN',
  'GROUP_CURRENCIES_DIFFER',
  'GROUP_MAIN_MISSING',
  'GROUPED_TWICE',
  'PAYEE_TWICE',
  'PAYEE_UNKNOWN',
  'RATE_INVALID',
  'RATE_TWICE',
  'RATE_UNKNOWN',
  'SCHEDULE_NOT_WHOLE',
  'SPLIT_NOT_WHOLE',
  'STEPS_INVALID',
  'EARLIER_OPEN',
  'PAYMENTS_OPEN',
  'DIFFERENCE_OPEN',
] as const;

/** What to look at, without standing in the way. */
export const royaltyWarnings = [
  'ACCOUNT_OVERPAID',
  'CONTRACTS_OVERLAP',
  'COST_WITHOUT_CONTRACT',
  'MORE_THAN_RECEIVED',
  'NO_CONTRACT',
  'NO_TERM',
  'RECORDING_UNKNOWN',
  'RELEASE_AMBIGUOUS',
  'RELEASE_UNKNOWN',
  'REVENUE_WITHOUT_UNITS',
  'SPREAD_EQUALLY',
  'UNMATCHED',
] as const;

const finding = { names: z.array(z.string()), value: z.string() };
export const royaltyProblem = z.object({ code: z.enum(royaltyProblems), ...finding });
export const royaltyWarning = z.object({ code: z.enum(royaltyWarnings), ...finding, count: z.number().int() });
export type RoyaltyProblem = z.output<typeof royaltyProblem>;
export type RoyaltyWarning = z.output<typeof royaltyWarning>;

/** What is under way, or how the last ended. */
export const royaltyWork = z.object({
  kind: z.enum(['calculate', 'close', 'write']),
  periodId,
  state: z.enum(['running', 'done', 'refused', 'failed', 'cancelled']),
  problems: z.array(royaltyProblem),
  error: z.enum(errorCodes).nullable(),
  /** Files that were written. */
  paths: z.array(z.string()),
});
export type RoyaltyWork = z.output<typeof royaltyWork>;

export const movementKinds = [
  'opening',
  'royalties',
  'costs',
  'advances',
  'reservesTaken',
  'reservesReleased',
  'transfers',
  'adjustments',
  'priorAdjustments',
  'payments',
] as const;
export type MovementKindName = (typeof movementKinds)[number];
const movements = z.object({
  opening: minor,
  royalties: minor,
  costs: minor,
  advances: minor,
  reservesTaken: minor,
  reservesReleased: minor,
  transfers: minor,
  adjustments: minor,
  priorAdjustments: minor,
  payments: minor,
});
export const payoutReasons = ['payable', 'underMinimum', 'onHold', 'recouping', 'nothing'] as const;

/** A payee with all contracts of one currency. `closing` is the sum of the movements. */
export const payeeRow = z.object({
  payeeId,
  name: z.string(),
  currency,
  movements,
  closing: minor,
  /** What may be paid of it, before tax is withheld. */
  payable: minor,
  withheld: minor,
  /** Stays for the next period. */
  carried: minor,
  reason: z.enum(payoutReasons),
  /** An advance or another debt was earned back in this period. */
  isRecouped: z.boolean(),
});
export type PayeeRow = z.output<typeof payeeRow>;

const monthPoint = z.object({ month, values: z.array(amount) });

export const royaltyOverview = z.object({
  period: royaltyPeriod,
  /** Of the period's own currency. */
  netReceipts: z.object({
    amount,
    /** Against the same number of months before, as a part of one; null where there was nothing. */
    growth: z.number().nullable(),
    trend: z.array(z.number()),
  }),
  owed: z.object({
    minor,
    payeeCount: z.number().int(),
    underMinimum: z.number().int(),
    trend: z.array(z.number()),
  }),
  toRecoup: z.object({
    minor,
    advanceCount: z.number().int(),
    recoupedNow: z.number().int(),
    trend: z.array(z.number()),
  }),
  unmatched: z.object({ amount, rows: z.number().int(), allRows: z.number().int() }),
  /** Net receipts of the last twelve months by store, the largest first; empty key: all others. */
  chart: z.object({
    stores: z.array(z.object({ key: z.string(), name: z.string(), count: z.number().int() })),
    points: z.array(monthPoint),
  }),
  streams: z.object({
    tracks: z.array(
      z.object({
        recordingId: z.number().int(),
        title: z.string(),
        artworkHash: z.string().nullable(),
        streams: z.number(),
      }),
    ),
    statementCount: z.number().int(),
  }),
  /** Statements in a currency that no rate is known for: left out of the figures above. */
  withoutRate: z.array(currency),
  /** Null where the period was not calculated yet. */
  books: z
    .object({
      rows: z.array(payeeRow),
      /** Whether what came in is what was shared and kept, to the cent. */
      isExact: z.boolean(),
      /** What rounding left with the label, exactly, by currency of contracts. */
      rounding: z.array(z.object({ currency, amount })),
      rates: z.array(z.object({ from: currency, to: currency, rate: z.string(), on: z.string() })),
      warnings: z.array(royaltyWarning),
    })
    .nullable(),
});
export type RoyaltyOverview = z.output<typeof royaltyOverview>;

export const whyGroups = ['store', 'recording', 'territory', 'saleType', 'month'] as const;
/** What came in and what of it is the payee's, unrounded, in the contracts' currency. */
const sourceRow = z.object({ key: z.string(), name: z.string(), base: amount, units: z.number(), amount });
export const priorAdjustment = z.object({
  periodName: z.string(),
  contractName: z.string(),
  kind: z.enum(['royalties', 'costs']),
  minor,
  reasons: z.array(z.string()),
});

export const royaltyWhy = z.object({
  row: payeeRow,
  contracts: z.array(z.object({ contractId, name: z.string(), closing: minor, movements, share })),
  group: z.enum(whyGroups),
  sources: z.array(sourceRow),
  base: amount,
  earned: amount,
  charges: z.array(
    z.object({
      name: z.string(),
      date: z.string(),
      minor,
      currency,
      contractName: z.string(),
      recoupable: share,
      /** What of it the payee bears, in the contract's currency. */
      amount,
    }),
  ),
  entries: z.array(z.object({ kind: z.string(), date: z.string(), minor, note: z.string(), contractName: z.string() })),
  priorAdjustments: z.array(priorAdjustment),
  withheld: z.array(z.object({ territory: z.string().nullable(), base: minor, rate: share, minor, currency })),
  payout: z.object({ currency, gross: minor, withheld: minor, payable: minor, carried: minor }),
  /** Rows of statements behind it all. */
  rowCount: z.number().int(),
  lineCount: z.number().int(),
});
export type RoyaltyWhy = z.output<typeof royaltyWhy>;

/** One line that earned something: a sum of rows of a statement that differ in nothing but their amounts. */
export const royaltyLine = z.object({
  statementId: z.number().int(),
  statementName: z.string(),
  itemId: z.number().int(),
  storeId: z.number().int(),
  storeName: z.string(),
  title: z.string(),
  isrc: z.string(),
  territory: z.string(),
  saleType: z.string(),
  format: z.string(),
  month: z.number().int(),
  rowCount: z.number().int(),
  units: z.number(),
  sourceCurrency: currency,
  base: amount,
  basis: z.string(),
  rate: share,
  perUnit: amount,
  exchangeRate: z.string(),
  level: z.string(),
  contractId,
  contractName: z.string(),
  share,
  /** Of the payee, unrounded, in the contract's currency. */
  amount,
  currency,
});
export type RoyaltyLine = z.output<typeof royaltyLine>;

/** What would be another in a copy of a period; nothing of it is in the books. */
export const scenarioChanges = z.object({
  /** Contracts by their number, with what is changed of them. */
  contracts: z
    .array(
      z.object({
        contractId,
        /** Of all its terms, and of a profit share. */
        rate: share.optional(),
        isLeftOut: z.boolean().optional(),
        payees: z.array(z.object({ payeeId, share })).optional(),
        reserveRate: share.optional(),
      }),
    )
    .max(1000),
  rates: z.array(periodRate.extend({ statementId: z.number().int().nullable() })).max(500),
});
export type ScenarioChanges = z.output<typeof scenarioChanges>;
export const royaltyScenario = z.object({ id: scenarioId, name: z.string(), changes: scenarioChanges });

const payoutFigures = z.object({ gross: minor, withheld: minor, payable: minor, carried: minor });
export const royaltyComparison = z.object({
  problems: z.array(royaltyProblem),
  payees: z.array(
    z.object({
      payeeId,
      name: z.string(),
      currency,
      before: payoutFigures.nullable(),
      after: payoutFigures.nullable(),
      difference: payoutFigures.nullable(),
    }),
  ),
});
export type RoyaltyComparison = z.output<typeof royaltyComparison>;

const changed = z.object({ operation: operationId.nullable() });
const dependsOn = ['royalties', 'statements', 'releases', 'recordings', 'people'] as const;
const rowOf = { periodId, payeeId, currency };

export const royaltiesContract = {
  /** The newest first. */
  'royalties.periods': query(dependsOn, z.void(), z.array(royaltyPeriod)),
  /** The months that would be next: a quarter after the last one, or the quarter of the first statement. */
  'royalties.nextPeriod': query(dependsOn, z.void(), periodFields.omit({ rates: true }).nullable()),
  /** Throws PERIOD_OVERLAPS where another has one of its months. */
  'royalties.makePeriod': command(periodFields.partial({ rates: true }), changed.extend({ id: periodId })),
  /** Throws ROYALTIES_CLOSED. */
  'royalties.editPeriod': command(z.object({ id: periodId, fields: periodFields.partial() }), changed),
  'royalties.removePeriod': command(z.object({ id: periodId }), changed),
  /** What stands in the way of closing it now. */
  'royalties.check': query(dependsOn, z.object({ periodId }), z.array(royaltyProblem)),
  /** Begins to calculate; `royalties.getWork` tells how it goes. Throws ROYALTIES_CLOSED, and ROYALTIES_BUSY while other work goes on. */
  'royalties.calculate': command(z.object({ periodId }), z.void()),
  'royalties.getWork': query(['royalties'], z.void(), royaltyWork.nullable()),
  'royalties.cancel': command(z.void(), z.void()),
  'royalties.overview': query(dependsOn, z.object({ periodId }), royaltyOverview),
  'royalties.why': query(dependsOn, z.object({ ...rowOf, group: z.enum(whyGroups).default('store') }), royaltyWhy),
  /** The largest first. `key` is that of a row of `royalties.why` with the same group. */
  'royalties.lines': query(
    dependsOn,
    z.object({
      ...rowOf,
      group: z.enum(whyGroups).default('store'),
      key: z.string().nullable().default(null),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ lines: z.array(royaltyLine), lineCount: z.number().int() }),
  ),
  /**
   * Closes it for good; `name` is the period's, as whoever closes it confirmed. Throws ROYALTIES_CLOSED, ROYALTIES_STALE where
   * something changed since it was calculated, and ROYALTIES_REFUSED where `royalties.check` finds anything.
   */
  'royalties.close': command(z.object({ periodId, name: z.string() }), z.void()),
  'royalties.scenarios': query(['royalties'], z.object({ periodId }), z.array(royaltyScenario)),
  'royalties.saveScenario': command(
    z.object({
      id: scenarioId.nullable(),
      periodId,
      name: z.string().trim().min(1).max(100),
      changes: scenarioChanges,
    }),
    z.object({ id: scenarioId }),
  ),
  'royalties.removeScenario': command(z.object({ id: scenarioId }), z.void()),
  /** What the copy would change, payee by payee. */
  'royalties.compare': query(dependsOn, z.object({ periodId, changes: scenarioChanges }), royaltyComparison),
  /**
   * Begins to write statements, one file for each payee, into a folder. Throws ROYALTIES_BUSY. Nothing is overwritten: a name that
   * is taken gets a number.
   */
  'royalties.writeStatements': command(
    z.object({
      periodId,
      /** Null: all that have anything. */
      payeeIds: z.array(payeeId).max(5000).nullable(),
      format: paperFormat,
      folder: absolutePath,
      pageSize: z.enum(['A4', 'LETTER']),
      words: statementWords,
    }),
    z.void(),
  ),
};
