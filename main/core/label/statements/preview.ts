import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Db, prepare } from '#core/db/query.ts';
import { formatAmount, parseAmount } from '#shared/amount.ts';
import type {
  ControlTotal,
  DraftChoice,
  DraftPreview,
  MatchMethod,
  OtherStatement,
  StatementMappingId,
  StatementTotal,
} from '#shared/contract/statements.ts';
import type { StatementProblemCode } from '#shared/statement-mapping.ts';
import { columnFields } from './column-fields.ts';
import { totalsOf } from './import-statement.ts';
import { Matcher } from './match-ladder.ts';
import type { StatementRow } from './reading/statement-row.ts';
import type { LookAnswer, SeenItem } from './statement-task.ts';
import { guessStore } from './store-names.ts';

const holdMs = 6;

/** What a window is shown of a file before anything of it is written. */
export async function previewOf(db: Db, answer: LookAnswer, choice: DraftChoice): Promise<DraftPreview> {
  const { sniffed, plan, totals, fingerprint, sha256 } = answer;
  const matches = await countMatches(db, answer.items);
  const sums = totals ? totalsOf(totals) : [];
  const from = totals?.from ?? choice.period?.from ?? '';
  const to = totals?.to ?? choice.period?.to ?? '';
  return {
    kind: plan.content,
    format: plan.format,
    formats: sniffed.formats,
    formatName: sniffed.formatName,
    mappingId: sniffed.mappingId as StatementMappingId | null,
    isUnknown: sniffed.isUnknown,
    because: sniffed.because,
    moneyColumns: sniffed.moneyColumns,
    moneyNote: sniffed.moneyNote,
    mapping: plan.content === 'sales' ? plan.mapping : null,
    headerRow: plan.headerRow,
    file: {
      ...{ kind: sniffed.kind, encoding: plan.encoding, delimiter: plan.delimiter, decimal: plan.decimal },
      ...{ dateOrder: plan.dateOrder, sheet: plan.sheet, member: plan.member },
      ...{ sheets: sniffed.sheets, members: sniffed.members },
    },
    columns: columnFields(sniffed, plan),
    firstRows: answer.firstRows,
    lines: answer.lines.map(sampleLine),
    totals: sums,
    rows: totals?.rows ?? 0,
    blankRows: totals?.blankRows ?? 0,
    leftOutRows: totals?.leftOutRows ?? 0,
    reversals: totals?.reversals ?? 0,
    ...{ from, to, reportedMonth: totals?.reportedTo ?? '' },
    stores: answer.stores.map((name) => ({ name, key: storeKey(db, name) })),
    matches,
    problems: answer.problems.map(({ line, code, column, text }) => ({ line, code, column, text })),
    problemCounts: Object.entries(totals?.problems ?? {}).map(([code, count]) => ({
      code: code as StatementProblemCode,
      count,
    })),
    errorCount: totals?.errors ?? 0,
    needs: sniffed.questions,
    sameFile: findOther(db, `sha256 = ?`, sha256),
    sameRows: fingerprint === '' ? null : findOther(db, `fingerprint = ?`, fingerprint),
    overlaps: findOverlaps(db, choice.source ?? sniffed.formatName, from, to),
    differences: differencesOf(choice.controlTotals ?? [], sums),
  };
}

/** Typed totals less what rows come to, where the two differ. */
export function differencesOf(typed: readonly ControlTotal[], sums: readonly StatementTotal[]): ControlTotal[] {
  return typed.flatMap(({ currency, amount }) => {
    const sum = sums.find((each) => each.currency === currency)?.net ?? '0';
    const difference = amountOf(amount) - amountOf(sum);
    return difference === 0n ? [] : [{ currency, amount: formatAmount(difference) }];
  });
}

type Typed = { controlTotals?: ControlTotal[] | undefined; isDifferenceKnown?: boolean | undefined };

/** Who knows of one difference knows of no other: with other totals it has to be looked at again. */
export function asTyped<Change extends Typed>(before: readonly ControlTotal[], change: Change): Change {
  const { controlTotals, isDifferenceKnown } = change;
  const isOther = controlTotals !== undefined && JSON.stringify(controlTotals) !== JSON.stringify(before);
  return isOther && isDifferenceKnown === undefined ? { ...change, isDifferenceKnown: false } : change;
}

function amountOf(text: string): bigint {
  return parseAmount(text, { decimal: '.' })?.amount ?? 0n;
}

function findOther(db: Db, condition: string, value: string): OtherStatement | null {
  const found = prepare(
    db,
    `SELECT id, name, imported_at AS importedAt FROM statement WHERE state = 'counted' AND ${condition} ORDER BY id LIMIT 1`,
  ).get(value);
  return (found as OtherStatement | undefined) ?? null;
}

function findOverlaps(db: Db, source: string, from: string, to: string): OtherStatement[] {
  if (source === '' || from === '' || to === '') return [];
  return prepare(
    db,
    `SELECT id, name, imported_at AS importedAt FROM statement WHERE state = 'counted' AND source = ? COLLATE NOCASE
     AND from_month <> '' AND from_month <= ? AND to_month >= ? ORDER BY id DESC LIMIT 5`,
  ).all(source, to.slice(0, 7), from.slice(0, 7)) as OtherStatement[];
}

function storeKey(db: Db, name: string): string {
  const known = prepare(db, 'SELECT store_key FROM statement_store WHERE name = ?').pluck().get(name);
  return (known as string | undefined) ?? guessStore(name);
}

/** How much of a file is known, and by what. Holds nobody up. */
async function countMatches(db: Db, items: readonly SeenItem[]): Promise<DraftPreview['matches']> {
  const matcher = new Matcher(db);
  const known = prepare(
    db,
    `SELECT match_method FROM statement_item WHERE isrc = ? AND upc = ? AND catalogue_number = ? AND artist = ? AND title = ?
      AND release_title = ?`,
  ).pluck();
  const counts = new Map<MatchMethod | '', { items: number; rows: number }>();
  let untilMs = performance.now() + holdMs;
  for (const { spelling, rows } of items) {
    const { isrc, upc, catalogueNumber, artist, title, releaseTitle } = spelling;
    const before = known.get(isrc, upc, catalogueNumber, artist, title, releaseTitle) as MatchMethod | undefined;
    const method = before === 'hand' || before === 'ignored' ? before : matcher.match(spelling).method;
    const count = counts.get(method) ?? { items: 0, rows: 0 };
    counts.set(method, { items: count.items + 1, rows: count.rows + rows });
    if (performance.now() < untilMs) continue;
    await nextTurn();
    untilMs = performance.now() + holdMs;
  }
  return [...counts].map(([method, count]) => ({ method, ...count }));
}

function sampleLine(row: StatementRow): DraftPreview['lines'][number] {
  const amount = (value: bigint | null) => (value === null ? null : formatAmount(value));
  return {
    line: row.line,
    month: row.month ?? row.reportedMonth ?? '',
    ...{ store: row.store, territory: row.territory, saleType: row.saleType, format: row.format },
    ...{ units: row.quantity, currency: row.currency, net: formatAmount(row.net) },
    ...{ gross: amount(row.gross), fee: amount(row.fee), withheld: amount(row.withheld) },
    ...{ artist: row.artist, title: row.title, releaseTitle: row.releaseTitle },
    ...{ isrc: row.isrc, upc: row.upc, catalogueNumber: row.catalogueNumber, method: '' },
  };
}
