import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { clockOf, formatDay, workspaceZone } from '#core/home/workspace-day.ts';
import { needsApproval } from '#core/label/releases/approval.ts';
import { releaseRecord } from '#core/label/releases/release-records.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { DeliveryId, deliveriesContract } from '#shared/contract/deliveries.ts';
import { type DeliveryState, handOverWay, outcomeWay, scheduleWay } from '#shared/delivery/delivery-states.ts';
import { AppError } from '#shared/errors.ts';
import { dayNumber } from '#shared/zone-clock.ts';
import { findDeliveryId, getDelivery, listDeliveries, listOfRelease, mayRemove } from './deliveries.repository.ts';
import { changesSince } from './delivery-changes.ts';
import { type DeliveryRecordState, deliveryRecord, newDelivery } from './delivery-records.ts';
import { moved, refuseMove } from './move-delivery.ts';
import { findPackage } from './packages.repository.ts';
import { readSnapshot, termsOf, withTerms } from './release-snapshot.ts';
import { findStore, listStores } from './stores.repository.ts';

type Methods =
  | 'deliveries.list'
  | 'deliveries.get'
  | 'deliveries.ofRelease'
  | 'deliveries.begin'
  | 'deliveries.remove'
  | 'deliveries.edit'
  | 'deliveries.mark'
  | 'deliveries.handOver'
  | 'deliveries.schedule';

