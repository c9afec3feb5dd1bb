import { type Db, prepare } from '#core/db/query.ts';
import { type Amount, formatAmount, multiplyAmount } from '#shared/amount.ts';
import type { AnalyticsFilter } from '#shared/contract/analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import type { RecordingId } from '#shared/contract/studio-ids.ts';
import { findStore, otherEstimate } from '#shared/stores.ts';
import { storeLabel } from './labels.ts';
import { monthIndex, monthOfIndex, monthText } from './months.ts';
import { scopeOf } from './overview.ts';
import { readSums } from './read-sums.ts';

const mostRows = 500;

/**
 * Streams as Spotify for Artists counted them, beside those that statements paid for, by recording; the most counted first. A
 * count of days counts where all its days are within the months asked for.
 */
export function compareStreams(db: Db, filter: AnalyticsFilter, currency: string): Output<'analytics.streams'> {
  const { scope, span, isAll } = scopeOf(db, filter);
  const months = isAll ? null : (span ?? { from: 1, to: 0 });
  const counted = prepare(
    db,
    `SELECT item.recording_id AS recordingId, coalesce(recording.title, item.title) AS title, sum(streams) AS counted
     FROM stream_count
       JOIN statement ON statement.id = stream_count.statement_id AND statement.state = 'counted'
       JOIN statement_item AS item ON item.id = stream_count.item_id
       LEFT JOIN recording ON recording.id = item.recording_id
     WHERE streams IS NOT NULL AND store_key = 'spotify' AND (@from IS NULL OR (from_day >= @from AND to_day < @to))
       AND (@recordingId IS NULL OR item.recording_id = @recordingId)
     GROUP BY coalesce('r' || recording.id, 't' || item.artist || char(10) || item.title)
     ORDER BY counted DESC, title LIMIT ${mostRows}`,
  ).all({
    from: months ? `${monthText(months.from)}-01` : null,
    to: months ? `${monthText(monthOfIndex(monthIndex(months.to) + 1))}-01` : null,
    recordingId: filter.recordingId ?? null,
  }) as { recordingId: RecordingId | null; title: string; counted: number }[];
  const paid = new Map(
    readSums(db, ['track'], { ...scope, store: 'spotify', saleType: 'stream', span: months }, currency).cells.map(
      (cell) => [cell.keys[0], cell],
    ),
  );
  return counted.map((row) => {
    const cell = paid.get(`r${row.recordingId}`);
    const streams = cell?.streams ?? 0;
    const paidShare = row.counted > 0 ? Math.round((streams * 1000) / row.counted) / 10 : null;
    return { ...row, paid: streams, net: formatAmount(cell?.net ?? 0n), paidShare };
  });
}

/** What the streams of these months would have brought by the estimates of the list, in dollars, beside what was paid in dollars. */
export function estimateStreams(db: Db, filter: AnalyticsFilter): Output<'analytics.estimates'> {
  const { span, isAll } = scopeOf(db, { from: filter.from, to: filter.to });
  const months = isAll ? null : (span ?? { from: 1, to: 0 });
  const { cells, isPartial } = readSums(db, ['store'], { saleType: 'stream', span: months }, 'USD');
  const own = ownEstimates(db);
  const streams = streamsByStore(db, months);
  return [...streams]
    .filter(([key]) => findStore(key) !== undefined || own.has(key))
    .map(([key, count]) => {
      const perStream = own.get(key) ?? findStore(key)?.estimate ?? otherEstimate;
      const estimate: Amount = multiplyAmount(BigInt(count) * 1_000_000_000_000n, perStream);
      const paid = cells.find(({ keys }) => keys[0] === key)?.net ?? null;
      return {
        store: storeLabel(key),
        streams: count,
        perStream,
        estimate: formatAmount(estimate),
        paid: paid === null || isPartial.has(key) ? null : formatAmount(paid),
      };
    })
    .sort((one, other) => other.streams - one.streams);
}

function ownEstimates(db: Db): Map<string, string> {
  const rows = prepare(db, `SELECT store_key AS key, estimate FROM store_setting WHERE estimate <> ''`).all() as {
    key: string;
    estimate: string;
  }[];
  return new Map(rows.map(({ key, estimate }) => [key, estimate]));
}

function streamsByStore(db: Db, span: { from: number; to: number } | null): Map<string, number> {
  const rows = prepare(
    db,
    `SELECT store.store_key AS key, sum(part.units) AS streams FROM statement_sum AS part
       JOIN statement ON statement.id = part.statement_id AND statement.state = 'counted'
       JOIN statement_store AS store ON store.id = part.store_id
     WHERE part.sale_type = 'stream' AND store.store_key <> '' AND (@from IS NULL OR part.month BETWEEN @from AND @to)
     GROUP BY 1 HAVING streams > 0`,
  ).all({ from: span?.from ?? null, to: span?.to ?? null }) as { key: string; streams: number }[];
  return new Map(rows.map(({ key, streams }) => [key, streams]));
}
