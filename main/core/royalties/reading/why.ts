import { type Db, prepare } from '#core/db/query.ts';
import { type Amount, formatAmount } from '#shared/amount.ts';
import type { RoyaltyLine, RoyaltyWhy } from '#shared/contract/royalties.ts';
import { AppError } from '#shared/errors.ts';
import type { KeptResult } from '../calculation/pack.ts';
import { quotient } from '../engine/exact.ts';
import { whole } from '../engine/input.ts';
import type { Ledger, Line } from '../engine/output.ts';
import { LineBook, type WhyGroup } from './line-book.ts';
import { payeeRows } from './payee-rows.ts';

export type WhyOrder = { payeeId: number; currency: string; group: WhyGroup };

/** Every figure of a payee's row, and what it is made of. Throws NOT_FOUND. */
export function whyOf(db: Db, kept: KeptResult, { payeeId, currency, group }: WhyOrder): RoyaltyWhy {
  const { output, counted } = kept;
  const row = payeeRows(db, output).find((each) => each.payeeId === payeeId && each.currency === currency);
  if (!row) throw new AppError('NOT_FOUND', 'That payee has nothing in this period.', { kind: 'payee', id: payeeId });
  const book = new LineBook(db, counted);
  const ledgers = ledgersOf(output.ledgers, payeeId, currency);
  const lines = linesOf(kept, book, payeeId, currency);
  const sources = groupSources(book, lines, payeeId, group);
  const sums = new Set(lines.map(({ sum }) => sum));
  let rowCount = 0;
  for (const sum of sums) rowCount += kept.rowCounts.get(sum) ?? 0;
  const total = (key: 'base' | 'amount') => formatAmount(sources.reduce((sum, source) => sum + source[key], 0n));
  return {
    row,
    contracts: ledgers.map(({ contractId, accounts }) => {
      const account = accounts.find((each) => each.payeeId === payeeId) as Ledger['accounts'][number];
      const { movements, closing } = account;
      return {
        ...{ contractId, name: nameOf(db, 'contract', contractId), closing, movements },
        share: book.shareOf(contractId, payeeId),
      };
    }) as RoyaltyWhy['contracts'],
    group,
    sources: sources.map(({ base, amount, ...source }) => {
      return { ...source, base: formatAmount(base), amount: formatAmount(amount) };
    }),
    ...{ base: total('base'), earned: total('amount') },
    charges: chargesOf(db, kept, book, payeeId, currency),
    entries: entriesOf(db, kept, payeeId, ledgers),
    priorAdjustments: priorOf(db, kept, payeeId, ledgers),
    ...payoutOf(kept, payeeId),
    ...{ rowCount, lineCount: lines.length },
  };
}

function ledgersOf(ledgers: readonly Ledger[], payeeId: number, currency: string): Ledger[] {
  return ledgers.filter((each) => each.currency === currency && each.accounts.some((one) => one.payeeId === payeeId));
}

export function linesOf({ output }: KeptResult, book: LineBook, payeeId: number, currency: string): Line[] {
  const own = new Set(
    output.ledgers
      .filter((each) => each.currency === currency && book.shareOf(each.contractId, payeeId) > 0)
      .map(({ contractId }) => contractId),
  );
  return output.lines.filter(({ contractId }) => own.has(contractId));
}

type Source = { key: string; name: string; base: Amount; units: number; amount: Amount };

function groupSources(book: LineBook, lines: readonly Line[], payeeId: number, group: WhyGroup): Source[] {
  const sources = new Map<string, Source>();
  for (const line of lines) {
    const key = book.keyOf(line, group);
    const source = sources.get(key) ?? { key, name: book.nameOf(line, group), base: 0n, units: 0, amount: 0n };
    source.base += book.baseOf(line);
    source.units += Number(line.units) / 1_000_000;
    source.amount += book.amountOf(line, payeeId);
    sources.set(key, source);
  }
  return [...sources.values()].sort(
    (one, other) => compareAmounts(other.amount, one.amount) || (one.key < other.key ? -1 : 1),
  );
}

function compareAmounts(one: Amount, other: Amount): number {
  return one < other ? -1 : Number(one > other);
}

function nameOf(db: Db, table: 'contract' | 'royalty_period', id: number): string {
  return (prepare(db, `SELECT name FROM ${table} WHERE id = ?`).pluck().get(id) as string | undefined) ?? '';
}

