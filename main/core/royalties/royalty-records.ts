import { type Db, prepare } from '#core/db/query.ts';
import type { ItemSetter } from '#core/history/field-setters.ts';
import { flag, json, recordKind } from '#core/history/record-kind.ts';
import { AppError } from '#shared/errors.ts';
import { closedError, refuseCarriedOn } from './closed-period.ts';
import type { EntryKind, Rate } from './engine/input.ts';

/* What history keeps of royalties. What is calculated is no history: it can be calculated again. */

export type PayeeState = {
  personId: number | null;
  name: string;
  currency: string;
  minimumMinor: number;
  withholding: Rate;
  withholdingTerritories: { territory: string; rate: Rate }[];
  address: string;
  country: string;
  taxNote: string;
  iban: string;
  bic: string;
  email: string;
  isOnHold: boolean;
  isSelfBilled: boolean;
  note: string;
  archivedAt: number | null;
  createdAt: number;
};

export const payeeRecord = recordKind<PayeeState>({
  name: 'payee',
  table: 'payee',
  columns: {
    personId: 'person_id',
    name: 'name',
    currency: 'currency',
    minimumMinor: 'minimum_minor',
    withholding: 'withholding',
    withholdingTerritories: json('withholding_territories'),
    address: 'address',
    country: 'country',
    taxNote: 'tax_note',
    iban: 'iban',
    bic: 'bic',
    email: 'email',
    isOnHold: flag('is_on_hold'),
    isSelfBilled: flag('is_self_billed'),
    note: 'note',
    archivedAt: 'archived_at',
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});

export type TermState = {
  id: number;
  saleTypes: string[];
  storeKeys: string[];
  territories: string[];
  exceptTerritories: string[];
  formats: string[];
  recordingIds: number[];
  releaseIds: number[];
  fromMonth: string;
  toMonth: string;
  basis: 'net' | 'gross' | 'perUnit';
  rate: Rate;
  perUnit: string;
  deduction: Rate;
  steps: { aboveUnits: number; rate: Rate; perUnit: string }[];
  countBy: 'contract' | 'release' | 'recording';
  reserveRate: Rate | null;
};

export type ContractState = {
  name: string;
  side: 'master' | 'composition';
  kind: 'royalty' | 'flexible' | 'classic';
  currency: string;
  scope: 'default' | 'artist' | 'release' | 'recording' | 'work';
  assets: { artistIds: number[]; releaseIds: number[]; recordingIds: number[]; workIds: number[] };
  isAlongside: boolean;
  fromMonth: string;
  toMonth: string;
  profitRate: Rate;
  terms: TermState[];
  lastTermId: number;
  payees: { payeeId: number; share: Rate }[];
  reserve: { rate: Rate; basis: 'post' | 'pre'; saleTypes: string[]; schedule: Rate[] } | null;
  note: string;
  archivedAt: number | null;
  createdAt: number;
};

export const contractRecord = recordKind<ContractState>({
  name: 'contract',
  table: 'contract',
  columns: {
    name: 'name',
    side: 'side',
    kind: 'kind',
    currency: 'currency',
    scope: 'scope',
    assets: json('assets'),
    isAlongside: flag('is_alongside'),
    fromMonth: 'from_month',
    toMonth: 'to_month',
    profitRate: 'profit_rate',
    terms: json('terms'),
    lastTermId: 'last_term_id',
    payees: json('payees'),
    reserve: json('reserve'),
    note: 'note',
    archivedAt: 'archived_at',
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});

export type ContractGroupState = {
  name: string;
  rule: 'recoup' | 'income' | 'incomeCosts' | 'incomeCostsReserves' | 'positive' | 'overMinimum';
  contractIds: number[];
  mainContractId: number | null;
  createdAt: number;
};

export const contractGroupRecord = recordKind<ContractGroupState>({
  name: 'contractGroup',
  table: 'contract_group',
  columns: {
    name: 'name',
    rule: 'rule',
    contractIds: json('contract_ids'),
    mainContractId: 'main_contract_id',
    createdAt: 'created_at',
  },
});

export type LedgerEntryState = {
  contractId: number;
  payeeId: number | null;
  kind: EntryKind;
  date: string;
  amountMinor: number;
  note: string;
  paymentId: number | null;
  createdAt: number;
};

export const ledgerEntryRecord = recordKind<LedgerEntryState>({
  name: 'ledgerEntry',
  table: 'ledger_entry',
  columns: {
    contractId: 'contract_id',
    payeeId: 'payee_id',
    kind: 'kind',
    date: 'date',
    amountMinor: 'amount_minor',
    note: 'note',
    paymentId: 'payment_id',
    createdAt: 'created_at',
  },
});

export type CostTargetState =
  | { kind: 'contracts'; contractIds: number[] }
  | { kind: 'release'; releaseId: number }
  | { kind: 'recording'; recordingId: number };

export type RoyaltyCostState = {
  category: string;
  description: string;
  date: string;
  amountMinor: number;
  currency: string;
  recoupable: Rate;
  target: CostTargetState;
  sharing: 'full' | 'proRata';
  expenseId: number | null;
  receiptHash: string | null;
  receiptName: string;
  createdAt: number;
};

export const royaltyCostRecord = recordKind<RoyaltyCostState>({
  name: 'royaltyCost',
  table: 'royalty_cost',
  columns: {
    category: 'category',
    description: 'description',
    date: 'date',
    amountMinor: 'amount_minor',
    currency: 'currency',
    recoupable: 'recoupable',
    target: json('target'),
    sharing: 'sharing',
    expenseId: 'expense_id',
    receiptHash: 'receipt_hash',
    receiptName: 'receipt_name',
    createdAt: 'created_at',
  },
});

export type ReleaseSpreadState = {
  releaseId: number;
  spread: 'duration' | 'weights';
  weights: { recordingId: number; weight: number }[];
};

export const releaseSpreadRecord = recordKind<ReleaseSpreadState>({
  name: 'releaseSpread',
  table: 'release_spread',
  columns: { releaseId: 'release_id', spread: 'spread', weights: json('weights') },
});

export type PeriodState = {
  name: string;
  fromMonth: string;
  toMonth: string;
  currency: string;
  rates: { from: string; to: string; rate: string }[];
  createdAt: number;
};

export const periodRecord = recordKind<PeriodState>({
  name: 'royaltyPeriod',
  table: 'royalty_period',
  columns: {
    name: 'name',
    fromMonth: 'from_month',
    toMonth: 'to_month',
    currency: 'currency',
    rates: json('rates'),
    createdAt: 'created_at',
  },
  check: checkPeriods,
});

export type PaymentState = {
  periodId: number;
  payeeId: number;
  currency: string;
  payableMinor: number;
  withheldMinor: number;
  reference: string;
  paidOn: string;
  bankReference: string;
  createdAt: number;
};

export const paymentRecord = recordKind<PaymentState>({
  name: 'payment',
  table: 'payment',
  columns: {
    periodId: 'period_id',
    payeeId: 'payee_id',
    currency: 'currency',
    payableMinor: 'payable_minor',
    withheldMinor: 'withheld_minor',
    reference: 'reference',
    paidOn: 'paid_on',
    bankReference: 'bank_reference',
    createdAt: 'created_at',
  },
});

/** No month is in two periods, and none lies before one that is closed. */
function checkPeriods(db: Db, ids: readonly number[]): void {
  for (const id of ids) {
    const own = periodRecord.read(db, id);
    if (!own) continue;
    if (own.fromMonth > own.toMonth)
      throw new AppError('INVALID_INPUT', 'It ends before it begins.', { at: 'toMonth' });
    const other = prepare(
      db,
      `SELECT name FROM royalty_period WHERE id <> @id
         AND ((from_month <= @toMonth AND @fromMonth <= to_month) OR (closed_at IS NOT NULL AND @fromMonth <= to_month))`,
    )
      .pluck()
      .get({ id, fromMonth: own.fromMonth, toMonth: own.toMonth }) as string | undefined;
    if (other !== undefined) {
      throw new AppError('PERIOD_OVERLAPS', `“${other}” has some of these months, or is closed and later.`, { other });
    }
  }
}

/** A closed period stays as it is, whoever wants it otherwise: undo too. */
export const setPeriods: ItemSetter = (db, values, context) => {
  for (const { itemId } of values) {
    const row = prepare(db, 'SELECT name, closed_at FROM royalty_period WHERE id = ?').get(itemId) as
      | { name: string; closed_at: number | null }
      | undefined;
    if (row?.closed_at) throw closedError(row.name);
  }
  periodRecord.setter(db, values, context);
};

/** What a closed period has counted stays in its ledger as it was, and what one has carried on is paid with that one. */
export const setLedgerEntries: ItemSetter = (db, values, context) => {
  for (const { itemId, field, value } of values) {
    refuseCounted(db, itemId);
    const made = field === 'ledgerEntry:whole' ? (value as LedgerEntryState | null) : null;
    const paid = made?.paymentId ? paymentRecord.read(db, made.paymentId) : undefined;
    if (paid) refuseCarriedOn(db, paid.periodId);
  }
  ledgerEntryRecord.setter(db, values, context);
};

function refuseCounted(db: Db, entryId: number): void {
  const name = prepare(
    db,
    `SELECT name FROM royalty_used JOIN royalty_period ON id = period_id WHERE kind = 'entry' AND item_id = ?`,
  )
    .pluck()
    .get(entryId) as string | undefined;
  if (name !== undefined) throw closedError(name);
}

/** Contracts and payees that money was posted under stay, also when their making is taken back. */
function keepsWhatIsUsed(
  record: { name: string; setter: ItemSetter },
  isUsed: (db: Db, id: number) => boolean,
): ItemSetter {
  return (db, values, context) => {
    for (const { itemId, field, value } of values) {
      if (field === `${record.name}:whole` && value === null && isUsed(db, itemId)) {
        throw new AppError('PROJECT_IN_USE', 'Money is kept under this.', { kind: record.name, id: itemId });
      }
    }
    record.setter(db, values, context);
  };
}

export const setPayees: ItemSetter = keepsWhatIsUsed(payeeRecord, isUsedPayee);
export const setContracts: ItemSetter = keepsWhatIsUsed(contractRecord, isUsedContract);

function isUsedPayee(db: Db, id: number): boolean {
  return (
    prepare(
      db,
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM royalty_balance JOIN royalty_period ON id = period_id
           WHERE payee_id = @id AND closed_at IS NOT NULL)
         OR EXISTS (SELECT 1 FROM payment WHERE payee_id = @id) OR EXISTS (SELECT 1 FROM ledger_entry WHERE payee_id = @id)
         OR EXISTS (SELECT 1 FROM contract, json_each(contract.payees) WHERE json_extract(value, '$.payeeId') = @id)`,
    ).get({ id }) !== undefined
  );
}

function isUsedContract(db: Db, id: number): boolean {
  return (
    prepare(
      db,
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM royalty_balance JOIN royalty_period ON id = period_id
           WHERE contract_id = @id AND closed_at IS NOT NULL)
         OR EXISTS (SELECT 1 FROM ledger_entry WHERE contract_id = @id)
         OR EXISTS (SELECT 1 FROM contract_group, json_each(contract_ids) WHERE value = @id)
         OR EXISTS (SELECT 1 FROM royalty_cost, json_each(target, '$.contractIds') WHERE value = @id)`,
    ).get({ id }) !== undefined
  );
}

export type PeriodRow = PeriodState & {
  id: number;
  calculatedAt: number | null;
  stamp: string;
  closedAt: number | null;
};

const periodColumns = `id, name, from_month AS fromMonth, to_month AS toMonth, currency, rates, created_at AS createdAt,
  calculated_at AS calculatedAt, stamp, closed_at AS closedAt`;

/** Oldest first. */
export function listPeriodRows(db: Db): PeriodRow[] {
  const rows = prepare(db, `SELECT ${periodColumns} FROM royalty_period ORDER BY from_month`).all();
  return rows.map((row) => readPeriod(row as PeriodRow & { rates: unknown }));
}

/** Throws NOT_FOUND. */
export function getPeriodRow(db: Db, id: number): PeriodRow {
  const row = prepare(db, `SELECT ${periodColumns} FROM royalty_period WHERE id = ?`).get(id);
  if (!row) throw new AppError('NOT_FOUND', 'That period is not here any more.', { kind: 'royaltyPeriod', id });
  return readPeriod(row as PeriodRow);
}

function readPeriod(row: PeriodRow): PeriodRow {
  return { ...row, rates: JSON.parse(row.rates as unknown as string) as PeriodState['rates'] };
}

/** Throws ROYALTIES_CLOSED. */
export function requireOpenPeriod(db: Db, id: number): PeriodRow {
  const row = getPeriodRow(db, id);
  if (row.closedAt !== null) throw closedError(row.name);
  return row;
}
