import { expect, test } from 'vitest';
import { Forest } from '#core/analysis/tempo/forest.ts';
import { Random } from '../random.ts';
import { defaultTrees, type Example, growForest } from './extra-trees.ts';

/** Right where the first feature and the second have the same sign; the third is noise. */
function examples(count: number, seed: number): Example[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const features = Float32Array.from({ length: 3 }, () => random.between(-1, 1));
    return { features, isRight: features[0]! * features[1]! > 0, weight: 1 };
  });
}

const options = { ...defaultTrees, trees: 30, tried: 6, leafWeight: 3 };

test('a forest learns what no single feature tells', () => {
  const forest = new Forest(growForest(examples(2000, 1), options, new Random(1)));
  const unseen = examples(500, 2).filter(({ features }) => Math.abs(features[0]! * features[1]!) > 0.02);
  const right = unseen.filter(({ features, isRight }) => forest.estimate(features) > 0.5 === isRight);
  expect(right.length / unseen.length).toBeGreaterThan(0.95);
});

test('the same examples and seed grow the same forest, another seed another one', () => {
  const grow = (seed: number) => growForest(examples(300, 1), options, new Random(seed));
  expect(grow(4)).toEqual(grow(4));
  expect(grow(5).nodes).not.toBe(grow(4).nodes);
});

test('weights count as so many examples', () => {
  const same = new Float32Array(3);
  const weighted = [
    { features: same, isRight: true, weight: 300 },
    { features: same, isRight: false, weight: 100 },
  ];
  expect(new Forest(growForest(weighted, options, new Random(1))).estimate(same)).toBeCloseTo(0.75, 2);
});
