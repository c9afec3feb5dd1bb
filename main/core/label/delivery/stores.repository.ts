import { type Db, prepare } from '#core/db/query.ts';
import { storeProfile } from '#core/label/lint/store-profiles.ts';
import type { StorePlatform } from '#shared/contract/platforms.ts';
import { otherEstimate, type Store, stores } from '#shared/stores.ts';
import { type StoreSettingState, storeSettingRecord } from './delivery-records.ts';

/** What nobody said of a store. */
export const newStoreSetting = {
  ...{ name: '', kind: 'streaming', isOwn: false, isActive: true, estimate: '', threshold: null, leadDays: null },
  ...{ method: 'webForm', distributor: '', layout: '', ern: '', dpid: '', partyName: '', audio: 'master', note: '' },
} as const satisfies Partial<StoreSettingState>;

/** Of a store that is on no list. */
const otherStore = { estimate: otherEstimate, threshold: 50 };

export type StoreFacts = Omit<StorePlatform, 'deliveryCount'>;

export function findStoreSetting(db: Db, key: string): { id: number; state: StoreSettingState } | undefined {
  const id = prepare(db, 'SELECT id FROM store_setting WHERE store_key = ?').pluck().get(key) as number | undefined;
  return id === undefined ? undefined : { id, state: storeSettingRecord.get(db, id) };
}

/** Every store: those of the list in its order, then the user's own by name. */
export function listStores(db: Db): StoreFacts[] {
  const ids = prepare(db, 'SELECT id FROM store_setting ORDER BY name COLLATE NOCASE, id').pluck().all() as number[];
  const settings = ids.map((id) => storeSettingRecord.get(db, id));
  const byKey = new Map(settings.map((state) => [state.storeKey, state]));
  const own = settings.filter(({ isOwn }) => isOwn);
  return [
    ...stores.map((store) => factsOf(store.key, store, byKey.get(store.key))),
    ...own.map((state) =>
      factsOf(state.storeKey, { ...otherStore, key: state.storeKey, name: state.name, kind: state.kind }, state),
    ),
  ];
}

export function findStore(db: Db, key: string): StoreFacts | undefined {
  return listStores(db).find((store) => store.key === key);
}

function factsOf(key: string, listed: Store, setting: StoreSettingState | undefined): StoreFacts {
  const state = setting ?? { ...newStoreSetting, storeKey: key, createdAt: 0 };
  return {
    key,
    isOwn: state.isOwn,
    isEdited: setting !== undefined && !setting.isOwn,
    name: state.name || listed.name,
    kind: setting ? state.kind : listed.kind,
    isActive: state.isActive,
    estimate: state.estimate || listed.estimate,
    threshold: state.threshold ?? listed.threshold,
    leadDays: state.leadDays ?? storeProfile(key).leadDays,
    method: state.method,
    distributor: state.distributor,
    layout: state.layout,
    ern: state.ern,
    dpid: state.dpid,
    partyName: state.partyName,
    audio: state.audio,
    note: state.note,
  };
}
