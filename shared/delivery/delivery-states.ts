/** Where a release is on its way to one store. */
export const deliveryStates = [
  'created',
  'validating',
  'queued',
  'scheduled',
  'preparing',
  'uploading',
  'processingPlatform',
  'verifying',
  'live',
  'liveWithIssues',
  'validationFailed',
  'deliveryFailed',
  'processingFailed',
  'rejected',
  'takedownPending',
  'takenDown',
  'updating',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Every move there is; all others are refused. */
export const deliveryMoves: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  created: ['validating', 'queued'],
  validating: ['queued', 'validationFailed'],
  queued: ['preparing', 'scheduled'],
  scheduled: ['queued', 'preparing'],
  preparing: ['uploading', 'validationFailed', 'deliveryFailed'],
  uploading: ['processingPlatform', 'deliveryFailed'],
  processingPlatform: ['verifying', 'processingFailed', 'rejected'],
  verifying: ['live', 'liveWithIssues', 'processingFailed'],
  live: ['liveWithIssues', 'takedownPending', 'updating'],
  liveWithIssues: ['live', 'takedownPending', 'updating'],
  validationFailed: ['validating', 'queued'],
  deliveryFailed: ['preparing', 'uploading'],
  processingFailed: ['processingPlatform', 'verifying'],
  rejected: ['validating', 'queued'],
  takedownPending: ['takenDown', 'live'],
  takenDown: ['queued'],
  updating: ['live', 'liveWithIssues', 'processingFailed'],
};

export const deliveryGroups = ['pending', 'processing', 'completed', 'failed'] as const;
export type DeliveryGroup = (typeof deliveryGroups)[number];

const members: Readonly<Record<DeliveryGroup, readonly DeliveryState[]>> = {
  pending: ['created', 'validating', 'queued', 'scheduled'],
  processing: ['preparing', 'uploading', 'processingPlatform', 'verifying', 'updating', 'takedownPending'],
  completed: ['live', 'liveWithIssues', 'takenDown'],
  failed: ['validationFailed', 'deliveryFailed', 'processingFailed', 'rejected'],
};

export function deliveryGroupOf(state: DeliveryState): DeliveryGroup {
  return deliveryGroups.find((group) => members[group].includes(state)) as DeliveryGroup;
}

export function mayMove(from: DeliveryState, to: DeliveryState): boolean {
  return deliveryMoves[from].includes(to);
}

/** What a store does, which only people and files that came from it can say. What Ledgerline does itself is not among it. */
export const outcomeStates = [
  'processingPlatform',
  'verifying',
  'live',
  'liveWithIssues',
  'processingFailed',
  'rejected',
  'takedownPending',
  'takenDown',
  'updating',
  'deliveryFailed',
] as const satisfies readonly DeliveryState[];
export type OutcomeState = (typeof outcomeStates)[number];

/** What a later outcome says as well: what is live was taken in and looked at. */
const impliedByOutcome: readonly DeliveryState[] = ['processingPlatform', 'verifying'];
/** What was done where somebody uploads by hand without a package of ours. */
const impliedByHand: readonly DeliveryState[] = ['queued', 'preparing', 'uploading'];
/** What building a package goes through. */
const impliedByWork: readonly DeliveryState[] = ['validating', 'queued', 'preparing'];

/** Moves that lead to an outcome, each of them legal; null where none do. */
export function outcomeWay(from: DeliveryState, to: OutcomeState): DeliveryState[] | null {
  return findWay(from, to, impliedByOutcome);
}

/** Moves that lead to what somebody handed over without a package of ours; null where that is past. */
export function handOverWay(from: DeliveryState): DeliveryState[] | null {
  return findWay(from, 'processingPlatform', impliedByHand);
}

/** Moves that building a package goes through until it is there to be uploaded; null where that is past. */
export function packageWay(from: DeliveryState): DeliveryState[] | null {
  return findWay(from, 'uploading', impliedByWork);
}

/** Moves of work that failed; null where a failure is no state of its own, as of a release that is live already. */
export function failureWay(from: DeliveryState, to: 'validationFailed' | 'deliveryFailed'): DeliveryState[] | null {
  return findWay(from, to, impliedByWork);
}

/** Moves that make it wait for a day; null where that is past. */
export function scheduleWay(from: DeliveryState): DeliveryState[] | null {
  return findWay(from, 'scheduled', ['queued']);
}

/** Outcomes that can be marked from here. */
export function outcomesFrom(from: DeliveryState): OutcomeState[] {
  return outcomeStates.filter((to) => to !== from && outcomeWay(from, to) !== null);
}

/** The shortest way whose stops are all among `through`. */
function findWay(from: DeliveryState, to: DeliveryState, through: readonly DeliveryState[]): DeliveryState[] | null {
  const ways: DeliveryState[][] = [[]];
  const seen = new Set<DeliveryState>([from]);
  for (let way = ways.shift(); way; way = ways.shift()) {
    const at = way.at(-1) ?? from;
    if (mayMove(at, to)) return [...way, to];
    for (const next of deliveryMoves[at]) {
      if (seen.has(next) || !through.includes(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}
