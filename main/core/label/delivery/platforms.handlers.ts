import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { platformsContract } from '#shared/contract/platforms.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { findStore as findListedStore } from '#shared/stores.ts';
import { storeSettingRecord } from './delivery-records.ts';
import { findStore, findStoreSetting, listStores, newStoreSetting } from './stores.repository.ts';

export function platformsHandlers({ db, history, changes, platform }: Context): Handlers<typeof platformsContract> {
  const apply = (made: ItemChange[], name: string) => {
    const { operation } = history.apply('editStores', made, name);
    changes.add({ topics: ['deliveries'] });
    return { operation };
  };
  const countOf = (key: string) =>
    prepare(db, 'SELECT count(*) FROM delivery WHERE store_key = ?').pluck().get(key) as number;
  const refuseTaken = (name: string, but = '') => {
    const folded = foldText(name);
    const twin = listStores(db).find((store) => store.key !== but && foldText(store.name) === folded);
    if (twin) throw new AppError('NAME_TAKEN', 'There is a store of that name already.', { key: twin.key });
  };

  return {
    'platforms.list': () => listStores(db).map((store) => ({ ...store, deliveryCount: countOf(store.key) })),

    'platforms.edit': ({ key, fields }) => {
      const store = findStore(db, key);
      if (!store) throw new AppError('NOT_FOUND', 'There is no such store.', { key });
      if (fields.name !== undefined) refuseTaken(fields.name, key);
      const known = findStoreSetting(db, key);
      if (known) return apply(storeSettingRecord.edit(db, known.id, fields), store.name);
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const made = storeSettingRecord.make(db, {
        ...newStoreSetting,
        kind: store.kind,
        ...given,
        storeKey: key,
        createdAt: platform.now(),
      });
      return apply([made], store.name);
    },

    'platforms.add': ({ name, kind }) => {
      refuseTaken(name);
      const key = freeKey(name, (each) => findStore(db, each) !== undefined);
      const state = { ...newStoreSetting, storeKey: key, name, kind, isOwn: true, createdAt: platform.now() };
      return { ...apply([storeSettingRecord.make(db, state)], name), key };
    },

    'platforms.reset': ({ key }) => {
      const known = findStoreSetting(db, key);
      if (!known) return { operation: null };
      if (known.state.isOwn && countOf(key) > 0) {
        throw new AppError('STORE_IN_USE', 'Releases are on their way to this store.', { key });
      }
      const name = known.state.name || (findListedStore(key)?.name ?? key);
      return apply([storeSettingRecord.remove(db, known.id)], name);
    },
  };
}

/** 'own:lantern-shop', with a number where that is taken. */
function freeKey(name: string, isTaken: (key: string) => boolean): string {
  const plain =
    foldText(name)
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 40) || 'store';
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? `own:${plain}` : `own:${plain}-${number}`;
    if (!isTaken(key)) return key;
  }
}
