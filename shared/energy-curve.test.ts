import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addCurvePoint,
  type CurvePoint,
  curveAt,
  curveShapes,
  leastCurveGap,
  moveCurvePoint,
  removeCurvePoint,
} from './energy-curve.ts';

const curves = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.double({ min: 0, max: 10, noNaN: true })), { maxLength: 10 })
  .map((middle) => {
    const byPlace = new Map<number, number>([[0, 2], ...middle, [100, 5]]);
    return [...byPlace]
      .sort(([one], [other]) => one - other)
      .map(([at, energy]): CurvePoint => ({ at: at / 100, energy }));
  });

test('a curve goes through its handles, and between two of them stays between them', () => {
  fc.assert(
    fc.property(curves, fc.double({ min: 0, max: 1, noNaN: true }), (points, at) => {
      for (const point of points) expect(curveAt(points, point.at)).toBeCloseTo(point.energy, 9);
      const after = Math.max(
        1,
        points.findIndex((point) => point.at >= at),
      );
      const ends = [points[after - 1]!.energy, points[after]!.energy];
      const energy = curveAt(points, at);
      expect(energy).toBeGreaterThanOrEqual(Math.min(...ends) - 1e-9);
      expect(energy).toBeLessThanOrEqual(Math.max(...ends) + 1e-9);
    }),
  );
});

test('handles stay in their order wherever one is moved, and the ends at the ends', () => {
  const target = fc.record({
    at: fc.double({ min: -1, max: 2, noNaN: true }),
    energy: fc.double({ min: -5, max: 15, noNaN: true }),
  });
  fc.assert(
    fc.property(curves, fc.nat(11), target, (points, index, to) => {
      const moved = moveCurvePoint(points, index % points.length, to);
      expect([moved[0]!.at, moved.at(-1)!.at]).toEqual([0, 1]);
      for (const [place, point] of moved.slice(1).entries()) {
        expect(point.at - moved[place]!.at).toBeGreaterThanOrEqual(leastCurveGap - 1e-9);
        expect(point.energy).toBeGreaterThanOrEqual(0);
        expect(point.energy).toBeLessThanOrEqual(10);
      }
    }),
  );
});

test('a handle is added on the line and taken away again; the ends stay', () => {
  const points = [...curveShapes.plateau];
  const added = addCurvePoint(points, 0.5)!;
  expect(added.index).toBe(2);
  expect(added.points[2]).toEqual({ at: 0.5, energy: curveAt(points, 0.5) });
  expect(removeCurvePoint(added.points, 2)).toEqual(points);
  expect(removeCurvePoint(points, 0)).toEqual(points);
  expect(addCurvePoint(points, 0.15)).toBeNull();
});

test('every shape that is offered is a curve from start to end', () => {
  for (const shape of Object.values(curveShapes)) {
    expect([shape[0].at, shape.at(-1)!.at]).toEqual([0, 1]);
    expect([...shape].sort((one, other) => one.at - other.at)).toEqual([...shape]);
  }
});
