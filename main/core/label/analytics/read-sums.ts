import { type Db, prepare } from '#core/db/query.ts';
import { matchConditions } from '#core/label/statements/lines.repository.ts';
import { type Amount, fromParts, multiplyAmount } from '#shared/amount.ts';
import type { AnalyticsFilter } from '#shared/contract/analytics.ts';
import type { StatementRate } from '#shared/contract/statements.ts';
import type { Span } from './months.ts';

const artist = 'coalesce(recording.artist, release.artist, item.artist)';
const storeKey = `CASE store.store_key WHEN '' THEN store.name ELSE store.store_key END`;

/**
 * What a sum is about: the column that sums are added up by (`by`), and what that is called in SQL over the names of stores, items and
 * the catalogue (`key`). Adding up by numbers first, and naming what is left, takes a fifth of the time.
 */
const dimensions = {
  store: { by: 'store_id', key: storeKey },
  territory: { by: 'territory', key: 'part.territory' },
  track: { by: 'item_id', key: `coalesce('r' || recording.id, 'i' || item.id)` },
  release: {
    by: 'item_id',
    key: `coalesce('r' || release.id, CASE item.release_title WHEN '' THEN '' ELSE 't' || item.release_title END)`,
  },
  artist: { by: 'item_id', key: artist },
  month: { by: 'month', key: 'part.month' },
  type: { by: 'sale_type', key: 'part.sale_type' },
  source: { by: 'statement_id', key: 'statement.source' },
} as const;
export type Dimension = keyof typeof dimensions;

/** Amounts of sums that agree in the dimensions asked for, in the workspace's currency. */
export type Cell = {
  keys: string[];
  net: Amount;
  units: number;
  streams: number;
  streamNet: Amount;
  downloads: number;
  rows: number;
};

export type SumScope = Omit<AnalyticsFilter, 'from' | 'to'> & { span: Span | null; match?: 'matched' | 'open' };

/** `statementId` is 0 for amounts in the workspace's own currency. */
type Row = {
  keys: string;
  currency: string;
  statementId: number;
  micro: number;
  pico: number;
  streamMicro: number;
  streamPico: number;
  units: number;
  streams: number;
  downloads: number;
  rows: number;
};

const names = {
  store_id: 'JOIN statement_store AS store ON store.id = part.store_id',
  item_id: `JOIN statement_item AS item ON item.id = part.item_id
    LEFT JOIN recording ON recording.id = item.recording_id LEFT JOIN release ON release.id = item.release_id`,
  statement_id: 'JOIN statement ON statement.id = part.statement_id',
};

const figures = ['micro', 'pico', 'streamMicro', 'streamPico', 'units', 'streams', 'downloads', 'rows'] as const;

/** The query behind `readSums`: sums added up by the columns of the dimensions, then by what those are called. */
function sumsSql(asked: readonly Dimension[], conditions: readonly string[]): string {
  const columns = [...new Set(asked.map((dimension) => dimensions[dimension].by))];
  const joins = columns.map((column) => (column in names ? names[column as keyof typeof names] : ''));
  const by = [...columns, 'statementId', 'currency'].join(', ');
  const only = (type: string, column: string) => `sum(CASE sale_type WHEN '${type}' THEN ${column} ELSE 0 END)`;
  return `WITH part AS (
      SELECT ${columns.map((column) => `${column}, `).join('')} currency,
        CASE currency WHEN @own THEN 0 ELSE statement_id END AS statementId,
        sum(net_micro) AS micro, sum(net_pico) AS pico,
        ${only('stream', 'net_micro')} AS streamMicro, ${only('stream', 'net_pico')} AS streamPico,
        sum(units) AS units, ${only('stream', 'units')} AS streams, ${only('download', 'units')} AS downloads,
        sum(line_count) AS rows
      FROM statement_sum WHERE ${conditions.join(' AND ')} GROUP BY ${by})
    SELECT json_array(${asked.map((dimension) => dimensions[dimension].key).join(', ')}) AS keys, currency, statementId,
      ${figures.map((figure) => `sum(${figure}) AS ${figure}`).join(', ')}
    FROM part ${joins.join(' ')} GROUP BY 1, 2, 3`;
}

/**
 * Sums by dimensions, converted by the one rate that each statement keeps. `unconverted` is what has none, by currency, and
 * `isPartial` holds the first keys of which that is a part.
 * Reads every sum in the scope: for threads that only read.
 */
