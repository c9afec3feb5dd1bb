import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreedBase, compareLists, without } from './compare-lists.ts';

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

test('what only one side did is still its own doing after a look that did not take it over', () => {
  fc.assert(
    fc.property(list, list, list, (base, here, there) => {
      const before = compareLists([...new Set(base)], [...new Set(here)], [...new Set(there)]);
      const agreed = agreedBase(base, here, there);
      const after = compareLists(agreed, [...new Set(here)], [...new Set(there)]);
      // What both sides did alike is settled; nothing changes sides.
      const both = new Set(before.addedThere.filter((uri) => before.addedHere.includes(uri)));
      const neither = new Set(before.removedThere.filter((uri) => before.removedHere.includes(uri)));
      const open = (uris: string[]) => sorted(uris.filter((uri) => !both.has(uri) && !neither.has(uri)));
      for (const side of ['addedThere', 'removedThere', 'addedHere', 'removedHere'] as const) {
        expect(sorted(after[side])).toEqual(open(before[side]));
      }
    }),
  );
});
