import { currentActor } from '#core/actor.ts';
import type { DeliveryMove } from '#shared/contract/deliveries.ts';
import { type DeliveryState, deliveryGroupOf, mayMove } from '#shared/delivery/delivery-states.ts';
import { AppError } from '#shared/errors.ts';
import type { DeliveryRecordState } from './delivery-records.ts';

export type MoveFacts = { at: number; note?: string; source: DeliveryMove['source'] };

/** A step of work with the time at which it was reached. */
export type Step = { to: DeliveryState; at: number };

/** Throws DELIVERY_MOVE_REFUSED, which names both states. */
export function refuseMove(from: DeliveryState, to: DeliveryState): never {
  throw new AppError('DELIVERY_MOVE_REFUSED', `A delivery does not go from ${from} to ${to}.`, { from, to });
}

/**
 * What changes when a delivery goes this way, one legal move after the other; the note stands at the last. What failed before is over
 * once it goes on. Throws DELIVERY_MOVE_REFUSED.
 */
export function moved(
  state: DeliveryRecordState,
  way: readonly (DeliveryState | Step)[],
  { at, note = '', source }: MoveFacts,
): Partial<DeliveryRecordState> {
  const { personId } = currentActor();
  const history = [...state.history];
  let from = state.state;
  for (const [index, stop] of way.entries()) {
    const step = typeof stop === 'string' ? { to: stop, at } : stop;
    if (!mayMove(from, step.to)) refuseMove(from, step.to);
    const isLast = index === way.length - 1;
    history.push({
      at: step.at,
      from,
      to: step.to,
      personId: personId as DeliveryMove['personId'],
      note: isLast ? note : '',
      source,
    });
    from = step.to;
  }
  const isOver = way.length > 0 && deliveryGroupOf(from) !== 'failed';
  return {
    state: from,
    history,
    ...(from === 'scheduled' ? {} : { scheduledAt: null }),
    ...(isOver ? { errorCategory: '', errorText: '', nextTryAt: null, retryCount: 0 } : {}),
  };
}
