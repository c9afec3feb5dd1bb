import { type Db, prepare } from '#core/db/query.ts';
import { matchConditions } from '#core/label/statements/lines.repository.ts';
import { type Amount, fromParts, multiplyAmount } from '#shared/amount.ts';
import type { AnalyticsFilter } from '#shared/contract/analytics.ts';
import type { StatementRate } from '#shared/contract/statements.ts';
import type { Span } from './months.ts';

/** What a sum is about, in SQL over `sum`, `item`, `store` and the catalogue. */
export const dimensionColumns = {
  store: `CASE store.store_key WHEN '' THEN store.name ELSE store.store_key END`,
  territory: 'part.territory',
  track: `coalesce('r' || recording.id, 'i' || item.id)`,
  release: `coalesce('r' || release.id, CASE item.release_title WHEN '' THEN '' ELSE 't' || item.release_title END)`,
  artist: `coalesce(recording.artist, release.artist, item.artist)`,
  month: 'part.month',
  type: 'part.sale_type',
  source: 'statement.source',
} as const;
export type Dimension = keyof typeof dimensionColumns;

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

const joins = `
  FROM statement_sum AS part
  JOIN statement ON statement.id = part.statement_id AND statement.state = 'counted'
  JOIN statement_item AS item ON item.id = part.item_id
  JOIN statement_store AS store ON store.id = part.store_id
  LEFT JOIN recording ON recording.id = item.recording_id
  LEFT JOIN release ON release.id = item.release_id`;

/**
 * Sums by dimensions, converted by the one rate that each statement keeps. `unconverted` is what has none, by currency, and
 * `isPartial` holds the first keys of which that is a part.
 * Reads every sum in the scope: for threads that only read.
 */
export function readSums(
  db: Db,
  dimensions: readonly Dimension[],
  scope: SumScope,
  currency: string,
): { cells: Cell[]; unconverted: Map<string, { net: Amount; rows: number }>; isPartial: ReadonlySet<string> } {
  const keys = `json_array(${dimensions.map((dimension) => dimensionColumns[dimension]).join(', ')})`;
  const { conditions, values } = scopeConditions(scope);
  const only = (type: string, column: string) => `sum(CASE part.sale_type WHEN '${type}' THEN ${column} ELSE 0 END)`;
  const rows = prepare(
    db,
    `SELECT ${keys} AS keys, part.currency, part.statement_id AS statementId,
       sum(net_micro) AS micro, sum(net_pico) AS pico,
       ${only('stream', 'net_micro')} AS streamMicro, ${only('stream', 'net_pico')} AS streamPico,
       sum(units) AS units, ${only('stream', 'units')} AS streams,
       ${only('download', 'units')} AS downloads,
       sum(line_count) AS rows
     ${joins} WHERE ${conditions.join(' AND ')} GROUP BY 1, 2, 3`,
  ).iterate(values) as IterableIterator<Row>;
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

function scopeConditions({ span, match, store, territory, recordingId, releaseId, artist, saleType }: SumScope) {
  const conditions = ['1'];
  const values: Record<string, string | number> = {};
  const equal = (sql: string, name: string, value: string | number | undefined) => {
    if (value === undefined) return;
    conditions.push(`${sql} = @${name}`);
    values[name] = value;
  };
  equal(dimensionColumns.store, 'store', store);
  equal('part.territory', 'territory', territory);
  equal('item.recording_id', 'recordingId', recordingId);
  equal(dimensionColumns.artist, 'artist', artist);
  equal('part.sale_type', 'saleType', saleType);
  if (releaseId !== undefined) {
    conditions.push(`(item.release_id = @releaseId OR (item.release_id IS NULL AND item.recording_id IN
      (SELECT recording_id FROM release_track WHERE release_id = @releaseId)))`);
    values.releaseId = releaseId;
  }
  if (span) {
    conditions.push('part.month BETWEEN @from AND @to');
    Object.assign(values, { from: span.from, to: span.to });
  }
  if (match) conditions.push(matchConditions[match]);
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
    `SELECT min(part.month) AS "from", max(part.month) AS "to" ${joins} WHERE part.month > 0 AND ${conditions.join(' AND ')}`,
  ).get(values) as { from: number | null; to: number | null };
  return row.from === null || row.to === null ? null : { from: row.from, to: row.to };
}
