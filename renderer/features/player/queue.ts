import type { TrackId } from '#shared/contract/library/tracks.ts';

/**
 * What plays next: tracks the user queued, then the list the playing one was started from, in its order.
 *
 * `place` is where the list stands; a queued track that plays leaves it alone, so that the list goes on afterwards.
 */
export type Queue = {
  list: readonly TrackId[];
  place: number;
  queued: readonly TrackId[];
  current: TrackId | null;
};

export const emptyQueue: Queue = { list: [], place: -1, queued: [], current: null };

/** Starts a list at one of its tracks. What was queued stays. */
export function startList(queue: Queue, list: readonly TrackId[], place: number): Queue {
  return { ...queue, list, place, current: list[place] ?? null };
}

export function addToQueue(queue: Queue, ids: readonly TrackId[]): Queue {
  return { ...queue, queued: [...queue.queued, ...ids] };
}

export function removeFromQueue(queue: Queue, position: number): Queue {
  return { ...queue, queued: queue.queued.filter((_, index) => index !== position) };
}

export function clearQueued(queue: Queue): Queue {
  return { ...queue, queued: [] };
}

/** One place up (−1) or down (+1) among the queued ones. */
export function moveInQueue(queue: Queue, position: number, places: number): Queue {
  const target = position + places;
  if (target < 0 || target >= queue.queued.length || position < 0 || position >= queue.queued.length) return queue;
  const queued = [...queue.queued];
  queued.splice(target, 0, ...queued.splice(position, 1));
  return { ...queue, queued };
}

/** Plays a queued track now; the ones queued before it are passed over and stay out. */
export function skipToQueued(queue: Queue, position: number): Queue {
  const current = queue.queued[position];
  return current === undefined ? queue : { ...queue, queued: queue.queued.slice(position + 1), current };
}

/** Null at the end of everything. */
export function goNext(queue: Queue): Queue | null {
  const [queued, ...rest] = queue.queued;
  if (queued !== undefined) return { ...queue, queued: rest, current: queued };
  const current = queue.list[queue.place + 1];
  return current === undefined ? null : { ...queue, place: queue.place + 1, current };
}

/** Null at the beginning. From a queued track it goes back to the list. */
export function goPrevious(queue: Queue): Queue | null {
  const here = queue.list[queue.place];
  if (here !== undefined && queue.current !== here) return { ...queue, current: here };
  const before = queue.list[queue.place - 1];
  return before === undefined ? null : { ...queue, place: queue.place - 1, current: before };
}

/** The tracks that would play next, at most so many. */
export function comingUp(queue: Queue, count: number): TrackId[] {
  return [...queue.queued, ...queue.list.slice(queue.place + 1, queue.place + 1 + count)].slice(0, count);
}
