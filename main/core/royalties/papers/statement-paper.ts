import { type Db, prepare } from '#core/db/query.ts';
import type { Paper, PaperColumn, PaperRow, PaperTable } from '#core/papers/paper.ts';
import { type Amount, parseAmount, toMinor } from '#shared/amount.ts';
import type { RoyaltyWhy } from '#shared/contract/royalties.ts';
import type { StatementWordKey, StatementWords } from '#shared/contract/royalty-words.ts';
import { currencyDigits, formatMoney } from '#shared/money.ts';
import { periodText } from '#shared/period-text.ts';
import type { KeptResult } from '../calculation/pack.ts';
import { percentText } from '../contract-changes.ts';
import type { MovementKind } from '../engine/output.ts';
import { LineBook } from '../reading/line-book.ts';
import { PeriodRates, receiptsOf } from '../reading/receipts-of-period.ts';
import { linesOf, whyOf } from '../reading/why.ts';
import { getPeriodRow, type PayeeState, type PeriodRow, payeeRecord } from '../royalty-records.ts';
import { monthText } from '../statement-scope.ts';
import { roundTogether } from './round-together.ts';

/** Who gives it out, and the day it was made in words. */
export type StatementParties = { issuer: Paper['issuer']; madeOn: string };

type PaperOrder = {
  periodId: number;
  payeeId: number;
  format: 'csv' | 'xlsx' | 'pdf';
  words: StatementWords;
  parties: StatementParties;
  now: number;
};

type Sheet = {
  db: Db;
  kept: KeptResult;
  words: StatementWords;
  period: PeriodRow;
  payeeId: number;
  payee: PayeeState;
  currency: string;
};

/** A table of a statement on paper ends here; the files for spreadsheets have every line. */
const mostTracks = 200;

/** What a payee is told of a period: where it came from, what was taken off, and what is paid or carried. */
export function statementPaper(
  db: Db,
  kept: KeptResult,
  { periodId, payeeId, format, words, parties, now }: PaperOrder,
): Paper {
  const period = getPeriodRow(db, periodId);
  const payee = payeeRecord.get(db, payeeId);
  const currencies = [
    ...new Set(
      kept.output.ledgers
        .filter(({ accounts }) => accounts.some((account) => account.payeeId === payeeId))
        .map(({ currency }) => currency),
    ),
  ].sort();
  const sheets = currencies.flatMap((currency): Sheet[] => {
    const sheet = { db, kept, words, period, payeeId, payee, currency };
    return hasAnything(sheet) ? [sheet] : [];
  });
  const tables =
    format === 'csv'
      ? sheets.map(linesTable)
      : sheets.flatMap((sheet) => [...sheetTables(sheet), ...(format === 'xlsx' ? [linesTable(sheet)] : [])]);
  return {
    title: words.title,
    lines: headLines(db, sheets, { words, period, payee, payeeId }),
    issuer: parties.issuer,
    recipient: [payee.name, ...payee.address.split(/\r?\n/), payee.country, payee.taxNote].filter(
      (line) => line.trim() !== '',
    ),
    tables: tables.length > 0 ? tables : [emptyTable(words, period.currency)],
    notes: sheets.flatMap((sheet) => notesOf(sheet)),
    signatures: [],
    madeAt: now,
    madeOn: parties.madeOn,
  };
}

function hasAnything({ kept, payeeId, currency }: Sheet): boolean {
  return kept.output.ledgers.some(
    (ledger) =>
      ledger.currency === currency &&
      ledger.accounts.some(
        ({ payeeId: of, closing, movements }) =>
          of === payeeId && (closing !== 0 || Object.values(movements).some((minor) => minor !== 0)),
      ),
  );
}

function emptyTable(words: StatementWords, currency: string): PaperTable {
  return {
    name: words.summary,
    columns: [{ title: words.what, kind: 'text' }, money(words.amount, currency)],
    rows: [{ kind: 'total', cells: [words.closing, 0] }],
  };
}

type Head = { words: StatementWords; period: PeriodRow; payee: PayeeState; payeeId: number };

