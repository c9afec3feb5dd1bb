import { type Db, prepare } from '#core/db/query.ts';
import type { DeliveryId, ReturnRow } from '#shared/contract/deliveries.ts';
import { outcomeWay } from '#shared/delivery/delivery-states.ts';
import { foldText } from '#shared/fold-text.ts';
import { getDelivery } from './deliveries.repository.ts';
import { type DeliveryRecordState, deliveryRecord } from './delivery-records.ts';
import { moved } from './move-delivery.ts';
import type { Outcome } from './outcomes-of-answers.ts';
import { findByMessage } from './packages.repository.ts';
import { listStores } from './stores.repository.ts';

export type MatchedRow = ReturnRow & { outcome: Outcome };

/** What each row means here: its delivery, where that would go, and why not. Several rows about one delivery go one after the other. */
export function matchOutcomes(db: Db, outcomes: readonly Outcome[]): MatchedRow[] {
  const stores = listStores(db);
  const keys: StoreKeys = {
    byName: new Map(
      stores.flatMap(({ key, name, partyName }) => [name, key, partyName].map((each) => [foldText(each), key])),
    ),
    byDpid: new Map(stores.filter(({ dpid }) => dpid !== '').map(({ key, dpid }) => [dpid, key])),
  };
  const states = new Map<DeliveryId, DeliveryRecordState['state']>();
  return outcomes.flatMap((outcome): MatchedRow[] => {
    const ids = findDeliveries(db, outcome, keys);
    if (ids.length === 0) return [{ ...nothing(outcome), problem: 'unmatched' }];
    return ids.map((id) => {
      const delivery = getDelivery(db, id);
      const from = states.get(id) ?? delivery.state;
      const row = { ...nothing(outcome), deliveryId: id, title: delivery.title, storeName: delivery.storeName, from };
      if (outcome.to === null) return { ...row, problem: 'stateUnknown' };
      if (outcome.to === from) return { ...row, to: outcome.to, problem: 'unchanged' };
      if (outcomeWay(from, outcome.to) === null) return { ...row, to: outcome.to, problem: 'moveRefused' };
      states.set(id, outcome.to);
      return { ...row, to: outcome.to };
    });
  });
}

function nothing(outcome: Outcome): MatchedRow {
  const { row, release, messageIds, store, status } = outcome;
  const name = release.catalogueNumber || release.upc || release.grid || release.others[0] || messageIds[0] || '';
  const text = [name, store, status].filter(Boolean).join(' · ').slice(0, 500);
  return { ...{ row, text, deliveryId: null, title: '', storeName: '', from: '', to: '', problem: '' }, outcome };
}

type StoreKeys = { byName: ReadonlyMap<string, string>; byDpid: ReadonlyMap<string, string> };

/** By message, else by code and store. Without a store, the only delivery of that release. */
function findDeliveries(db: Db, { store, storeDpid, messageIds, release }: Outcome, keys: StoreKeys): DeliveryId[] {
  const message = messageIds.map((id) => findByMessage(db, id)).find((found) => found !== undefined);
  const releaseId = message?.releaseId ?? findRelease(db, release);
  if (releaseId === undefined) return [];
  const named = keys.byName.get(foldText(store)) ?? keys.byDpid.get(storeDpid) ?? null;
  // Its message says whom it went to: a name of somebody else, or that nobody knows, tells nothing then.
  const key = message && named !== null && !message.stores.includes(named) ? null : named;
  if (key === null && store !== '' && !message) return [];
  const ids = prepare(
    db,
    `SELECT id FROM delivery WHERE release_id = @releaseId AND (@key IS NULL OR store_key = @key)
       AND (@stores IS NULL OR store_key IN (SELECT value FROM json_each(@stores))) ORDER BY id`,
  )
    .pluck()
    .all({ releaseId, key, stores: message ? JSON.stringify(message.stores) : null }) as DeliveryId[];
  return message || key !== null || ids.length === 1 ? ids : [];
}

function findRelease(db: Db, { upc, grid, catalogueNumber, others }: Outcome['release']): number | undefined {
  const find = (where: string, value: string): number | undefined => {
    if (value === '') return undefined;
    const ids = prepare(db, `SELECT id FROM release WHERE ${where} LIMIT 2`).pluck().all(value) as number[];
    return ids.length === 1 ? ids[0] : undefined;
  };
  // A UPC and the EAN with a nought before it are one code; a code that nobody has is no other release's.
  if (upc !== '') return find("upc <> '' AND ltrim(upc, '0') = ltrim(?, '0')", upc);
  if (grid !== '') return find('grid = ?', grid);
  const names = [catalogueNumber, ...others];
  return names.map((name) => find('catalogue_number = ? COLLATE NOCASE', name)).find((found) => found !== undefined);
}

/** The changes of the rows that can be taken over. */
export function outcomeEdits(db: Db, rows: readonly MatchedRow[], at: number) {
  const states = new Map<DeliveryId, DeliveryRecordState>();
  for (const { deliveryId, to, problem, outcome } of rows) {
    if (deliveryId === null || to === '' || problem !== '' || outcome.to === null) continue;
    const state = states.get(deliveryId) ?? deliveryRecord.get(db, deliveryId);
    const way = outcomeWay(state.state, outcome.to);
    if (!way) continue;
    const isFailure = to === 'rejected' || to === 'processingFailed' || to === 'deliveryFailed';
    states.set(deliveryId, {
      ...state,
      ...moved(state, way, { at, note: outcome.note || outcome.status, source: 'import' }),
      ...(outcome.url === '' ? {} : { url: outcome.url }),
      ...(isFailure
        ? {
            errorCategory: to === 'rejected' ? ('contentRejected' as const) : ('unknown' as const),
            errorText: outcome.note,
          }
        : { followUpOn: '' }),
    });
  }
  return [...states].flatMap(([id, state]) => deliveryRecord.edit(db, id, state));
}

export function plainRows(rows: readonly MatchedRow[]): ReturnRow[] {
  return rows.map(({ outcome: _, ...row }) => row);
}
