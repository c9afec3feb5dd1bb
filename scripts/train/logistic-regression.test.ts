import { expect, test } from 'vitest';
import { logistic } from '#core/analysis/tempo/logistic.ts';
import { fitLogistic } from './logistic-regression.ts';
import { Random } from './random.ts';

test('the weights that made the outcomes are found again', () => {
  const random = new Random(3);
  const truth = [0.5, 2, -1];
  const rows = Array.from({ length: 6000 }, () => {
    const values = [random.normal(), 1 + random.normal()];
    return { values, isTrue: random.chance(logistic(truth, values)) };
  });
  for (const [index, weight] of fitLogistic(rows).entries())
    expect(Math.abs(weight - truth[index]!)).toBeLessThan(0.25);
});

test('outcomes that values separate, or that are all alike, give finite weights', () => {
  const separated = Array.from({ length: 40 }, (_, index) => ({ values: [index], isTrue: index >= 20 }));
  const alike = separated.map(({ values }) => ({ values, isTrue: true }));
  for (const rows of [separated, alike]) expect(fitLogistic(rows).every(Number.isFinite)).toBe(true);
});

test('a weight of two counts as two rows', () => {
  const rows = [1, 2, 3, 4].map((value) => ({ values: [value], isTrue: value % 2 === 0 }));
  const doubled = [...rows, rows[3]!, rows[3]!];
  const weighted = rows.map((row, index) => ({ ...row, weight: index === 3 ? 3 : 1 }));
  const [left, right] = [doubled, weighted].map((all) => logistic(fitLogistic(all, 1e-6), [4]));
  expect(left!).toBeCloseTo(right!, 3);
});
