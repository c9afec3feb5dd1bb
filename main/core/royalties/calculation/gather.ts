import { type Db, prepare } from '#core/db/query.ts';
import { parseAmount } from '#shared/amount.ts';
import type { Contract, Cost, Entry, ExchangeRate, Group, Input, Payee, State, Sum, Term } from '../engine/input.ts';
import {
  type ContractState,
  contractGroupRecord,
  contractRecord,
  ledgerEntryRecord,
  type PeriodRow,
  payeeRecord,
  royaltyCostRecord,
  type TermState,
} from '../royalty-records.ts';
import { monthNumber, type StatementScope, scopeOf, soldMonth } from '../statement-scope.ts';
import { gatherRecordings, gatherReleases } from './gather-catalogue.ts';
import type { Used } from './pack.ts';

/** `rowCounts` goes with the sums, in their order. */
export type Gathered = { input: Input; rowCounts: number[]; used: Used };

/** Everything that the engine counts a period with, as it is now. The corrections of closed periods are added by who calls. */
export function gatherPeriod(db: Db, period: PeriodRow, opening: State): Gathered {
  const scope = scopeOf(db, period);
  const stores = storesByKey(db);
  const entries = gatherEntries(db, period);
  const costs = gatherCosts(db, period);
  const { sums, rowCounts } = gatherSums(db, scope);
  return {
    rowCounts,
    input: {
      period: {
        id: period.id,
        from: monthNumber(period.fromMonth) as number,
        to: monthNumber(period.toMonth) as number,
        currency: period.currency,
      },
      sums,
      recordings: gatherRecordings(db),
      releases: gatherReleases(db),
      contracts: idsOf(db, 'contract').map((id) => contractOf(id, contractRecord.get(db, id), stores)),
      payees: idsOf(db, 'payee').map((id) => payeeOf(db, id)),
      groups: idsOf(db, 'contract_group').map((id) => groupOf(db, id)),
      entries,
      costs,
      rates: gatherRates(db, scope, period),
      opening,
      closed: [],
    },
    used: {
      statements: scope.statementIds,
      entries: entries.map(({ id }) => id),
      costs: costs.map(({ id }) => id),
    },
  };
}

function idsOf(db: Db, table: 'contract' | 'payee' | 'contract_group'): number[] {
  return prepare(db, `SELECT id FROM ${table} ORDER BY id`).pluck().all() as number[];
}

type SumRow = [
  ...[
    item: number,
    store: number,
    territory: string,
    saleType: string,
    format: string,
    month: number,
    currency: string,
  ],
  ...[units: number, netMicro: number, netPico: number, grossMicro: number, grossPico: number],
  ...[recording: number | null, release: number | null, method: string, rows: number],
];

const selectSums = `SELECT item_id, store_id, territory, sale_type, statement_sum.format,
    ${soldMonth} AS sold,
    currency, units, net_micro, net_pico, gross_micro, gross_pico, recording_id, release_id, match_method, line_count
  FROM statement_sum JOIN statement_item ON statement_item.id = item_id JOIN statement ON statement.id = statement_id
  WHERE statement_id = ? AND sold <= ? AND sold > ? ORDER BY statement_sum.id`;

function gatherSums(
  db: Db,
  { statementIds, to, after }: StatementScope,
): Pick<Gathered, 'rowCounts'> & { sums: Sum[] } {
  const query = prepare(db, selectSums).raw();
  const sums: Sum[] = [];
  const rowCounts: number[] = [];
  for (const statementId of statementIds) {
    for (const row of query.all(statementId, to, after.get(statementId) ?? -1) as SumRow[]) {
      sums.push(sumOf(statementId, row));
      rowCounts.push(row[15]);
    }
  }
  return { sums, rowCounts };
}

const million = 1_000_000n;

function sumOf(statementId: number, row: SumRow): Sum {
  const [itemId, storeId, territory, saleType, format, month, currency, units] = row;
  const [, , , , , , , , netMicro, netPico, grossMicro, grossPico, recordingId, releaseId, method] = row;
  const net = BigInt(netMicro) * million + BigInt(netPico);
  const gross = BigInt(grossMicro) * million + BigInt(grossPico);
  return {
    ...{ statementId, itemId, recordingId, releaseId, workId: null, storeId, territory, saleType, format },
    ...{ priceTier: '', month, currency, units, net },
    // A statement that has no such column says nothing of it.
    gross: gross === 0n && net !== 0n ? null : gross,
    isIgnored: method === 'ignored',
  };
}

function storesByKey(db: Db): Map<string, number[]> {
  const stores = new Map<string, number[]>();
  const rows = prepare(db, `SELECT id, store_key FROM statement_store WHERE store_key <> '' ORDER BY id`).all();
  for (const { id, store_key: key } of rows as { id: number; store_key: string }[]) {
    stores.set(key, [...(stores.get(key) ?? []), id]);
  }
  return stores;
}

type Stores = ReadonlyMap<string, number[]>;

