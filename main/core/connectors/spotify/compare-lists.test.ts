import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareLists, without } from './compare-lists.ts';

const list = fc.array(fc.constantFrom<string[]>('a', 'b', 'c', 'd'), { maxLength: 8 });
const sorted = (names: readonly string[]) => [...names].sort();

test('each side is told what it gained and lost, counting what is in a list twice', () => {
  expect(compareLists(['a', 'b', 'b'], ['a', 'b', 'c'], ['b', 'b', 'd', 'd'])).toEqual({
    addedThere: ['d', 'd'],
    removedThere: ['a'],
    addedHere: ['c'],
    removedHere: ['b'],
  });
});

test('what both held, less what went and with what came, is what a side holds', () => {
  fc.assert(
    fc.property(list, list, list, (base, here, there) => {
      const { addedThere, removedThere, addedHere, removedHere } = compareLists(base, here, there);
      expect(sorted([...without(base, removedThere), ...addedThere])).toEqual(sorted(there));
      expect(sorted([...without(base, removedHere), ...addedHere])).toEqual(sorted(here));
    }),
  );
});