export function deliveriesHandlers(context: Context): Handlers<Pick<typeof deliveriesContract, Methods>> {
  const { db, history, changes, platform, deliveries } = context;

  const apply = (made: ItemChange[], subject: string) => {
    const { operation } = history.apply('editDelivery', made, subject);
    changes.add({ topics: ['deliveries'] });
    deliveries.wake();
    return { operation };
  };
  const subjectOf = (ids: readonly number[]) => {
    const [id] = ids;
    if (id === undefined) return '';
    const { title, storeName } = getDelivery(db, id);
    const isSame = ids.every((each) => deliveryRecord.get(db, each).releaseId === deliveryRecord.get(db, id).releaseId);
    return ids.length === 1 ? `${title} · ${storeName}` : isSame ? title : '';
  };
  /** The same for each of them, all or none. */
  const each = (ids: readonly DeliveryId[], patch: (state: DeliveryRecordState) => Partial<DeliveryRecordState>) =>
    apply(
      ids.flatMap((id) => deliveryRecord.edit(db, id, patch(deliveryRecord.get(db, id)))),
      subjectOf(ids),
    );

  return {
    'deliveries.list': (filter) => listDeliveries(db, filter),

    'deliveries.get': ({ id }) => {
      const delivery = getDelivery(db, id);
      const state = deliveryRecord.get(db, id);
      const { territories, priceTier, preorderDate, takedownDate, storeReleaseId, url, method } = state;
      const { confirmation, followUpOn, note, formats } = state;
      const sent = state.packageId === null ? undefined : findPackage(db, state.packageId);
      const isThere = releaseRecord.read(db, state.releaseId) !== undefined;
      const now = sent && isThere ? withTerms(readSnapshot(db, state.releaseId), termsOf(state)) : null;
      const nameOf = prepare(db, 'SELECT name FROM person WHERE id = ?').pluck();
      return {
        ...delivery,
        fields: {
          ...{ territories, priceTier, preorderDate, takedownDate, storeReleaseId, url, method },
          ...{ confirmation, followUpOn, note },
        },
        history: state.history.map((move) => ({
          ...move,
          personName: move.personId === null ? '' : ((nameOf.get(move.personId) as string | undefined) ?? ''),
        })),
        ...{ formats, storeReleaseId },
        changes: sent && now ? changesSince(sent.snapshot, now) : null,
      };
    },

    'deliveries.ofRelease': ({ releaseId }) => {
      const release = releaseRecord.get(db, releaseId);
      const known = new Map(listOfRelease(db, releaseId).map((delivery) => [delivery.storeKey, delivery]));
      const day = dayNumber(release.releaseDate);
      const today = clockOf(workspaceZone(db)).dayOf(platform.now());
      const stores = listStores(db).filter(
        ({ key, isActive }) => isActive || known.has(key) || release.stores.includes(key),
      );
      return {
        isApproved: release.state === 'approved' || !needsApproval(db),
        releaseDate: release.releaseDate,
        daysToGo: day === null ? null : day - today,
        stores: stores.map(({ key, name, distributor, leadDays }) => ({
          ...{ key, name, distributor, leadDays },
          deliverBy: day === null ? '' : formatDay(day - leadDays),
          isChosen: release.stores.includes(key) || known.has(key),
          delivery: known.get(key) ?? null,
        })),
      };
    },

    'deliveries.begin': ({ releaseIds, storeKeys }) => {
      const ids: DeliveryId[] = [];
      const made: ItemChange[] = [];
      for (const key of storeKeys) {
        if (!findStore(db, key)) throw new AppError('NOT_FOUND', 'There is no such store.', { key });
      }
      for (const releaseId of releaseIds) {
        // Throws where it is gone.
        releaseRecord.get(db, releaseId);
        for (const storeKey of storeKeys) {
          const known = findDeliveryId(db, releaseId, storeKey);
          if (known !== undefined) ids.push(known);
          else {
            const state = { ...newDelivery, history: [], releaseId, storeKey, createdAt: platform.now() };
            const change = deliveryRecord.make(db, state);
            made.push(change);
            ids.push(change.itemId as DeliveryId);
          }
        }
      }
      const [only] = releaseIds;
      const subject = releaseIds.length === 1 && only !== undefined ? releaseRecord.get(db, only).title : '';
      return { ...apply(made, subject), ids };
    },

    'deliveries.remove': ({ ids }) => {
      for (const id of ids) {
        const { state } = deliveryRecord.get(db, id);
        if (!mayRemove(state))
          throw new AppError('STATE_REFUSED', 'The store has it already.', { state, action: 'remove' });
      }
      const subject = subjectOf(ids);
      return apply(
        ids.map((id) => deliveryRecord.remove(db, id)),
        subject,
      );
    },

    'deliveries.edit': ({ id, fields }) => apply(deliveryRecord.edit(db, id, fields), subjectOf([id])),

    'deliveries.mark': ({ ids, to, note, url, storeReleaseId, errorCategory }) =>
      each(ids, (state) => {
        const way = outcomeWay(state.state, to) ?? refuseMove(state.state, to);
        const isFailure = to === 'rejected' || to === 'processingFailed' || to === 'deliveryFailed';
        return {
          ...moved(state, way, { at: platform.now(), note, source: 'hand' }),
          ...(url === undefined ? {} : { url }),
          ...(storeReleaseId === undefined ? {} : { storeReleaseId }),
          ...(isFailure ? { errorCategory: errorCategory ?? 'unknown', errorText: note, nextTryAt: null } : {}),
          ...(isEnd(to) ? { followUpOn: '' } : {}),
        };
      }),

    'deliveries.handOver': ({ ids, method, confirmation, followUpOn, note }) =>
      each(ids, (state) => {
        const way = handOverWay(state.state) ?? refuseMove(state.state, 'processingPlatform');
        return {
          ...moved(state, way, { at: platform.now(), note, source: 'hand' }),
          ...{ method, confirmation, followUpOn },
        };
      }),

    'deliveries.schedule': ({ ids, at }) =>
      each(ids, (state) => {
        if (at === null) {
          if (state.state !== 'scheduled') refuseMove(state.state, 'queued');
          return moved(state, ['queued'], { at: platform.now(), source: 'hand' });
        }
        if (state.state === 'scheduled') return { scheduledAt: at };
        const way = scheduleWay(state.state) ?? refuseMove(state.state, 'scheduled');
        return { ...moved(state, way, { at: platform.now(), source: 'hand' }), scheduledAt: at };
      }),
  };
}

const ends: readonly DeliveryState[] = ['live', 'liveWithIssues', 'takenDown', 'rejected'];

/** Nobody needs to ask again then. */
function isEnd(state: DeliveryState): boolean {
  return ends.includes(state);
}