function chargesOf(
  db: Db,
  { output }: KeptResult,
  book: LineBook,
  payeeId: number,
  currency: string,
): RoyaltyWhy['charges'] {
  return output.charges.flatMap(({ costId, contractId, amount }) => {
    const share = book.shareOf(contractId, payeeId);
    if (share === 0 || book.contract(contractId)?.currency !== currency) return [];
    const cost = prepare(
      db,
      `SELECT coalesce(nullif(description, ''), category) AS name, date, amount_minor AS minor, currency, recoupable
       FROM royalty_cost WHERE id = ?`,
    ).get(costId) as
      | Pick<RoyaltyWhy['charges'][number], 'name' | 'date' | 'minor' | 'currency' | 'recoupable'>
      | undefined;
    const gone = { name: '', date: '', minor: 0, currency, recoupable: 0 } as const;
    const own = quotient(amount * BigInt(share), BigInt(whole));
    return [{ ...(cost ?? gone), contractName: nameOf(db, 'contract', contractId), amount: formatAmount(own) }];
  });
}

function entriesOf(
  db: Db,
  { counted }: KeptResult,
  payeeId: number,
  ledgers: readonly Ledger[],
): RoyaltyWhy['entries'] {
  const own = new Set(ledgers.map(({ contractId }) => contractId));
  return counted.entries.flatMap(({ id, contractId, payeeId: of, kind, amount }) => {
    if (!own.has(contractId) || (of !== null && of !== payeeId)) return [];
    const row = prepare(db, 'SELECT date, note FROM ledger_entry WHERE id = ?').get(id) as
      | { date: string; note: string }
      | undefined;
    const { date = '', note = '' } = row ?? {};
    return [{ kind, date, minor: amount, note, contractName: nameOf(db, 'contract', contractId) }];
  });
}

function priorOf(
  db: Db,
  { output }: KeptResult,
  payeeId: number,
  ledgers: readonly Ledger[],
): RoyaltyWhy['priorAdjustments'] {
  const own = new Set(ledgers.map(({ contractId }) => contractId));
  return output.priorAdjustments
    .filter((each) => each.payeeId === payeeId && own.has(each.contractId))
    .map(({ periodId, contractId, kind, amount, reasons }) => ({
      ...{ periodName: nameOf(db, 'royalty_period', periodId), contractName: nameOf(db, 'contract', contractId) },
      ...{ kind, minor: amount, reasons },
    }));
}

function payoutOf({ output }: KeptResult, payeeId: number): Pick<RoyaltyWhy, 'withheld' | 'payout'> {
  const payout = output.payees.find((each) => each.payeeId === payeeId);
  const { currency = 'XXX', gross = 0, withheld = 0, payable = 0, carried = 0, withheldLines = [] } = payout ?? {};
  return {
    withheld: withheldLines.map(({ territory, base, rate, amount }) => ({
      territory,
      base,
      rate,
      minor: amount,
      currency,
    })),
    payout: { currency, gross, withheld, payable, carried },
  };
}

export type LinesOrder = WhyOrder & { key: string | null; offset: number; limit: number };

/** Lines behind a figure, the largest first. */
export function linesBehind(
  db: Db,
  kept: KeptResult,
  { payeeId, currency, group, key, offset, limit }: LinesOrder,
): { lines: RoyaltyLine[]; lineCount: number } {
  const book = new LineBook(db, kept.counted);
  const all = linesOf(kept, book, payeeId, currency)
    .filter((line) => key === null || book.keyOf(line, group) === key)
    .map((line) => ({ line, amount: book.amountOf(line, payeeId) }))
    .sort((one, other) => compareAmounts(other.amount, one.amount));
  const shown = all.slice(offset, offset + limit);
  return {
    lines: shown.map(({ line, amount }) => tellLine(db, kept, book, line, payeeId, amount)),
    lineCount: all.length,
  };
}

function tellLine(db: Db, kept: KeptResult, book: LineBook, line: Line, payeeId: number, amount: Amount): RoyaltyLine {
  const { sum, contractId } = line;
  const item = prepare(db, 'SELECT title, isrc FROM statement_item WHERE id = ?').get(sum.itemId) as
    | { title: string; isrc: string }
    | undefined;
  const statement = prepare(db, 'SELECT name FROM statement WHERE id = ?').pluck().get(sum.statementId);
  return {
    ...{ statementId: sum.statementId, statementName: (statement as string | undefined) ?? '', itemId: sum.itemId },
    ...{ storeId: sum.storeId, storeName: book.storeName(sum.storeId), isrc: item?.isrc ?? '' },
    title: book.titleOf(line.recordingId) || (item?.title ?? ''),
    ...{ territory: sum.territory, saleType: sum.saleType, format: sum.format, month: sum.month },
    rowCount: kept.rowCounts.get(sum) ?? 0,
    units: Number(line.units) / 1_000_000,
    ...{ sourceCurrency: sum.currency, base: formatAmount(line.base), basis: line.basis, rate: line.rate },
    ...{ perUnit: formatAmount(line.perUnit), exchangeRate: line.exchangeRate, level: line.level },
    ...{ contractId, contractName: nameOf(db, 'contract', contractId), share: book.shareOf(contractId, payeeId) },
    ...{ amount: formatAmount(amount), currency: book.contract(contractId)?.currency ?? 'XXX' },
  } as RoyaltyLine;
}
