import type { Amount } from '../../../../shared/amount.ts';
import type { Basis, Minor, Period, Rate, State, Sum } from './input.ts';

export type Level = 'work' | 'recording' | 'release' | 'artist' | 'default';

/** What a contract earned of one sum, exactly, and by which rule. */
export type Line = {
  contractId: number;
  /** Null where a profit share has no terms. */
  termId: number | null;
  level: Level;
  sum: Sum;
  /** The track that a sum of a whole release was spread to, with its part of it: `weight` of `weightOf`. */
  recordingId: number | null;
  weight: number;
  weightOf: number;
  /** Which of the term's steps: 0 is none. */
  step: number;
  /** Millionths. */
  units: bigint;
  /** What the rate is of, in the statement's currency, before `deduction`. */
  base: Amount;
  basis: Basis;
  deduction: Rate;
  rate: Rate;
  perUnit: Amount;
  exchangeRate: string;
  /** What goes to the artists' side, in the statement's currency. */
  source: Amount;
  /** The same in the contract's. Of a classic profit share: what goes into its pool. */
  amount: Amount;
  /** Of it held back. */
  reserve: Amount;
};

/** What a cost takes from a contract, in its currency. Of a classic profit share: what its pool loses. */
export type Charge = { costId: number; contractId: number; rate: Rate; exchangeRate: string; amount: Amount };

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
export type MovementKind = (typeof movementKinds)[number];

/** Signed: what takes from the payee is negative. They sum to `closing`. */
export type Movements = Record<MovementKind, Minor>;

export type Account = { payeeId: number; movements: Movements; closing: Minor };

/** What of a contract is rounded when it is posted: exactly, for all its payees, signed like the movements. */
export type Unrounded = { royalties: Amount; costs: Amount; reservesTaken: Amount };

/** The sum of its payees' accounts. `rounding` is what is exact less what is posted: the label's. */
export type Ledger = {
  contractId: number;
  currency: string;
  movements: Movements;
  closing: Minor;
  unrounded: Unrounded;
  rounding: Amount;
  /** Of a classic profit share's income, what the label keeps; else 0. */
  poolKept: Amount;
  accounts: Account[];
};

export type Transfer = { groupId: number; contractId: number; payeeId: number; amount: Minor };

export const changeReasons = [
  'linesAdded',
  'linesRemoved',
  'amountsChanged',
  'termsChanged',
  'rateChanged',
  'costsChanged',
  'sharesChanged',
] as const;
export type ChangeReason = (typeof changeReasons)[number];

/** What a closed period would be now, less what it was and what was corrected already. */
export type PriorAdjustment = {
  periodId: number;
  contractId: number;
  payeeId: number;
  kind: 'royalties' | 'costs';
  amount: Minor;
  reasons: ChangeReason[];
};

export type PayoutReason = 'payable' | 'underMinimum' | 'onHold' | 'recouping' | 'nothing';

/** `territory` null: all that no rate of a territory takes. */
export type Withheld = { territory: string | null; base: Minor; rate: Rate; amount: Minor };

export type PayoutAccount = {
  contractId: number;
  currency: string;
  closing: Minor;
  /** What of it may be paid, in the contract's currency. */
  due: Minor;
  exchangeRate: string;
  /** The same in the payee's currency. */
  converted: Minor;
};

/** `gross` = `withheld` + `payable` + `carried`, all in the payee's currency and none of them negative. */
export type Payout = {
  payeeId: number;
  currency: string;
  accounts: PayoutAccount[];
  gross: Minor;
  withheldLines: Withheld[];
  withheld: Minor;
  payable: Minor;
  carried: Minor;
  reason: PayoutReason;
};

/** All net income in one currency of statements: `net` = `contracts` + `label` + `withoutContract` + `unmatched` + `ignored`. */
export type SourceTotal = {
  currency: string;
  net: Amount;
  /** What goes to artists' sides, unrounded. */
  contracts: Amount;
  label: Amount;
  withoutContract: Amount;
  unmatched: Amount;
  ignored: Amount;
  isExact: boolean;
};

export type StatementTotal = SourceTotal & { statementId: number };

/**
 * The same of everything, in the period's currency by each statement's rate, for an overview; `label` is what is left.
 * `withoutRate`: statements that are not in it, because nobody said what their currency is worth.
 */
export type Overview = SourceTotal & { withoutRate: { statementId: number; currency: string }[] };

/** All that contracts of one currency earned: `earned` = `posted` + `poolKept` + `rounding`. */
export type ContractTotal = {
  currency: string;
  /** The lines' amounts. */
  earned: Amount;
  /** Royalties of all ledgers. */
  posted: Minor;
  poolKept: Amount;
  /** Of royalties alone. */
  rounding: Amount;
  /** Of all movements that are rounded: what the label's own account takes. */
  labelRounding: Amount;
  isExact: boolean;
};

export type Reconciliation = {
  statements: StatementTotal[];
  sources: SourceTotal[];
  contracts: ContractTotal[];
  overview: Overview;
  isExact: boolean;
};

export const warningCodes = [
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
export type WarningCode = (typeof warningCodes)[number];

export type Ids = Partial<
  Record<
    | 'contractId'
    | 'otherContractId'
    | 'costId'
    | 'entryId'
    | 'groupId'
    | 'itemId'
    | 'payeeId'
    | 'recordingId'
    | 'releaseId'
    | 'statementId'
    | 'termId'
    | 'workId',
    number
  >
>;

/** `count`: how often, for the same ids. */
export type Warning = { code: WarningCode; ids: Ids; count: number };

export type Output = {
  period: Period;
  lines: Line[];
  charges: Charge[];
  ledgers: Ledger[];
  transfers: Transfer[];
  priorAdjustments: PriorAdjustment[];
  payees: Payout[];
  reconciliation: Reconciliation;
  warnings: Warning[];
  /** The `opening` of the period after. */
  state: State;
};

export const problemCodes = [
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
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Why nothing was calculated. `value` is what was found: '999900', 'USD/EUR'. */
export type Problem = { code: ProblemCode; ids: Ids; value: string };

export type Outcome = { kind: 'calculated'; output: Output } | { kind: 'refused'; problems: Problem[] };