function headLines(db: Db, sheets: readonly Sheet[], { words, period, payee, payeeId }: Head): string[] {
  const months = `${periodText('month', `${period.fromMonth}-01`, 'long')} – ${periodText('month', `${period.toMonth}-01`, 'long')}`;
  const rates = new Map<string, string>();
  for (const sheet of sheets) {
    const receipts = new PeriodRates(db, sheet.currency);
    const book = new LineBook(db, sheet.kept.counted);
    for (const { sum, exchangeRate, contractId } of linesOf(sheet.kept, book, payeeId, sheet.currency)) {
      const to = book.contract(contractId)?.currency ?? '';
      if (exchangeRate === '1' || sum.currency === to) continue;
      const on = receipts.of(sum.statementId).find((rate) => rate.from === sum.currency && rate.to === to)?.on ?? '';
      rates.set(
        `${sum.currency} ${exchangeRate} ${to}`,
        `1 ${sum.currency} = ${exchangeRate} ${to}${on ? ` (${on})` : ''}`,
      );
    }
  }
  return [
    `${words.period}: ${period.name} (${months})`,
    `${words.currency}: ${[...new Set(sheets.map(({ currency }) => currency))].join(', ') || payee.currency}`,
    `${words.rates}: ${rates.size > 0 ? [...rates.values()].join(', ') : words.ratesNone}`,
    ...(payee.isSelfBilled ? [`${words.selfBilling}: ${selfBillingNumber(period, payeeId)}`] : []),
    ...(period.closedAt === null ? [words.notFinal] : []),
  ];
}

/** The same for the same statement, whenever it is written. */
export function selfBillingNumber({ fromMonth, toMonth }: PeriodRow, payeeId: number): string {
  return `SB-${fromMonth.replace('-', '')}-${toMonth.replace('-', '')}-${String(payeeId).padStart(4, '0')}`;
}

function money(title: string, currency: string): PaperColumn {
  return { title, kind: 'money', currency };
}

function minorOf(text: string, currency: string): number {
  return toMinor(parseAmount(text, { decimal: '.' })?.amount ?? 0n, currency).minor;
}

function sheetTables(sheet: Sheet): PaperTable[] {
  const { db, kept, payeeId, currency } = sheet;
  const of = (group: RoyaltyWhy['group']) => whyOf(db, kept, { payeeId, currency, group });
  const why = of('store');
  return [
    summaryTable(sheet, why),
    sourceTable(sheet, why, sheet.words.bySource, sheet.words.source),
    sourceTable(sheet, of('territory'), sheet.words.byTerritory, sheet.words.territory),
    sourceTable(sheet, of('recording'), sheet.words.byTrack, sheet.words.track),
    ...costsTable(sheet, why),
    ...entriesTable(sheet, why),
    ...priorTable(sheet, why),
  ];
}

const shownMovements: readonly MovementKind[] = [
  ...(['opening', 'royalties', 'costs', 'advances', 'reservesTaken', 'reservesReleased'] as const),
  ...(['transfers', 'adjustments', 'priorAdjustments', 'payments'] as const),
];
const alwaysShown: ReadonlySet<MovementKind> = new Set(['opening', 'royalties']);

function summaryTable({ words, currency, kept, payeeId }: Sheet, { row, payout, withheld }: RoyaltyWhy): PaperTable {
  const moved = shownMovements.filter((kind) => alwaysShown.has(kind) || row.movements[kind] !== 0);
  const rows: PaperRow[] = moved.map((kind) => ({ kind: 'row', cells: [words[kind], row.movements[kind]] }));
  rows.push({ kind: 'total', cells: [words.closing, row.closing] });
  if (payout.currency === currency) {
    for (const { rate, minor, territory } of withheld) {
      rows.push({
        kind: 'row',
        cells: [`${words.withheld} ${percentText(rate)}${territory ? ` ${territory}` : ''}`, -minor],
      });
    }
    const isPaid = payout.payable > 0;
    rows.push(
      isPaid
        ? { kind: 'total', cells: [words.payable, payout.payable] }
        : { kind: 'total', cells: [`${words.carried}: ${words[reasonWord(row.reason)]}`, row.closing] },
    );
  } else if (payout.payable > 0) {
    const account = kept.output.payees
      .find((each) => each.payeeId === payeeId)
      ?.accounts.find((each) => each.currency === currency);
    const rate = account ? `1 ${currency} = ${account.exchangeRate} ${payout.currency}` : '';
    const paid = `${words.payable}: ${formatMoney(payout.payable, payout.currency)} ${payout.currency} (${rate})`;
    rows.push({ kind: 'row', cells: [paid, null] });
  }
  return { name: words.summary, columns: [{ title: words.what, kind: 'text' }, money(words.amount, currency)], rows };
}

