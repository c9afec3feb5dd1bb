import type { RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { useCall } from '../../api/query.ts';
import { useRoyalties } from './royalties.store.ts';

/** All periods, and the one on screen: the chosen one, else the oldest that is open, else the newest. */
export function usePeriods(): { periods: RoyaltyPeriod[] | undefined; period: RoyaltyPeriod | null } {
  const { data: periods } = useCall('royalties.periods');
  const chosen = useRoyalties((state) => state.periodId);
  const open = periods?.findLast(({ state }) => state === 'open' || state === 'calculated');
  const period = periods?.find(({ id }) => id === chosen) ?? open ?? periods?.[0] ?? null;
  return { periods, period };
}
