import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { rateTracks, setRatingFields } from '#core/library/tracks.repository.ts';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { History } from './history.ts';
import { listBlocking, listOperations } from './operations.repository.ts';

let db: Db;
let history: History;
let ids: TrackId[];
beforeEach(() => open());

function open(): void {
  db = openTestDb();
  ids = [1, 2, 3].map((number) => insertTrack(db, { title: `Track ${number}` }) as TrackId);
  history = new History({
    db,
    now: () => 7,
    setters: { tracks: { rating: setRatingFields }, items: {} },
    files: {
      inverse: () => [],
      begin() {},
      wake() {},
      resume() {},
    },
    onChange() {},
  });
}

function rate(index: number, rating: number): OperationId | null {
  return history.change('rate', () => rateTracks(db, [{ id: ids[index] as TrackId, rating }])).operation;
}

const ratings = () => db.prepare('SELECT rating FROM track ORDER BY id').pluck().all();

test('what is undone and done again, newest first', () => {
  rate(0, 3);
  rate(1, 4);
  rate(0, 5);
  expect(ratings()).toEqual([5, 4, 0]);
  history.undo();
  history.undo();
  expect([ratings(), history.next().undo?.subject, history.next().redo?.subject]).toEqual([
    [3, 0, 0],
    'Track 1',
    'Track 2',
  ]);
  history.redo();
  history.redo();
  expect([ratings(), history.redo()]).toEqual([[5, 4, 0], null]);
  history.undo();
  expect(ratings()).toEqual([3, 4, 0]);
});

test('something new ends what could be done again', () => {
  rate(0, 3);
  history.undo();
  rate(1, 2);
  expect([history.next().redo, history.redo(), ratings()]).toEqual([null, null, [0, 2, 0]]);
});

test('an older operation is undone by itself, unless a newer one builds on it', () => {
  const first = rate(0, 3) as OperationId;
  const other = rate(1, 4) as OperationId;
  const newer = rate(0, 5) as OperationId;
  expect(listBlocking(db, first).map(({ id }) => id)).toEqual([newer]);
  expect(() => history.undo(first)).toThrow(expect.objectContaining({ code: 'UNDO_BLOCKED' }));
  expect(ratings()).toEqual([5, 4, 0]);
  history.undo(other);
  expect(ratings()).toEqual([5, 0, 0]);
  history.undo(newer);
  history.undo(first);
  expect(ratings()).toEqual([0, 0, 0]);
  expect(() => history.undo(first)).toThrow(expect.objectContaining({ code: 'UNDO_BLOCKED' }));
  expect(() => history.undo(999 as OperationId)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});

test('what was done again stands in the way like what was done first', () => {
  const first = rate(0, 3) as OperationId;
  rate(0, 5);
  history.undo();
  history.redo();
  expect(() => history.undo(first)).toThrow(expect.objectContaining({ code: 'UNDO_BLOCKED' }));
});

test('what cannot be undone any more is told once, and Undo goes on with what was before', () => {
  rate(1, 2);
  const below = rate(0, 3) as OperationId;
  const gone = rate(0, 5) as OperationId;
  const missing = new AppError('UNDO_GONE', 'It is no longer kept.');
  history = new History({
    ...{ db, now: () => 7, setters: { tracks: { rating: setRatingFields }, items: {} }, onChange() {} },
    files: {
      inverse(id) {
        if (id === gone) throw missing;
        return [];
      },
      begin() {},
      wake() {},
      resume() {},
    },
  });
  expect(() => history.undo()).toThrow(missing);
  expect(history.next().undo?.id).toBe(below);
  // The one below it is part of what cannot be undone; the one before that has nothing to do with it.
  expect(history.undo()).toMatchObject({ subject: 'Track 2' });
  expect([ratings(), history.undo()]).toEqual([[5, 0, 0], null]);
});

test('a change of nothing is no operation', () => {
  expect([rate(0, 0), listOperations(db, { count: 10 })]).toEqual([null, []]);
});

test('the list is narrowed by track, kind, time and page', () => {
  rate(0, 3);
  rate(1, 4);
  const all = listOperations(db, { count: 10 });
  expect(all.map(({ subject }) => subject)).toEqual(['Track 2', 'Track 1']);
  expect(listOperations(db, { count: 10, trackId: ids[0] })).toEqual([all[1]]);
  expect(listOperations(db, { count: 10, kind: 'trash' })).toEqual([]);
  expect(listOperations(db, { count: 10, from: 8 })).toEqual([]);
  expect(listOperations(db, { count: 10, to: 8, before: all[0]?.id })).toEqual([all[1]]);
});

test('what was taken back before something new was done does not stand in the way of redo', () => {
  rate(1, 1);
  history.undo();
  rate(1, 1);
  history.undo();
  expect(history.redo()).not.toBeNull();
  expect(ratings()[1]).toBe(1);
});

test('any sequence of rating, undo and redo ends as two stacks of states would', () => {
  const command = fc.oneof(
    fc.record({ type: fc.constant('rate' as const), index: fc.nat(2), rating: fc.nat(5) }),
    fc.record({ type: fc.constantFrom('undo' as const, 'redo' as const) }),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      open();
      const past: unknown[][] = [];
      let future: unknown[][] = [];
      let present: unknown[] = ratings();
      for (const step of commands) {
        if (step.type === 'rate') {
          if (rate(step.index, step.rating) === null) continue;
          past.push(present);
          future = [];
          present = present.with(step.index, step.rating);
        } else {
          const [from, to] = step.type === 'undo' ? [past, future] : [future, past];
          const target = from.pop();
          if (target) {
            to.push(present);
            present = target;
          }
          expect(step.type === 'undo' ? history.undo() : history.redo()).toEqual(target ? expect.anything() : null);
        }
        expect(ratings()).toEqual(present);
      }
    }),
    { numRuns: 60 },
  );
});