function reasonWord(reason: RoyaltyWhy['row']['reason']): StatementWordKey {
  return reason === 'payable' ? 'payable' : reason;
}

type Told = { name: string; units: number; base: Amount; amount: Amount };

/** Its columns add up, and what was earned is what was posted. */
function sourceTable({ words, currency }: Sheet, why: RoyaltyWhy, name: string, head: string): PaperTable {
  const sources = why.sources.map(({ name: of, units, base, amount }): Told => {
    return { name: of || words.others, units, base: amountOf(base), amount: amountOf(amount) };
  });
  const rest = sources.slice(mostTracks);
  const told = rest.length > 0 ? [...sources.slice(0, mostTracks), together(rest, words.others)] : sources;
  const base = minorOf(why.base, currency);
  const bases = roundTogether(
    told.map((source) => source.base),
    base,
    currency,
  );
  const earned = toldEarned(why, currency);
  const amounts = roundTogether(
    told.map((source) => source.amount),
    earned,
    currency,
  );
  const rows: PaperRow[] = told.map((source, index) => ({
    kind: 'row',
    cells: [source.name, Math.round(source.units), bases[index] as number, amounts[index] as number],
  }));
  rows.push({ kind: 'total', cells: [words.total, null, base, earned] });
  return {
    name,
    columns: [
      { title: head, kind: 'text' },
      { title: words.units, kind: 'number' },
      money(words.net, currency),
      money(words.earned, currency),
    ],
    rows,
  };
}

function together(rest: readonly Told[], others: string): Told {
  const sum = (key: 'base' | 'amount') => rest.reduce((total, source) => total + source[key], 0n);
  const units = rest.reduce((total, source) => total + source.units, 0);
  return { name: `${others} (${rest.length})`, units, base: sum('base'), amount: sum('amount') };
}

/** What was posted, where that is the lines' sum but for the rounding of each contract; a profit share posts something else. */
function toldEarned({ earned, row, contracts }: RoyaltyWhy, currency: string): number {
  const exact = minorOf(earned, currency);
  return Math.abs(exact - row.movements.royalties) <= contracts.length ? row.movements.royalties : exact;
}

function amountOf(text: string): Amount {
  return parseAmount(text, { decimal: '.' })?.amount ?? 0n;
}

function costsTable({ words, currency }: Sheet, { charges, row }: RoyaltyWhy): PaperTable[] {
  if (charges.length === 0) return [];
  const exact = charges.map(({ amount }) => amountOf(amount));
  const amounts = roundTogether(exact, 0 - row.movements.costs, currency);
  return [
    {
      name: words.costsTable,
      columns: [
        { title: words.what, kind: 'text' },
        { title: words.date, kind: 'date' },
        { title: words.contract, kind: 'text' },
        money(words.amount, currency),
      ],
      rows: charges.map((charge, index) => ({
        kind: 'row',
        cells: [
          `${charge.name} (${formatMoney(charge.minor, charge.currency)} ${charge.currency}, ${percentText(charge.recoupable)})`,
          charge.date,
          charge.contractName,
          0 - (amounts[index] as number),
        ],
      })),
    },
  ];
}

function entriesTable({ words, currency }: Sheet, { entries }: RoyaltyWhy): PaperTable[] {
  if (entries.length === 0) return [];
  return [
    {
      name: words.entriesTable,
      columns: [
        { title: words.what, kind: 'text' },
        { title: words.date, kind: 'date' },
        { title: words.note, kind: 'text' },
        { title: words.contract, kind: 'text' },
        money(words.amount, currency),
      ],
      rows: entries.map(({ kind, date, note, contractName, minor }) => ({
        kind: 'row',
        cells: [words[kind as StatementWordKey] ?? kind, date, note, contractName, minor],
      })),
    },
  ];
}

