import { type Db, prepare } from '#core/db/query.ts';
import type { DeliveryState } from '#shared/delivery/delivery-states.ts';
import { AppError } from '#shared/errors.ts';
import { mayTakeDown } from './deliveries.repository.ts';

/** Who deletes a release that a store has could not take it down there any more. Throws STATE_REFUSED, which names the state. */
export function refuseDelivered(db: Db, releaseId: number): void {
  const states = prepare(db, 'SELECT DISTINCT state FROM delivery WHERE release_id = ?').pluck().all(releaseId);
  const state = (states as DeliveryState[]).find(mayTakeDown);
  if (state !== undefined)
    throw new AppError('STATE_REFUSED', 'A store has this release.', { state, action: 'remove' });
}
