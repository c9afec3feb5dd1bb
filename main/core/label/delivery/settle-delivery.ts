import type { PackageKind } from '#shared/contract/deliveries.ts';
import { type DeliveryState, failureWay, packageWay } from '#shared/delivery/delivery-states.ts';
import { retryDelayMs } from '#shared/delivery/error-categories.ts';
import { AppError } from '#shared/errors.ts';
import { mayTakeDown, mayTakeUpdate } from './deliveries.repository.ts';
import type { DeliveryRecordState } from './delivery-records.ts';
import type { DeliveryFailure } from './failure-category.ts';
import { moved, refuseMove, type Step } from './move-delivery.ts';

/** When work on a package began, and when its release had passed the checks (null while it had not). */
export type WorkTimes = { beganAt: number; checkedAt: number | null };

/** When each state of the way was reached. */
function timed(way: readonly DeliveryState[], { beganAt, checkedAt, at }: WorkTimes & { at: number }): Step[] {
  return way.map((to, index) => {
    if (index === way.length - 1) return { to, at };
    return { to, at: to === 'validating' ? beganAt : (checkedAt ?? beganAt) };
  });
}

/** What becomes of a delivery whose package was built. Throws DELIVERY_MOVE_REFUSED, STATE_REFUSED. */
export function deliveredPatch(
  state: DeliveryRecordState,
  kind: PackageKind,
  times: WorkTimes & { at: number },
  note = '',
): Partial<DeliveryRecordState> {
  const { at } = times;
  const from = state.state;
  const settled = { errorCategory: '', errorText: '', nextTryAt: null, retryCount: 0 } as const;
  if (kind === 'initial') {
    if (from === 'uploading') return settled;
    const way = packageWay(from) ?? refuseMove(from, 'uploading');
    return moved(state, timed(way, times), { at, note, source: 'job' });
  }
  const isTaken = kind === 'update' ? mayTakeUpdate(from) : mayTakeDown(from);
  if (!isTaken)
    throw new AppError('STATE_REFUSED', 'The store does not have this release.', { state: from, action: kind });
  const isLive = from === 'live' || from === 'liveWithIssues';
  if (!isLive) return settled;
  return moved(state, [kind === 'update' ? 'updating' : 'takedownPending'], { at, note, source: 'job' });
}

/** What becomes of a delivery whose work was called off: what was due waits for people, or it would begin again at once. */
export function calledOffPatch(state: DeliveryRecordState, at: number): Partial<DeliveryRecordState> {
  if (state.state === 'scheduled') return moved(state, ['queued'], { at, source: 'job' });
  return { nextTryAt: null };
}

/** What becomes of a delivery whose package could not be built, and when that is tried again. */
export function failedPatch(
  state: DeliveryRecordState,
  { category, text, code }: DeliveryFailure,
  times: WorkTimes & { at: number },
): Partial<DeliveryRecordState> {
  const { at, checkedAt } = times;
  const note = text || code;
  const to = checkedAt === null ? 'validationFailed' : 'deliveryFailed';
  // A release that is live stays so, whatever became of its update.
  const way = failureWay(state.state, to);
  const delay = way === null ? null : retryDelayMs(category, state.retryCount);
  return {
    ...(way === null ? {} : moved(state, timed(way, times), { at, note, source: 'job' })),
    ...{ errorCategory: category, errorText: note, nextTryAt: delay === null ? null : at + delay },
    ...(delay === null ? {} : { retryCount: state.retryCount + 1 }),
  };
}
