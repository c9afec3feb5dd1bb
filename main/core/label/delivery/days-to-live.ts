import type { DeliveryMove } from '#shared/contract/deliveries.ts';

export type DeliveryMoves = readonly Pick<DeliveryMove, 'at' | 'to'>[];

const dayMs = 86_400_000;

/** From handing over to live for the first time, on the mean; null where nothing went live. */
export function meanDaysToLive(histories: readonly DeliveryMoves[]): number | null {
  const days = histories.flatMap((moves) => {
    const liveAt = moves.find(({ to }) => to === 'live' || to === 'liveWithIssues')?.at;
    const handedAt = moves.find(({ to }) => to === 'uploading')?.at;
    return liveAt === undefined || handedAt === undefined ? [] : [(liveAt - handedAt) / dayMs];
  });
  return days.length === 0 ? null : days.reduce((sum, each) => sum + each, 0) / days.length;
}
