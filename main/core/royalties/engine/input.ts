import type { Amount } from '../../../../shared/amount.ts';

/*
 * What the engine counts with. Two types of money that cannot be mixed up: an `Amount` (bigint) is exact, 10^-12 of a unit; a
 * `Minor` (number) is posted, whole smallest units of a currency. Shares and rates are whole numbers, 1 000 000 = 100 %. A month
 * is a number, 202608. Everything that is passed is counted once: the caller chooses what belongs to the period.
 *
 * The order of arrays does not matter, except for a contract's `terms` (the first that matches counts) and a reserve's `schedule`.
 */

export type Minor = number;
export type Rate = number;
/** yyyymm */
export type Month = number;

/** 100 % */
export const whole: Rate = 1_000_000;

export type Period = { id: number; from: Month; to: Month; currency: string };

/** Lines of a statement that differ in nothing but their number, summed. */
export type Sum = {
  statementId: number;
  itemId: number;
  recordingId: number | null;
  releaseId: number | null;
  /** A work where a line is about no recording of ours, as collecting societies report. */
  workId: number | null;
  storeId: number;
  /** ISO 3166-1 alpha-2, or empty. */
  territory: string;
  saleType: string;
  format: string;
  priceTier: string;
  month: Month;
  currency: string;
  units: number;
  /** Null where the statement does not say. */
  gross: Amount | null;
  net: Amount;
  /** The label keeps it, and says so. */
  isIgnored: boolean;
};

export type Recording = { id: number; artistIds: number[]; workId: number | null; durationMs: number | null };

/** How income of a whole release comes to its tracks. */
export type Spread = 'equal' | 'duration' | 'weights';

export type Release = {
  id: number;
  artistIds: number[];
  spread: Spread;
  /** `weight` counts for 'weights' only: a whole number, not negative. */
  tracks: { recordingId: number; weight: number }[];
};

export type ContractKind = 'royalty' | 'flexible' | 'classic';
export type Side = 'master' | 'composition';
export type Basis = 'net' | 'gross' | 'perUnit';

/** Above so many units (counted by `Term.countBy`) another rate counts. */
export type Step = { aboveUnits: number; rate: Rate; perUnit: Amount };

/** An empty list leaves a thing open; the months are inclusive, null is open. */
export type Condition = {
  saleTypes: string[];
  storeIds: number[];
  territories: string[];
  exceptTerritories: string[];
  formats: string[];
  priceTiers: string[];
  recordingIds: number[];
  releaseIds: number[];
  from: Month | null;
  to: Month | null;
};

export type Term = {
  id: number;
  when: Condition;
  basis: Basis;
  /** Of the basis; not for 'perUnit'. */
  rate: Rate;
  /** In the contract's currency; for 'perUnit' only. */
  perUnit: Amount;
  /** Off the basis before the rate, on physical sales only: packaging. */
  deduction: Rate;
  steps: Step[];
  /** What the units of `steps` are counted for. */
  countBy: 'contract' | 'release' | 'recording';
  /** Null: the contract's. */
  reserveRate: Rate | null;
};

export type Reserve = {
  rate: Rate;
  /** Of what was earned ('post'), or of the basis ('pre'); never more than was earned. */
  basis: 'post' | 'pre';
  saleTypes: string[];
  /** Parts given back in the periods after, in this order; they sum to 100 %. */
  schedule: Rate[];
};

export type Contract = {
  id: number;
  side: Side;
  kind: ContractKind;
  currency: string;
  from: Month | null;
  to: Month | null;
  recordingIds: number[];
  releaseIds: number[];
  artistIds: number[];
  workIds: number[];
  isDefault: boolean;
  /** Takes part beside the contract that is most specific, as a producer's points do, and hides none. */
  isAlongside: boolean;
  /** They share the artists' side; sums to 100 %. */
  payees: { payeeId: number; share: Rate }[];
  /** Empty for a profit share: all income, at its rate. */
  terms: Term[];
  /** The artists' part of profit and costs, for 'flexible' and 'classic'. */
  profitRate: Rate;
  reserve: Reserve | null;
};

