import { type Db, prepare } from '#core/db/query.ts';
import type { ItemSetter } from '#core/history/field-setters.ts';
import { flag, json, recordKind } from '#core/history/record-kind.ts';
import type { DeliveryMethod, DeliveryMove } from '#shared/contract/deliveries.ts';
import type { StoreFields } from '#shared/contract/platforms.ts';
import type { Territories } from '#shared/contract/releases.ts';
import type { DeliveryState } from '#shared/delivery/delivery-states.ts';
import type { DeliveryError } from '#shared/delivery/error-categories.ts';
import { AppError } from '#shared/errors.ts';

/** A release on its way to one store. */
export type DeliveryRecordState = {
  releaseId: number;
  storeKey: string;
  state: DeliveryState;
  /** Every move there was, the latest last. */
  history: DeliveryMove[];
  /** Null: those of the release. */
  territories: Territories | null;
  priceTier: string;
  preorderDate: string;
  takedownDate: string;
  storeReleaseId: string;
  url: string;
  formats: string;
  retryCount: number;
  nextTryAt: number | null;
  errorCategory: DeliveryError | '';
  errorText: string;
  scheduledAt: number | null;
  packageId: number | null;
  method: DeliveryMethod | '';
  confirmation: string;
  followUpOn: string;
  note: string;
  createdAt: number;
};

/** What nobody said yet. */
export const newDelivery = {
  ...{ state: 'created', history: [], territories: null, priceTier: '', preorderDate: '', takedownDate: '' },
  ...{ storeReleaseId: '', url: '', formats: '', retryCount: 0, nextTryAt: null, errorCategory: '', errorText: '' },
  ...{ scheduledAt: null, packageId: null, method: '', confirmation: '', followUpOn: '', note: '' },
} as const satisfies Partial<DeliveryRecordState>;

export const deliveryRecord = recordKind<DeliveryRecordState>({
  name: 'delivery',
  table: 'delivery',
  columns: {
    releaseId: 'release_id',
    storeKey: 'store_key',
    state: 'state',
    history: json('history'),
    territories: json('territories'),
    priceTier: 'price_tier',
    preorderDate: 'preorder_date',
    takedownDate: 'takedown_date',
    storeReleaseId: 'store_release_id',
    url: 'url',
    formats: 'formats',
    retryCount: 'retry_count',
    nextTryAt: 'next_try_at',
    errorCategory: 'error_category',
    errorText: 'error_text',
    scheduledAt: 'scheduled_at',
    packageId: 'package_id',
    method: 'method',
    confirmation: 'confirmation',
    followUpOn: 'follow_up_on',
    note: 'note',
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});

/** Undo may bring one back whose release and store have another by now, or whose store is gone. Throws DELIVERY_EXISTS, NOT_FOUND. */
export const setDeliveries: ItemSetter = (db, values, context) => {
  for (const { itemId, field, value } of values) {
    if (field !== 'delivery:whole' || value === null) continue;
    const { releaseId, storeKey } = value as unknown as DeliveryRecordState;
    refuseTwin(db, itemId, releaseId, storeKey);
  }
  deliveryRecord.setter(db, values, context);
  if (findLostStore(db) !== undefined) throw new AppError('NOT_FOUND', 'That store is not here any more.', {});
};

function refuseTwin(db: Db, id: number, releaseId: number, storeKey: string): void {
  const found = prepare(db, 'SELECT id FROM delivery WHERE release_id = ? AND store_key = ? AND id <> ?').get(
    ...[releaseId, storeKey, id],
  );
  if (found) throw new AppError('DELIVERY_EXISTS', 'This release is on its way to that store already.', { id });
}

/** What the user says of a store; what they do not say stands in shared/stores.ts and its profile. */
export type StoreSettingState = Omit<StoreFields, 'leadDays' | 'threshold'> & {
  storeKey: string;
  isOwn: boolean;
  /** Null: what the list says. */
  leadDays: number | null;
  threshold: number | null;
  createdAt: number;
};

export const storeSettingRecord = recordKind<StoreSettingState>({
  name: 'storeSetting',
  table: 'store_setting',
  columns: {
    storeKey: 'store_key',
    name: 'name',
    kind: 'kind',
    isOwn: flag('is_own'),
    isActive: flag('is_active'),
    estimate: 'estimate',
    threshold: 'threshold',
    leadDays: 'lead_days',
    method: 'method',
    distributor: 'distributor',
    layout: 'layout',
    ern: 'ern',
    dpid: 'dpid',
    partyName: 'party_name',
    audio: 'audio',
    note: 'note',
    createdAt: 'created_at',
  },
  hasChangedAt: true,
  check: refuseLostStores,
});

/** A store of one's own is known only by what stands here: undo may not take it from under its deliveries. Throws STORE_IN_USE. */
function refuseLostStores(db: Db): void {
  const key = findLostStore(db);
  if (key !== undefined) throw new AppError('STORE_IN_USE', 'Releases are on their way to this store.', { key });
}

function findLostStore(db: Db): string | undefined {
  const found = prepare(
    db,
    `SELECT store_key FROM delivery WHERE substr(store_key, 1, 4) = 'own:'
       AND store_key NOT IN (SELECT store_key FROM store_setting) LIMIT 1`,
  );
  return found.pluck().get() as string | undefined;
}
