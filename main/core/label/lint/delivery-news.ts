import { type Db, prepare } from '#core/db/query.ts';
import type { LintReport } from '#shared/contract/lint.ts';
import type { DeliveryState } from '#shared/delivery/delivery-states.ts';
import type { KnownStores } from './lint-input.ts';

const mostLines = 4;
/** As far back as is looked for them. */
const mostRows = 200;

/** Where a release is on its way to each store. */
export function readDeliveryStates(db: Db, releaseId: number): ReadonlyMap<string, DeliveryState> {
  const rows = prepare(db, 'SELECT store_key AS store, state FROM delivery WHERE release_id = ?').all(releaseId);
  return new Map((rows as { store: string; state: DeliveryState }[]).map(({ store, state }) => [store, state]));
}

type Row = { id: number; release: string; state: DeliveryState; store: string; changedAt: number };

/** What became of the latest deliveries, one line for each release and state; what is not sent is no news. */
export function readDeliveryNews(db: Db, stores: KnownStores): LintReport['lastDeliveries'] {
  const rows = prepare(
    db,
    `SELECT release_id AS id, coalesce(nullif(catalogue_number, ''), title) AS release, delivery.state,
       store_key AS store, delivery.changed_at AS changedAt
     FROM delivery JOIN release ON release.id = release_id WHERE delivery.state <> 'created'
     ORDER BY delivery.changed_at DESC, delivery.id DESC LIMIT ?`,
  ).all(mostRows) as Row[];
  const lines = new Map<string, LintReport['lastDeliveries'][number]>();
  for (const { id, release, state, store, changedAt } of rows) {
    const key = `${id} ${state}`;
    const line = lines.get(key);
    if (line) line.stores += 1;
    else lines.set(key, { release, state, store: stores.get(store)?.name ?? store, stores: 1, changedAt });
  }
  return [...lines.values()].slice(0, mostLines);
}