function priorTable({ words, currency }: Sheet, { priorAdjustments }: RoyaltyWhy): PaperTable[] {
  if (priorAdjustments.length === 0) return [];
  return [
    {
      name: words.priorTable,
      columns: [
        { title: words.earlierPeriod, kind: 'text' },
        { title: words.contract, kind: 'text' },
        { title: words.reasons, kind: 'text' },
        money(words.amount, currency),
      ],
      rows: priorAdjustments.map(({ periodName, contractName, kind, minor, reasons }) => ({
        kind: 'row',
        cells: [
          periodName,
          contractName,
          `${words[kind]}: ${reasons.map((reason) => words[reason as StatementWordKey] ?? reason).join(', ')}`,
          minor,
        ],
      })),
    },
  ];
}

/** What has no track is nobody's yet, and is said so. */
function notesOf({ db, words, period, kept }: Sheet): string[] {
  const rates = new PeriodRates(db, period.currency);
  const { unmatched } = receiptsOf(db, period, rates);
  const rounding =
    kept.output.reconciliation.contracts.find(({ currency }) => currency === period.currency)?.labelRounding ?? 0n;
  const text = (amount: Amount) =>
    `${formatMoney(toMinor(amount, period.currency).minor, period.currency)} ${period.currency}`;
  return [
    ...(unmatched === 0n ? [] : [`${words.unmatched}: ${text(unmatched)}`]),
    ...(toMinor(rounding, period.currency).minor === 0 ? [] : [`${words.rounding}: ${text(rounding)}`]),
  ];
}

/** Every line that earned something, for who wants to count again. */
function linesTable(sheet: Sheet): PaperTable {
  const { db, kept, payeeId, currency, words } = sheet;
  const book = new LineBook(db, kept.counted);
  const statements = new Map<number, string>();
  const items = new Map<number, string>();
  const statementOf = (id: number) =>
    remembered(statements, id, () => textOf(db, 'SELECT name FROM statement WHERE id = ?', id));
  const isrcOf = (id: number) =>
    remembered(items, id, () => textOf(db, 'SELECT isrc FROM statement_item WHERE id = ?', id));
  const rows: PaperRow[] = linesOf(kept, book, payeeId, currency).map((line) => ({
    kind: 'row',
    cells: [
      statementOf(line.sum.statementId),
      monthText(line.sum.month),
      book.storeName(line.sum.storeId),
      line.sum.territory,
      line.sum.saleType,
      isrcOf(line.sum.itemId),
      book.titleOf(line.recordingId),
      Number(line.units) / 1_000_000,
      toUnits(line.base),
      line.sum.currency,
      line.exchangeRate,
      line.rate / 10_000,
      book.shareOf(line.contractId, payeeId) / 10_000,
      toUnits(book.amountOf(line, payeeId)),
      currency,
    ],
  }));
  const exact = 12 - currencyDigits(currency) > 6 ? 8 : 6;
  return {
    name: words.linesTable,
    columns: [
      ...[words.statement, words.month, words.source, words.territory, words.saleType, words.isrc, words.track].map(
        text,
      ),
      { title: words.units, kind: 'number' },
      { title: words.net, kind: 'number', digits: exact },
      text(words.currency),
      text(words.exchangeRate),
      { title: words.rate, kind: 'number', digits: 4 },
      { title: words.share, kind: 'number', digits: 4 },
      { title: words.earned, kind: 'number', digits: exact },
      text(words.currency),
    ],
    rows,
  };
}

function text(title: string): PaperColumn {
  return { title, kind: 'text' };
}

function textOf(db: Db, sql: string, id: number): string {
  return (prepare(db, sql).pluck().get(id) as string | undefined) ?? '';
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** For a cell of a spreadsheet, which counts in fractions. */
function toUnits(amount: Amount): number {
  return Number(amount) / 1e12;
}
