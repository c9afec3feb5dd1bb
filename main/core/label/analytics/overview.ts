import { type Db, prepare } from '#core/db/query.ts';
import { type Amount, formatAmount } from '#shared/amount.ts';
import type { AnalyticsFilter } from '#shared/contract/analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import { growthOf, perThousand } from './figures.ts';
import { storeLabel } from './labels.ts';
import { monthNumber, monthsOf, monthText, type Span, spanBefore } from './months.ts';
import { projectMonths } from './project-months.ts';
import { type Cell, monthsSold, readSums, type SumScope, scopeConditions } from './read-sums.ts';

const largestStores = 5;

/** The key of all stores that have no line of their own in the chart. */
export const otherStores = 'other';

/** What is asked, with the months that it comes to; `previous` is the equal span before where there are sales in or before it. */
export function scopeOf(db: Db, { from, to, ...scope }: AnalyticsFilter) {
  const sold = monthsSold(db, scope);
  const first = from === undefined ? (sold?.from ?? 0) : monthNumber(from);
  const last = to === undefined ? (sold?.to ?? 0) : monthNumber(to);
  const isAll = from === undefined && to === undefined;
  const span: Span | null = first === 0 || last === 0 || first > last ? null : { from: first, to: last };
  const before = span && !isAll ? spanBefore(span) : null;
  const previous = before && sold && sold.from <= before.to ? before : null;
  return { scope, sold, span, previous, isAll, isNothing: span === null && !isAll };
}

export function overview(db: Db, filter: AnalyticsFilter, currency: string): Output<'analytics.overview'> {
  const { scope, sold, span, previous, isAll, isNothing } = scopeOf(db, filter);
  const whole: SumScope = { ...scope, span: isAll ? null : (span ?? { from: 1, to: 0 }) };
  const { cells, unconverted } = readSums(db, ['month', 'store'], whole, currency);
  const before = previous ? readSums(db, [], { ...scope, span: previous }, currency).cells : [];
  const open = readSums(db, [], { ...whole, match: 'open' }, currency).cells;
  const months = span && !isNothing ? monthsOf(span) : [];
  const byMonth = new Map(months.map((month) => [month, 0n]));
  for (const { keys, net } of cells) {
    const month = Number(keys[0]);
    if (month !== 0) byMonth.set(month, (byMonth.get(month) ?? 0n) + net);
  }
  const dated = new Map([...byMonth].filter(([month]) => cells.some(({ keys }) => Number(keys[0]) === month)));
  return {
    currency,
    firstMonth: monthText(sold?.from ?? 0),
    lastMonth: monthText(sold?.to ?? 0),
    from: monthText(span?.from ?? 0),
    to: monthText(span?.to ?? 0),
    total: totalOf(db, cells, previous ? netOf(before) : null, whole),
    unconverted: [...unconverted].map(([code, { net, rows }]) => ({ currency: code, net: formatAmount(net), rows })),
    undated: formatAmount(netOf(cells.filter(({ keys }) => keys[0] === '0'))),
    unmatched: formatAmount(netOf(open)),
    months: months.map(monthText),
    series: seriesOf(cells, months),
    projection: projectMonths(dated),
  };
}

function netOf(cells: readonly Cell[]): Amount {
  return cells.reduce((sum, { net }) => sum + net, 0n);
}

function totalOf(db: Db, cells: readonly Cell[], previousNet: Amount | null, scope: SumScope) {
  const add = (pick: (cell: Cell) => number) => cells.reduce((sum, cell) => sum + pick(cell), 0);
  const net = netOf(cells);
  const { conditions, values } = scopeConditions(scope);
  const statements = prepare(
    db,
    `SELECT count(DISTINCT statement_id) FROM statement_sum WHERE ${conditions.join(' AND ')}`,
  )
    .pluck()
    .get(values) as number;
  return {
    net: formatAmount(net),
    units: add(({ units }) => units),
    streams: add(({ streams }) => streams),
    downloads: add(({ downloads }) => downloads),
    rows: add(({ rows }) => rows),
    statements,
    previousNet: previousNet === null ? null : formatAmount(previousNet),
    growth: previousNet === null ? null : growthOf(net, previousNet),
    perThousand: perThousand(
      cells.reduce((sum, { streamNet }) => sum + streamNet, 0n),
      add(({ streams }) => streams),
    ),
  };
}

/** Stores by what they brought in all, the largest first and the rest as one. */
function seriesOf(cells: readonly Cell[], months: readonly number[]): Output<'analytics.overview'>['series'] {
  const totals = new Map<string, Amount>();
  for (const { keys, net } of cells) totals.set(keys[1] as string, (totals.get(keys[1] as string) ?? 0n) + net);
  const ordered = [...totals].sort(([one, a], [other, b]) => (a === b ? (one < other ? -1 : 1) : a > b ? -1 : 1));
  const shown = ordered.slice(0, largestStores).map(([key]) => key);
  const lines = new Map(
    [...shown, ...(ordered.length > largestStores ? [otherStores] : [])].map((key) => [key, new Map<number, Amount>()]),
  );
  for (const { keys, net } of cells) {
    const [month, store] = [Number(keys[0]), keys[1] as string];
    const line = lines.get(shown.includes(store) ? store : otherStores);
    line?.set(month, (line.get(month) ?? 0n) + net);
  }
  return [...lines].map(([key, line]) => ({
    key,
    label: key === otherStores ? '' : storeLabel(key),
    net: months.map((month) => formatAmount(line.get(month) ?? 0n)),
  }));
}
