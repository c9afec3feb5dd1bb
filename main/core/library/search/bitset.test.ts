import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bitset } from './bitset.ts';

const members = (set: Bitset): number[] => {
  const found: number[] = [];
  set.forEach((position) => {
    found.push(position);
  });
  return found;
};

test('sets of positions behave like sets, whatever their size', () => {
  const input = fc.nat({ max: 200 }).chain((size) => {
    const positions = size === 0 ? fc.constant<number[]>([]) : fc.uniqueArray(fc.nat({ max: size - 1 }));
    return fc.tuple(fc.constant(size), positions, positions);
  });
  fc.assert(
    fc.property(input, ([size, first, second]) => {
      const a = new Bitset(size);
      const b = new Bitset(size);
      for (const position of first) a.add(position);
      for (const position of second) b.add(position);
      const all = Array.from({ length: size }, (_, position) => position);
      const inA = new Set(first);
      const inB = new Set(second);
      expect({
        a: members(a),
        count: a.count(),
        both: members(a.intersection(b)),
        either: members(a.union(b)),
        onlyA: members(a.difference(b)),
        notA: members(a.complement()),
        notACount: a.complement().count(),
        full: Bitset.full(size).count(),
        has: all.filter((position) => a.has(position)),
      }).toEqual({
        a: all.filter((position) => inA.has(position)),
        count: inA.size,
        both: all.filter((position) => inA.has(position) && inB.has(position)),
        either: all.filter((position) => inA.has(position) || inB.has(position)),
        onlyA: all.filter((position) => inA.has(position) && !inB.has(position)),
        notA: all.filter((position) => !inA.has(position)),
        notACount: size - inA.size,
        full: size,
        has: all.filter((position) => inA.has(position)),
      });
      for (const position of second) a.remove(position);
      expect(members(a)).toEqual(all.filter((position) => inA.has(position) && !inB.has(position)));
    }),
  );
});
