import { expect, test } from 'vitest';
import { lostPromises } from './lost-promises.ts';

const promised = {
  1: { rating: 3, title: 'One', isThere: true },
  2: { rating: 4, title: 'Two', isThere: true },
};

test('a kept promise is none that is lost, whatever was under way', () => {
  for (const pending of [null, 'rate', 'write', 'undo']) expect(lostPromises(promised, promised, pending)).toEqual([]);
});

test('what was answered must be there; the action under way may have happened to as much as it can reach', () => {
  const rated = { ...promised, 1: { ...promised[1], rating: 5 } };
  expect(lostPromises(promised, rated, 'rate')).toEqual([]);
  expect(lostPromises(promised, rated, null)).toHaveLength(1);
  expect(lostPromises(promised, rated, 'write')).toHaveLength(1);
  expect(lostPromises(promised, rated, 'edit')).toHaveLength(1);
  const both = { 1: { ...promised[1], rating: 0 }, 2: { ...promised[2], rating: 0 } };
  expect(lostPromises(promised, both, 'rate')).toHaveLength(2);
  const gone = { 2: promised[2] };
  expect(lostPromises(promised, gone, 'trash')).toEqual([]);
  expect(lostPromises(promised, gone, 'rate')).toHaveLength(1);
});
