import { type Db, prepare } from '#core/db/query.ts';
import type { AnalyticsFilter, AnalyticsHint } from '#shared/contract/analytics.ts';
import type { RecordingId, ReleaseId } from '#shared/contract/studio-ids.ts';
import { shareOf } from './figures.ts';
import { labelsOf, storeLabel } from './labels.ts';
import { monthsOf, monthText } from './months.ts';
import { scopeOf } from './overview.ts';
import { type Cell, type Dimension, readSums } from './read-sums.ts';

/** A store or country counts as one that brings much from this share of all money on, in percent. */
const muchShare = 5;
const bestTracks = 20;
const mostHints = 50;
/** Statements lag: what went live less than this before is not missed yet. */
const lagMs = 120 * 86_400_000;

/** What might be missing. Only said from what is known; never more than `mostHints` of a kind. */
export function findHints(
  db: Db,
  filter: AnalyticsFilter,
  { currency, now }: { currency: string; now: number },
): AnalyticsHint[] {
  const { scope, span, isNothing } = scopeOf(db, filter);
  if (span === null || isNothing) return [];
  const at = { ...scope, span };
  const missing = (dimension: Dimension) => listMissing(db, readSums(db, [dimension, 'track'], at, currency).cells);
  const months = readSums(db, ['store', 'month'], at, currency).cells;
  return [
    ...silentStores(db, months, now),
    ...missing('store').map(
      ({ key, ...hint }): AnalyticsHint => ({ kind: 'missingStore', ...hint, store: storeLabel(key) }),
    ),
    ...missing('territory').map(
      ({ key, ...hint }): AnalyticsHint => ({ kind: 'missingTerritory', ...hint, territory: key }),
    ),
    ...missingMonths(months),
  ];
}

type Missing = { key: string; track: string; recordingId: RecordingId; share: number };

/** The best tracks, by where much comes in that they have nothing of. */
function listMissing(db: Db, cells: readonly Cell[]): Missing[] {
  const total = cells.reduce((sum, { net }) => sum + net, 0n);
  const labelOf = labelsOf(db, 'track');
  const large = totalsBy(cells, 0).filter(([key, net]) => key !== '' && shareOf(net, total) >= muchShare);
  const tracks = totalsBy(cells, 1)
    .filter(([key]) => key.startsWith('r'))
    .slice(0, bestTracks);
  const sold = new Set(cells.filter(({ units }) => units > 0).map(({ keys }) => keys.join('\n')));
  return tracks
    .flatMap(([track]) =>
      large
        .filter(([key]) => !sold.has(`${key}\n${track}`))
        .map(([key, net]) => ({
          key,
          track: labelOf(track),
          recordingId: Number(track.slice(1)) as RecordingId,
          share: shareOf(net, total),
        })),
    )
    .slice(0, mostHints);
}

/** By one of the keys, the largest first. */
function totalsBy(cells: readonly Cell[], at: number): [string, bigint][] {
  const totals = new Map<string, bigint>();
  for (const { keys, net } of cells) totals.set(keys[at] as string, (totals.get(keys[at] as string) ?? 0n) + net);
  return [...totals].sort(([one, a], [other, b]) => (a === b ? (one < other ? -1 : 1) : a > b ? -1 : 1));
}

/** Releases that have been live in a store for long, in a store of which statements came, but nothing of them. */
function silentStores(db: Db, months: readonly Cell[], now: number): AnalyticsHint[] {
  const reporting = [...new Set(months.map(({ keys }) => keys[0] as string))];
  const rows = prepare(
    db,
    `SELECT delivery.store_key AS store, release.id AS releaseId, release.title AS release FROM delivery
       JOIN release ON release.id = delivery.release_id
     WHERE delivery.state IN ('live', 'live_with_issues') AND delivery.store_key IN (SELECT value FROM json_each(@reporting))
       AND (SELECT min(json_extract(value, '$.at')) FROM json_each(delivery.history)
         WHERE json_extract(value, '$.to') IN ('live', 'live_with_issues')) < @before
       AND NOT EXISTS (SELECT 1 FROM statement_sum AS part
         JOIN statement ON statement.id = part.statement_id AND statement.state = 'counted'
         JOIN statement_item AS item ON item.id = part.item_id
         JOIN statement_store AS store ON store.id = part.store_id
         WHERE store.store_key = delivery.store_key AND (item.release_id = release.id OR item.recording_id IN
           (SELECT recording_id FROM release_track WHERE release_id = release.id)))
     ORDER BY release.title, delivery.store_key LIMIT ${mostHints}`,
  ).all({ reporting: JSON.stringify(reporting), before: now - lagMs }) as {
    store: string;
    releaseId: ReleaseId;
    release: string;
  }[];
  return rows.map(({ store, ...row }) => ({ kind: 'silentStore', ...row, store: storeLabel(store) }));
}

/** Months of a store between its first and its last that nothing came of. */
function missingMonths(cells: readonly Cell[]): AnalyticsHint[] {
  const byStore = Map.groupBy(
    cells.filter(({ keys }) => keys[1] !== '0'),
    ({ keys }) => keys[0] as string,
  );
  return [...byStore].flatMap(([store, own]) => {
    const sold = new Set(own.map(({ keys }) => Number(keys[1])));
    const all = monthsOf({ from: Math.min(...sold), to: Math.max(...sold) });
    const months = all.filter((month) => !sold.has(month)).map(monthText);
    return months.length === 0 ? [] : [{ kind: 'missingMonths' as const, store: storeLabel(store), months }];
  });
}
