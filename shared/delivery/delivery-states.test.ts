import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type DeliveryState,
  deliveryGroupOf,
  deliveryGroups,
  deliveryMoves,
  deliveryStates,
  failureWay,
  handOverWay,
  mayMove,
  outcomeStates,
  outcomesFrom,
  outcomeWay,
  packageWay,
  scheduleWay,
} from './delivery-states.ts';
import { deliveryErrorNames, deliveryErrors, retryDelayMs } from './error-categories.ts';

/** As the trade's table has it (TuneMantra), in its own words. */
const table = `created→validating,queued            validating→queued,validation_failed
queued→preparing,scheduled           scheduled→queued,preparing
preparing→uploading,validation_failed,delivery_failed
uploading→processing_platform,delivery_failed
processing_platform→verifying,processing_failed,rejected
verifying→live,live_with_issues,processing_failed
live→live_with_issues,takedown_pending,updating
live_with_issues→live,takedown_pending,updating
validation_failed→validating,queued  delivery_failed→preparing,uploading
processing_failed→processing_platform,verifying   rejected→validating,queued
takedown_pending→taken_down,live     taken_down→queued
updating→live,live_with_issues,processing_failed`;
const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as DeliveryState;

test('the moves are those of the table, and no others', () => {
  const moves = Object.fromEntries(
    table.split(/\s+/).map((line) => {
      const [from = '', to = ''] = line.split('→');
      return [camel(from), to.split(',').map(camel)];
    }),
  );
  expect(deliveryMoves).toEqual(moves);
  expect(Object.keys(moves).sort()).toEqual([...deliveryStates].sort());
});

test('each state rolls up into one group', () => {
  const grouped = deliveryGroups.map(
    (group) => deliveryStates.filter((state) => deliveryGroupOf(state) === group).length,
  );
  expect(grouped).toEqual([4, 6, 3, 4]);
});

const state = fc.constantFrom(...deliveryStates);
test('whatever is asked for, in any order, no way leaves the table', () => {
  const ask = fc.tuple(fc.constantFrom('outcome', 'hand', 'work', 'fail', 'wait'), fc.constantFrom(...outcomeStates));
  fc.assert(
    fc.property(state, fc.array(ask, { maxLength: 30 }), (start, asks) => {
      let at: DeliveryState = start;
      for (const [kind, to] of asks) {
        const ways = {
          outcome: () => outcomeWay(at, to),
          hand: () => handOverWay(at),
          work: () => packageWay(at),
          fail: () => failureWay(at, 'deliveryFailed'),
          wait: () => scheduleWay(at),
        };
        for (const next of ways[kind as keyof typeof ways]() ?? []) {
          expect(mayMove(at, next)).toBe(true);
          at = next;
        }
      }
    }),
  );
});

test('what a store does is never said of what no store has', () => {
  expect(outcomesFrom('created')).toEqual([]);
  expect(outcomesFrom('scheduled')).toEqual([]);
  expect(outcomeWay('created', 'live')).toBe(null);
  expect(outcomeWay('uploading', 'live')).toEqual(['processingPlatform', 'verifying', 'live']);
  expect(outcomeWay('live', 'rejected')).toBe(null);
  expect(outcomesFrom('live')).toEqual(['liveWithIssues', 'takedownPending', 'updating']);
  expect(packageWay('live')).toBe(null);
  expect(packageWay('rejected')).toEqual(['queued', 'preparing', 'uploading']);
  expect(handOverWay('created')).toEqual(['queued', 'preparing', 'uploading', 'processingPlatform']);
});

test('waits grow as the table says, and end', () => {
  const minutes = (error: (typeof deliveryErrorNames)[number]) =>
    Array.from({ length: 13 }, (_, retry) => retryDelayMs(error, retry)).flatMap((ms) =>
      ms === null ? [] : [ms / 60_000],
    );
  expect(minutes('deliveryInterrupted').map((each) => each * 60)).toEqual([10, 10, 10]);
  expect(minutes('networkTimeout')).toEqual([0.5, 2, 8, 32, 32]);
  expect(minutes('systemStorage')).toEqual([15, 60, 240]);
  expect(minutes('apiUnavailable').slice(0, 5)).toEqual([15, 60, 240, 960, 960]);
  expect(deliveryErrorNames.filter((name) => deliveryErrors[name].strategy === 'manual').flatMap(minutes)).toEqual([]);
  expect(deliveryErrorNames).toHaveLength(23);
});
