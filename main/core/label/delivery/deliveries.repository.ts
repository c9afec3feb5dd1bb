import type { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import type { Delivery, DeliveryId, deliveryFilter } from '#shared/contract/deliveries.ts';
import {
  type DeliveryGroup,
  type DeliveryState,
  deliveryGroupOf,
  deliveryGroups,
  handOverWay,
  outcomesFrom,
  packageWay,
  scheduleWay,
} from '#shared/delivery/delivery-states.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { listStores, type StoreFacts } from './stores.repository.ts';

type Row = {
  id: number;
  releaseId: number;
  title: string;
  artist: string;
  catalogueNumber: string;
  upc: string;
  releaseDate: string;
  artworkHash: string | null;
  storeKey: string;
  state: DeliveryState;
  url: string;
  scheduledAt: number | null;
  retryCount: number;
  nextTryAt: number | null;
  errorCategory: Delivery['errorCategory'];
  errorText: string;
  packageId: number | null;
  followUpOn: string;
  changedAt: number;
};

/** A release that is gone leaves its deliveries: what was sent was sent. */
const select = `SELECT delivery.id, release_id AS releaseId, coalesce(release.title, '') AS title,
    coalesce(release.artist, '') AS artist, coalesce(release.catalogue_number, '') AS catalogueNumber,
    coalesce(release.upc, '') AS upc, coalesce(release.release_date, '') AS releaseDate,
    release.artwork_hash AS artworkHash, store_key AS storeKey, delivery.state, url, scheduled_at AS scheduledAt,
    retry_count AS retryCount, next_try_at AS nextTryAt, error_category AS errorCategory, error_text AS errorText,
    package_id AS packageId, follow_up_on AS followUpOn, delivery.changed_at AS changedAt
  FROM delivery LEFT JOIN release ON release.id = release_id`;

const live: readonly DeliveryState[] = ['live', 'liveWithIssues'];
/** A store that has it takes news of it. */
const taken: readonly DeliveryState[] = [...live, 'processingPlatform', 'verifying', 'updating', 'processingFailed'];
const removable: readonly DeliveryState[] = [
  'created',
  'validating',
  'queued',
  'scheduled',
  'validationFailed',
  'takenDown',
];

export function mayTakeUpdate(state: DeliveryState): boolean {
  return taken.includes(state);
}

export function mayTakeDown(state: DeliveryState): boolean {
  return taken.includes(state) || state === 'takedownPending';
}

/** A package that waits to be uploaded may be built anew. */
export function mayBuild(state: DeliveryState): boolean {
  return state === 'uploading' || packageWay(state) !== null;
}

export function mayRemove(state: DeliveryState): boolean {
  return removable.includes(state);
}

function toDelivery(row: Row, stores: ReadonlyMap<string, StoreFacts>): Delivery {
  const store = stores.get(row.storeKey);
  const { state } = row;
  return {
    ...(row as Omit<Row, 'id' | 'releaseId' | 'packageId'> & Pick<Delivery, 'id' | 'releaseId' | 'packageId'>),
    storeName: store?.name ?? row.storeKey,
    distributor: store?.distributor ?? '',
    group: deliveryGroupOf(state),
    outcomes: outcomesFrom(state),
    mayBuild: mayBuild(state),
    mayUpdate: mayTakeUpdate(state),
    mayTakeDown: mayTakeDown(state),
    mayHandOver: handOverWay(state) !== null,
    maySchedule: state === 'scheduled' || scheduleWay(state) !== null,
    mayRemove: mayRemove(state),
  };
}

export function storeMap(db: Db): Map<string, StoreFacts> {
  return new Map(listStores(db).map((store) => [store.key, store]));
}

/** Throws NOT_FOUND. */
export function getDelivery(db: Db, id: number): Delivery {
  const row = prepare(db, `${select} WHERE delivery.id = ?`).get(id) as Row | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That delivery is not here any more.', { id });
  return toDelivery(row, storeMap(db));
}

export function listOfRelease(db: Db, releaseId: number): Delivery[] {
  const rows = prepare(db, `${select} WHERE release_id = ? ORDER BY delivery.id`).all(releaseId) as Row[];
  const stores = storeMap(db);
  return rows.map((row) => toDelivery(row, stores));
}

type Listed = {
  deliveries: Delivery[];
  groups: Record<DeliveryGroup, number>;
  states: { state: DeliveryState; count: number }[];
};

export function listDeliveries(db: Db, filter: z.output<typeof deliveryFilter>): Listed {
  const rows = prepare(
    db,
    `${select} WHERE (@releaseId IS NULL OR release_id = @releaseId) AND (@storeKey IS NULL OR store_key = @storeKey)
     ORDER BY delivery.changed_at DESC, delivery.id DESC`,
  ).all({ releaseId: filter.releaseId ?? null, storeKey: filter.storeKey ?? null }) as Row[];
  const stores = storeMap(db);
  const words = foldText(filter.text).split(/\s+/).filter(Boolean);
  const all = rows.map((row) => toDelivery(row, stores)).filter((delivery) => hasWords(delivery, words));
  const states = new Map<DeliveryState, number>();
  const groups = Object.fromEntries(deliveryGroups.map((group) => [group, 0])) as Record<DeliveryGroup, number>;
  for (const { state, group } of all) {
    states.set(state, (states.get(state) ?? 0) + 1);
    groups[group] += 1;
  }
  return {
    deliveries: all.filter(
      ({ state, group }) =>
        (filter.state === undefined || state === filter.state) &&
        (filter.group === undefined || group === filter.group),
    ),
    groups,
    states: [...states].map(([state, count]) => ({ state, count })),
  };
}

function hasWords(delivery: Delivery, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { title, artist, catalogueNumber, upc, storeName, distributor } = delivery;
  const text = foldText([title, artist, catalogueNumber, upc, storeName, distributor].join(' '));
  return words.every((word) => text.includes(word));
}

export function findDeliveryId(db: Db, releaseId: number, storeKey: string): DeliveryId | undefined {
  return prepare(db, 'SELECT id FROM delivery WHERE release_id = ? AND store_key = ?')
    .pluck()
    .get(releaseId, storeKey) as DeliveryId | undefined;
}