export function contractOf(id: number, state: ContractState, stores: Stores): Contract {
  const { scope, assets, reserve } = state;
  const only = (wanted: ContractState['scope'], ids: number[]) => (scope === wanted ? ids : []);
  return {
    ...{ id, side: state.side, kind: state.kind, currency: state.currency },
    from: monthNumber(state.fromMonth),
    to: monthNumber(state.toMonth),
    recordingIds: only('recording', assets.recordingIds),
    releaseIds: only('release', assets.releaseIds),
    artistIds: only('artist', assets.artistIds),
    workIds: only('work', assets.workIds),
    isDefault: scope === 'default',
    isAlongside: state.isAlongside,
    payees: state.payees,
    terms: state.terms.map((term) => termOf(term, stores)),
    profitRate: state.profitRate,
    reserve: reserve && { ...reserve },
  };
}

/** Of a store that no statement has named yet, a number that none has: the term fits nothing then. */
const noStore = -1;

function termOf(term: TermState, stores: Stores): Term {
  return {
    id: term.id,
    when: {
      saleTypes: term.saleTypes,
      storeIds: term.storeKeys.flatMap((key) => stores.get(key) ?? [noStore]),
      territories: term.territories,
      exceptTerritories: term.exceptTerritories,
      formats: term.formats,
      priceTiers: [],
      recordingIds: term.recordingIds,
      releaseIds: term.releaseIds,
      from: monthNumber(term.fromMonth),
      to: monthNumber(term.toMonth),
    },
    ...{ basis: term.basis, rate: term.rate, perUnit: amountOf(term.perUnit), deduction: term.deduction },
    steps: term.steps.map((step) => ({ ...step, perUnit: amountOf(step.perUnit) })),
    ...{ countBy: term.countBy, reserveRate: term.reserveRate },
  };
}

function amountOf(text: string): bigint {
  return parseAmount(text, { decimal: '.' })?.amount ?? 0n;
}

function payeeOf(db: Db, id: number): Payee {
  const { currency, minimumMinor, withholding, withholdingTerritories, isOnHold } = payeeRecord.get(db, id);
  return {
    ...{ id, currency, minimum: minimumMinor, isOnHold },
    withholding: { rate: withholding, territories: withholdingTerritories },
  };
}

function groupOf(db: Db, id: number): Group {
  const { rule, contractIds, mainContractId } = contractGroupRecord.get(db, id);
  return { id, rule, contractIds, mainContractId };
}

const isBefore = 'substr(date, 1, 7) <= @toMonth';
/** What was paid of an earlier period, however late it was paid: else it would be owed once more. */
const isSettled = `(SELECT to_month FROM payment JOIN royalty_period ON royalty_period.id = period_id
  WHERE payment.id = payment_id) < @fromMonth`;

/** What is counted of an open period, and was of a closed one. */
function countedIds(db: Db, period: PeriodRow, kind: 'entry' | 'cost'): number[] {
  if (period.closedAt !== null) {
    const used = 'SELECT item_id FROM royalty_used WHERE kind = ? AND period_id = ? ORDER BY item_id';
    return prepare(db, used).pluck().all(kind, period.id) as number[];
  }
  const table = kind === 'entry' ? 'ledger_entry' : 'royalty_cost';
  const isOfNow = kind === 'entry' ? `CASE WHEN payment_id IS NULL THEN ${isBefore} ELSE ${isSettled} END` : isBefore;
  const open = `SELECT id FROM ${table} WHERE ${isOfNow} AND NOT EXISTS
    (SELECT 1 FROM royalty_used WHERE kind = @kind AND item_id = ${table}.id) ORDER BY id`;
  const { fromMonth, toMonth } = period;
  return prepare(db, open).pluck().all({ kind, fromMonth, toMonth }) as number[];
}

function gatherEntries(db: Db, period: PeriodRow): Entry[] {
  return countedIds(db, period, 'entry').map((id) => {
    const { contractId, payeeId, kind, amountMinor } = ledgerEntryRecord.get(db, id);
    return { id, contractId, payeeId, kind, amount: amountMinor };
  });
}

/** A cost that a closed period counted may be gone since. */
function gatherCosts(db: Db, period: PeriodRow): Cost[] {
  return countedIds(db, period, 'cost').flatMap((id) => {
    const state = royaltyCostRecord.read(db, id);
    if (!state) return [];
    const { amountMinor, currency, recoupable, target, sharing, date } = state;
    const month = monthNumber(date.slice(0, 7)) as number;
    const of: Cost['target'] =
      target.kind === 'contracts'
        ? { kind: 'contracts', contractIds: target.contractIds }
        : { kind: target.kind, id: target.kind === 'release' ? target.releaseId : target.recordingId, month };
    return [{ id, amount: amountMinor, currency, recoupable, target: of, sharing }];
  });
}

type StoredRate = { from: string; to: string; rate: string };

/** One rate of each statement, and the period's for costs and payouts. */
function gatherRates(db: Db, { statementIds }: StatementScope, period: PeriodRow): ExchangeRate[] {
  const query = prepare(db, 'SELECT rates FROM statement WHERE id = ?').pluck();
  const ofStatements = statementIds.flatMap((statementId) =>
    (JSON.parse(query.get(statementId) as string) as StoredRate[]).map((rate) => rateOf(rate, statementId)),
  );
  return [...ofStatements, ...period.rates.map((rate) => rateOf(rate, null))];
}

function rateOf({ from, to, rate }: StoredRate, statementId: number | null): ExchangeRate {
  return { statementId, from, to, rate };
}