export type Payee = {
  id: number;
  currency: string;
  /** In the payee's currency; less is carried over. */
  minimum: Minor;
  withholding: { rate: Rate; territories: { territory: string; rate: Rate }[] };
  isOnHold: boolean;
};

/**
 * When and what a contract's payees give to others of the group. 'recoup': what is positive covers what is not, within each
 * payee. All others give to the contract `mainContractId`: this period's income (less costs, and reserves), or a balance that is
 * positive, or one that reaches the payee's minimum.
 */
export const transferRules = [
  'recoup',
  'income',
  'incomeCosts',
  'incomeCostsReserves',
  'positive',
  'overMinimum',
] as const;
export type TransferRule = (typeof transferRules)[number];

export type Group = { id: number; contractIds: number[]; rule: TransferRule; mainContractId: number | null };

export const entryKinds = [
  'openingCredit',
  'openingDebit',
  'advance',
  'payment',
  'paymentReturned',
  'credit',
  'debit',
] as const;
/** A credit is for the payee, a debit for the label. */
export type EntryKind = (typeof entryKinds)[number];

/** `amount` has no sign: the kind says which way. In the contract's currency. A null payee: all payees by their shares. */
export type Entry = { id: number; contractId: number; payeeId: number | null; kind: EntryKind; amount: Minor };

export type CostTarget =
  | { kind: 'contracts'; contractIds: number[] }
  | { kind: 'recording' | 'release'; id: number; month: Month };

export type Cost = {
  id: number;
  amount: Minor;
  currency: string;
  recoupable: Rate;
  target: CostTarget;
  /** What several contracts do: each is charged all of it, or they share it equally. */
  sharing: 'full' | 'proRata';
};

/** What one unit of `from` is in `to`, decimal text. With a statement for its lines, null for costs and payouts. */
export type ExchangeRate = { statementId: number | null; from: string; to: string; rate: string };

/** A reserve that is still held, wholly or in part. `amount` is all that was taken. */
export type HeldReserve = {
  contractId: number;
  payeeId: number;
  periodId: number;
  amount: Minor;
  schedule: Rate[];
  stepsDone: number;
};

/** What one period leaves to the next. An empty one is the start. */
export type State = {
  balances: { contractId: number; payeeId: number; currency: string; amount: Minor }[];
  /** Classic profit shares: sales less costs since the start, in the contract's currency. */
  pools: { contractId: number; amount: Amount }[];
  /** Millionths of units sold under terms with steps; `assetId` 0 for the contract as a whole. */
  unitCounts: { contractId: number; termId: number; assetId: number; units: bigint }[];
  reserves: HeldReserve[];
};

export const noState: State = { balances: [], pools: [], unitCounts: [], reserves: [] };

export type Input = {
  period: Period;
  sums: Sum[];
  recordings: Recording[];
  releases: Release[];
  contracts: Contract[];
  payees: Payee[];
  groups: Group[];
  entries: Entry[];
  costs: Cost[];
  rates: ExchangeRate[];
  opening: State;
  /** See prior-adjustments.ts. */
  closed: ClosedPeriod[];
};

/** What was posted for an account and is compared when a closed period is counted again. */
export type PostedAccount = { contractId: number; payeeId: number; currency: string; royalties: Minor; costs: Minor };

/** As much of a line as tells why a result changed. */
export type PostedLine = {
  contractId: number;
  key: string;
  termId: number | null;
  terms: string;
  exchangeRate: string;
  base: Amount;
};

export type Posted = { accounts: PostedAccount[]; lines: PostedLine[] };

/** A closed period as it was posted, what later periods have corrected of it already, and what it would be now. */
export type ClosedPeriod = { periodId: number; posted: Posted; corrected: PostedAccount[]; recalculated: Posted };
