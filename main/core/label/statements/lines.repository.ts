import { type Db, prepare } from '#core/db/query.ts';
import { type Amount, formatAmount, fromParts } from '#shared/amount.ts';
import type { LineFilter, StatementLine, StatementTotal } from '#shared/contract/statements.ts';
import { foldText, wordsOf } from '#shared/fold-text.ts';
import type { LinesQuery, StatementAnswer } from './statement-query.ts';

/** Of `item`: it names something that the catalogue has. */
const isThere = `(EXISTS (SELECT 1 FROM recording WHERE recording.id = item.recording_id)
  OR EXISTS (SELECT 1 FROM release WHERE release.id = item.release_id))`;

/** Conditions on `item`; an item whose recording is gone is open again. */
export const matchConditions = {
  matched: `item.match_method <> 'ignored' AND ${isThere}`,
  open: `item.match_method <> 'ignored' AND NOT ${isThere}`,
  ignored: `item.match_method = 'ignored'`,
} as const;

type Condition = { sql: string; values: Record<string, string | number> };

/** Of `line` (a line or a sum), `item` and `store`. Lines of statements that do not count are never let through. */
export function lineCondition(filter: LineFilter): Condition {
  const parts = [`statement.state = 'counted'`];
  const values: Condition['values'] = {};
  const equal = (column: string, name: string, value: string | number | undefined) => {
    if (value === undefined) return;
    parts.push(`${column} = @${name}`);
    values[name] = value;
  };
  equal('line.statement_id', 'statementId', filter.statementId);
  equal('line.item_id', 'itemId', filter.itemId);
  equal('item.recording_id', 'recordingId', filter.recordingId);
  equal('item.release_id', 'releaseId', filter.releaseId);
  equal('line.store_id', 'storeId', filter.storeId);
  equal('store.store_key', 'storeKey', filter.storeKey);
  equal('line.territory', 'territory', filter.territory);
  equal('line.month', 'month', filter.month === undefined ? undefined : monthNumber(filter.month));
  equal('line.sale_type', 'saleType', filter.saleType);
  equal('line.currency', 'currency', filter.currency);
  if (filter.match) parts.push(matchConditions[filter.match]);
  const text = textCondition(filter.text ?? '', true);
  return { sql: [...parts, ...text.parts].join(' AND '), values: { ...values, ...text.values } };
}

/** Every word has to stand in artist or title, or as it is in what else names a row. */
export function textCondition(
  text: string,
  hasStore: boolean,
): { parts: string[]; values: Record<string, string | number> } {
  const parts: string[] = [];
  const values: Record<string, string> = {};
  for (const [index, word] of text.trim().split(/\s+/).filter(Boolean).slice(0, 8).entries()) {
    const folded = wordsOf(foldText(word)).join(' ');
    values[`word${index}`] = folded;
    values[`like${index}`] = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    const columns = ['item.release_title', 'item.isrc', 'item.upc', 'item.catalogue_number'];
    const others = [...columns, ...(hasStore ? ['store.name'] : [])].map(
      (column) => `${column} LIKE @like${index} ESCAPE '\\'`,
    );
    parts.push(`((@word${index} <> '' AND instr(item.fold, @word${index}) > 0) OR ${others.join(' OR ')})`);
  }
  return { parts, values };
}

const joins = `JOIN statement ON statement.id = line.statement_id
  JOIN statement_item AS item ON item.id = line.item_id JOIN statement_store AS store ON store.id = line.store_id`;

export function findLines(db: Db, { filter, offset, count }: LinesQuery): StatementAnswer['lines'] {
  const { sql, values } = lineCondition(filter);
  const sums = sumLines(db, filter);
  const rows = prepare(
    db,
    `SELECT ${lineColumns} FROM statement_line AS line ${joins} WHERE ${sql}
     ORDER BY line.statement_id DESC, line.line LIMIT @count OFFSET @offset`,
  ).all({ ...values, count, offset }) as LineRow[];
  return { total: sums.reduce((all, sum) => all + sum.rows, 0), sums, lines: rows.map(toLine) };
}

const pageLines = 500;

/** All lines of a filter, a page at a time, so that others may write in between: for files. */
export function* eachLine(db: Db, filter: LineFilter): Generator<StatementLine> {
  const { sql, values } = lineCondition(filter);
  const page = prepare(
    db,
    `SELECT ${lineColumns} FROM statement_line AS line ${joins}
     WHERE ${sql} AND (line.statement_id, line.line) > (@afterStatement, @afterLine)
     ORDER BY line.statement_id, line.line LIMIT ${pageLines}`,
  );
  let after = { afterStatement: 0, afterLine: 0 };
  for (;;) {
    const rows = page.all({ ...values, ...after }) as LineRow[];
    for (const row of rows) yield toLine(row);
    const last = rows.at(-1);
    if (!last || rows.length < pageLines) return;
    after = { afterStatement: last.statement_id, afterLine: last.line };
  }
}

