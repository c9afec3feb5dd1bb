import type { Db } from '#core/db/query.ts';
import { type Amount, formatAmount } from '#shared/amount.ts';
import type { AnalyticsDimension, AnalyticsFilter, AnalyticsRow } from '#shared/contract/analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import { growthOf, perThousand, shareOf } from './figures.ts';
import { labelsOf } from './labels.ts';
import { monthText } from './months.ts';
import { scopeOf } from './overview.ts';
import { type Cell, readSums } from './read-sums.ts';

type Asked = { filter: AnalyticsFilter; dimension: AnalyticsDimension; limit: number };

/** What came in by one dimension, beside the equal period before. */
export function breakDown(db: Db, { filter, dimension, limit }: Asked, currency: string): Output<'analytics.by'> {
  const { scope, span, previous, isAll } = scopeOf(db, filter);
  const now = readSums(
    db,
    [dimension],
    { ...scope, span: isAll ? null : (span ?? { from: 1, to: 0 }) },
    currency,
  ).cells;
  const before = new Map(
    previous
      ? readSums(db, [dimension], { ...scope, span: previous }, currency).cells.map((cell) => [cell.keys[0], cell])
      : [],
  );
  const total = now.reduce((sum, { net }) => sum + net, 0n);
  const labelOf = labelsOf(db, dimension);
  const compare = dimension === 'month' ? byKey : byNet;
  const rows = [...now].sort(compare).slice(0, limit);
  return {
    ...{ currency, dimension },
    total: formatAmount(total),
    rowCount: now.length,
    rows: rows.map((cell) =>
      rowOf(cell, before.get(cell.keys[0]), { total, labelOf, dimension, hasPrevious: previous !== null }),
    ),
  };
}

type About = { total: Amount; labelOf: (key: string) => string; dimension: AnalyticsDimension; hasPrevious: boolean };

function rowOf(cell: Cell, before: Cell | undefined, { total, labelOf, dimension, hasPrevious }: About): AnalyticsRow {
  const [key = ''] = cell.keys;
  const previousNet = hasPrevious ? (before?.net ?? 0n) : null;
  const rate = perThousand(cell.streamNet, cell.streams);
  return {
    key: dimension === 'month' ? monthText(Number(key)) : key,
    label: labelOf(key),
    net: formatAmount(cell.net),
    units: cell.units,
    streams: cell.streams,
    previousNet: previousNet === null ? null : formatAmount(previousNet),
    growth: previousNet === null ? null : growthOf(cell.net, previousNet),
    share: shareOf(cell.net, total),
    perThousand: rate,
    rateChange: before ? rateChange(cell, before) : null,
  };
}

/** How the rate of a stream changed, in percent: both sides multiplied out, so that nothing is rounded before. */
function rateChange(now: Cell, before: Cell): number | null {
  if (now.streams <= 0 || before.streams <= 0) return null;
  return growthOf(now.streamNet * BigInt(before.streams), before.streamNet * BigInt(now.streams));
}

function byNet(one: Cell, other: Cell): number {
  if (one.net !== other.net) return one.net > other.net ? -1 : 1;
  return byKey(one, other);
}

function byKey({ keys: [one = ''] }: Cell, { keys: [other = ''] }: Cell): number {
  return one < other ? -1 : Number(one > other);
}