export function readSums(
  db: Db,
  asked: readonly Dimension[],
  scope: SumScope,
  currency: string,
): { cells: Cell[]; unconverted: Map<string, { net: Amount; rows: number }>; isPartial: ReadonlySet<string> } {
  const { conditions, values } = scopeConditions(scope);
  const rows = prepare(db, sumsSql(asked, conditions)).iterate({ ...values, own: currency }) as IterableIterator<Row>;
  const rateOf = ratesTo(db, currency);
  const cells = new Map<string, Cell>();
  const unconverted = new Map<string, { net: Amount; rows: number }>();
  const isPartial = new Set<string>();
  for (const row of rows) {
    const net = fromParts({ micro: row.micro, pico: row.pico });
    const rate = rateOf(row.statementId, row.currency);
    if (rate === null) {
      isPartial.add(String((JSON.parse(row.keys) as (string | number)[])[0]));
      const known = unconverted.get(row.currency) ?? { net: 0n, rows: 0 };
      unconverted.set(row.currency, { net: known.net + net, rows: known.rows + row.rows });
      continue;
    }
    const convert = (amount: Amount) => (rate === '1' ? amount : multiplyAmount(amount, rate));
    const streamNet = convert(fromParts({ micro: row.streamMicro, pico: row.streamPico }));
    addCell(cells, row, { net: convert(net), streamNet });
  }
  return { cells: [...cells.values()], unconverted, isPartial };
}

function addCell(cells: Map<string, Cell>, row: Row, { net, streamNet }: Pick<Cell, 'net' | 'streamNet'>): void {
  const { units, streams, downloads, rows } = row;
  const known = cells.get(row.keys);
  if (!known) {
    const keys = (JSON.parse(row.keys) as (string | number)[]).map(String);
    cells.set(row.keys, { keys, net, streamNet, units, streams, downloads, rows });
    return;
  }
  known.net += net;
  known.streamNet += streamNet;
  known.units += units;
  known.streams += streams;
  known.downloads += downloads;
  known.rows += rows;
}

const itemsWhere = (condition: string) => `item_id IN (SELECT item.id FROM statement_item AS item
  LEFT JOIN recording ON recording.id = item.recording_id LEFT JOIN release ON release.id = item.release_id
  WHERE ${condition})`;

const conditionsOf = {
  store: `store_id IN (SELECT id FROM statement_store AS store WHERE ${storeKey} = @store)`,
  territory: 'territory = @territory',
  recordingId: itemsWhere('item.recording_id = @recordingId'),
  releaseId: itemsWhere(`item.release_id = @releaseId OR (item.release_id IS NULL AND item.recording_id IN
    (SELECT recording_id FROM release_track WHERE release_id = @releaseId))`),
  artist: itemsWhere(`${artist} = @artist`),
  saleType: 'sale_type = @saleType',
  source: 'statement_id IN (SELECT id FROM statement WHERE source = @source)',
} as const;

/** Over the columns of `statement_sum`, which `statement_line` has too. */
export function scopeConditions({ span, match, ...filter }: SumScope) {
  // Without a hint, months are looked up where a few items would do.
  const isNarrow = filter.recordingId !== undefined || filter.releaseId !== undefined;
  const plain = isNarrow ? '+' : '';
  const conditions = [`${plain}statement_id IN (SELECT id FROM statement WHERE state = 'counted')`];
  const values: Record<string, string | number> = {};
  for (const [name, condition] of Object.entries(conditionsOf)) {
    const value = filter[name as keyof typeof conditionsOf];
    if (value === undefined) continue;
    conditions.push(condition);
    values[name] = value;
  }
  if (span) {
    conditions.push(`${plain}month BETWEEN @from AND @to`);
    Object.assign(values, { from: span.from, to: span.to });
  }
  if (match) conditions.push(itemsWhere(matchConditions[match]));
  return { conditions, values };
}

/** The rate of a statement from a currency to ours: '1' for our own, null where none is kept. */
function ratesTo(db: Db, currency: string): (statementId: number, from: string) => string | null {
  const known = new Map<number, StatementRate[]>();
  const query = prepare(db, 'SELECT rates FROM statement WHERE id = ?').pluck();
  return (statementId, from) => {
    if (from === currency) return '1';
    const rates = known.get(statementId) ?? (JSON.parse(query.get(statementId) as string) as StatementRate[]);
    known.set(statementId, rates);
    return rates.find((rate) => rate.from === from && rate.to === currency)?.rate ?? null;
  };
}

/** The first and the last month of what counts, in a scope; null where nothing has a month. */
export function monthsSold(db: Db, scope: Omit<SumScope, 'span'>): Span | null {
  const { conditions, values } = scopeConditions({ ...scope, span: null });
  const row = prepare(
    db,
    `SELECT min(month) AS "from", max(month) AS "to" FROM statement_sum WHERE month > 0 AND ${conditions.join(' AND ')}`,
  ).get(values) as { from: number | null; to: number | null };
  return row.from === null || row.to === null ? null : { from: row.from, to: row.to };
}
