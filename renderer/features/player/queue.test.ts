import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import {
  addToQueue,
  comingUp,
  emptyQueue,
  goNext,
  goPrevious,
  moveInQueue,
  type Queue,
  removeFromQueue,
  skipToQueued,
  startList,
} from './queue.ts';

const tracks = (...numbers: number[]) => numbers as TrackId[];

function playAll(queue: Queue): number[] {
  const played: number[] = [];
  for (let state: Queue | null = queue; state; state = goNext(state)) {
    if (state.current !== null) played.push(state.current);
  }
  return played;
}

test('queued tracks play first, then the list goes on where it was', () => {
  const queue = addToQueue(startList(emptyQueue, tracks(1, 2, 3, 4), 1), tracks(8, 9));
  expect([playAll(queue), comingUp(queue, 3)]).toEqual([
    [2, 8, 9, 3, 4],
    [8, 9, 3],
  ]);
});

test('previous returns from a queued track to the list', () => {
  const queued = goNext(addToQueue(startList(emptyQueue, tracks(1, 2), 1), tracks(9)))!;
  const back = goPrevious(queued)!;
  expect([queued.current, back.current, goPrevious(back)?.current, goPrevious(goPrevious(back)!)]).toEqual([
    9,
    2,
    1,
    null,
  ]);
});

test('a queue alone plays without a list', () => {
  expect(playAll(addToQueue(emptyQueue, tracks(5, 6)))).toEqual([5, 6]);
});

test('queued tracks can be moved, taken out and jumped to', () => {
  const queue = addToQueue(emptyQueue, tracks(1, 2, 3));
  expect([
    moveInQueue(queue, 2, -1).queued,
    moveInQueue(queue, 0, -1).queued,
    removeFromQueue(queue, 1).queued,
    skipToQueued(queue, 1),
  ]).toEqual([[1, 3, 2], [1, 2, 3], [1, 3], { ...queue, current: 2, queued: [3] }]);
});

test('next and then previous comes back, inside the list', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 30 }), fc.nat(28), (length, start) => {
      const list = tracks(...Array.from({ length }, (_, index) => index + 1));
      const queue = startList(emptyQueue, list, start % (length - 1));
      expect(goPrevious(goNext(queue)!)).toEqual(queue);
    }),
  );
});

test('everything that waits is heard once, in the order it is announced', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(ids, ids, fc.nat(29), (list, queued, start) => {
      const place = start % list.length;
      const queue = addToQueue(startList(emptyQueue, tracks(...list), place), tracks(...queued));
      expect(playAll(queue).slice(1)).toEqual(comingUp(queue, 1000));
      expect(comingUp(queue, 1000)).toEqual([...queued, ...list.slice(place + 1)]);
    }),
  );
});