/** From sums, which say the same as all lines. */
function sumLines(db: Db, filter: LineFilter): StatementTotal[] {
  const { sql, values } = lineCondition(filter);
  const rows = prepare(
    db,
    `SELECT line.currency, SUM(line.line_count) AS rows, SUM(line.units) AS units, SUM(line.net_micro) AS micro,
       SUM(line.net_pico) AS pico FROM statement_sum AS line ${joins} WHERE ${sql} GROUP BY line.currency ORDER BY line.currency`,
  )
    .safeIntegers(true)
    .all(values) as { currency: string; rows: bigint; units: bigint; micro: bigint; pico: bigint }[];
  return rows.map(({ currency, rows: lines, units, ...parts }) => ({
    ...{ currency, rows: Number(lines), units: Number(units) },
    net: formatAmount(fromParts(parts)),
  }));
}

const lineColumns = `line.statement_id, line.line, line.item_id, line.month, store.name AS store, line.store_id, line.territory,
  line.sale_type, line.format, line.units, line.currency, line.net_micro, line.net_pico, line.gross_micro, line.gross_pico,
  line.fee_micro, line.fee_pico, line.withheld_micro, line.withheld_pico, item.artist, item.title, item.release_title,
  item.isrc, item.upc, item.catalogue_number, item.match_method`;

type LineRow = {
  statement_id: number;
  line: number;
  item_id: number;
  month: number;
  store: string;
  store_id: number;
  territory: string;
  sale_type: string;
  format: string;
  units: number;
  currency: string;
  net_micro: number;
  net_pico: number;
  gross_micro: number | null;
  gross_pico: number | null;
  fee_micro: number | null;
  fee_pico: number | null;
  withheld_micro: number | null;
  withheld_pico: number | null;
  artist: string;
  title: string;
  release_title: string;
  isrc: string;
  upc: string;
  catalogue_number: string;
  match_method: string;
};

function toLine(row: LineRow): StatementLine {
  const amount = (micro: number | null, pico: number | null) =>
    micro === null ? null : formatAmount(fromParts({ micro, pico: pico ?? 0 }));
  return {
    ...{ statementId: row.statement_id, line: row.line, itemId: row.item_id, month: monthText(row.month) },
    ...{ store: row.store, storeId: row.store_id, territory: row.territory, saleType: row.sale_type },
    ...{ format: row.format, units: row.units, currency: row.currency },
    net: amount(row.net_micro, row.net_pico) as string,
    gross: amount(row.gross_micro, row.gross_pico),
    fee: amount(row.fee_micro, row.fee_pico),
    withheld: amount(row.withheld_micro, row.withheld_pico),
    ...{ artist: row.artist, title: row.title, releaseTitle: row.release_title },
    ...{ isrc: row.isrc, upc: row.upc, catalogueNumber: row.catalogue_number, method: row.match_method },
  } as StatementLine;
}

/** 202608 of '2026-08', 0 of nothing. */
export function monthNumber(month: string): number {
  return month === '' ? 0 : Number(month.slice(0, 4)) * 100 + Number(month.slice(5, 7));
}

export function monthText(month: number): string {
  return month === 0
    ? ''
    : `${String(Math.floor(month / 100)).padStart(4, '0')}-${String(month % 100).padStart(2, '0')}`;
}

type PartRow = { currency: string; part: 'matched' | 'open' | 'ignored'; micro: bigint; pico: bigint };

const itemJoins = `JOIN statement ON statement.id = line.statement_id
  JOIN statement_item AS item ON item.id = line.item_id`;

/** What is matched, open and ignored of one statement, or of all, by currency. */
export function findParts(db: Db, statementId: number | null): StatementAnswer['parts'] {
  const rows = prepare(
    db,
    `SELECT line.currency, CASE WHEN ${matchConditions.ignored} THEN 'ignored' WHEN ${isThere} THEN 'matched' ELSE 'open' END AS part,
       SUM(line.net_micro) AS micro, SUM(line.net_pico) AS pico
     FROM statement_item_sum AS line ${itemJoins} WHERE statement.state = 'counted' AND (@id IS NULL OR line.statement_id = @id)
     GROUP BY line.currency, part ORDER BY line.currency`,
  )
    .safeIntegers(true)
    .all({ id: statementId }) as PartRow[];
  const openItems = prepare(
    db,
    `SELECT count(DISTINCT line.item_id) FROM statement_item_sum AS line ${itemJoins}
     WHERE statement.state = 'counted' AND (@id IS NULL OR line.statement_id = @id) AND ${matchConditions.open}`,
  )
    .pluck()
    .get({ id: statementId }) as number;
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  const parts = currencies.map((currency) => {
    const amountOf = (part: string): Amount => {
      const row = rows.find((each) => each.currency === currency && each.part === part);
      return row ? fromParts(row) : 0n;
    };
    const [matched, open, ignored] = [amountOf('matched'), amountOf('open'), amountOf('ignored')];
    return {
      currency,
      ...{ matched: formatAmount(matched), open: formatAmount(open), ignored: formatAmount(ignored) },
      total: formatAmount(matched + open + ignored),
    };
  });
  return { parts, openItems };
}
