import { type Db, prepare } from '#core/db/query.ts';
import type { DeliveryId, ReturnRow } from '#shared/contract/deliveries.ts';
import { outcomeWay } from '#shared/delivery/delivery-states.ts';
import { foldText } from '#shared/fold-text.ts';
import { getDelivery } from './deliveries.repository.ts';
import { type DeliveryRecordState, deliveryRecord } from './delivery-records.ts';
import { moved } from './move-delivery.ts';
import { findByMessage } from './packages.repository.ts';
import type { Outcome } from './read-outcomes.ts';
import { listStores } from './stores.repository.ts';

export type MatchedRow = ReturnRow & { outcome: Outcome };

/** What each row means here: its delivery, where that would go, and why not. Several rows about one delivery go one after the other. */
export function matchOutcomes(db: Db, outcomes: readonly Outcome[]): MatchedRow[] {
  const stores = new Map(
    listStores(db).flatMap(
      ({ key, name }) =>
        [
          [foldText(name), key],
          [foldText(key), key],
        ] as [string, string][],
    ),
  );
  const states = new Map<DeliveryId, DeliveryRecordState['state']>();
  return outcomes.flatMap((outcome): MatchedRow[] => {
    const ids = findDeliveries(db, outcome, stores);
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
  const { row, title, upc, catalogueNumber, messageId, store, status } = outcome;
  const text = [title || catalogueNumber || upc || messageId, store, status].filter(Boolean).join(' · ').slice(0, 500);
  return { ...{ row, text, deliveryId: null, title: '', storeName: '', from: '', to: '', problem: '' }, outcome };
}

/** By message, else by code or title and store. Without a store, the only delivery of that release. */
function findDeliveries(db: Db, outcome: Outcome, stores: ReadonlyMap<string, string>): DeliveryId[] {
  const key = outcome.store === '' ? null : (stores.get(foldText(outcome.store)) ?? '');
  const message = outcome.messageId === '' ? undefined : findByMessage(db, outcome.messageId);
  const releaseId = message?.releaseId ?? findRelease(db, outcome);
  if (releaseId === undefined || key === '') return [];
  const ids = prepare(
    db,
    `SELECT id FROM delivery WHERE release_id = @releaseId AND (@key IS NULL OR store_key = @key)
       AND (@stores IS NULL OR store_key IN (SELECT value FROM json_each(@stores))) ORDER BY id`,
  )
    .pluck()
    .all({ releaseId, key, stores: message ? JSON.stringify(message.stores) : null }) as DeliveryId[];
  return message || key !== null || ids.length === 1 ? ids : [];
}

function findRelease(db: Db, { upc, catalogueNumber, title }: Outcome): number | undefined {
  const find = (where: string, value: string): number | undefined => {
    const ids = prepare(db, `SELECT id FROM release WHERE ${where} LIMIT 2`).pluck().all(value) as number[];
    return ids.length === 1 ? ids[0] : undefined;
  };
  // A UPC and the EAN with a nought before it are one code.
  const byUpc = upc === '' ? undefined : find("upc <> '' AND ltrim(upc, '0') = ltrim(?, '0')", upc);
  if (byUpc !== undefined || upc !== '') return byUpc;
  if (catalogueNumber !== '')
    return find("catalogue_number <> '' AND catalogue_number = ? COLLATE NOCASE", catalogueNumber);
  return title === '' ? undefined : find('title = ? COLLATE NOCASE', title);
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
      ...(outcome.storeReleaseId === '' ? {} : { storeReleaseId: outcome.storeReleaseId }),
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
