import { featureCount } from '#core/analysis/key/key-features.ts';
import { addScores, type KeyNet, softmax } from '#core/analysis/key/key-net.ts';
import { correlations, correlationWeights } from './profiles.ts';
import type { KeyExample } from './train-net.ts';

/** What the networks, two published profiles and the mode count for. */
export type Blend = { nets: number; bgate: number; shaath: number; minor: number };

/** Where fitting starts from and is pulled back to: the profiles come from records, the networks from our synthesiser. */
const prior: Blend = { nets: 0.7, bgate: 6, shaath: 6, minor: 0 };
/** How far a weight may plausibly be from there. */
const spread: Blend = { nets: 0.3, bgate: 4, shaath: 4, minor: 0.7 };
const names = ['nets', 'bgate', 'shaath', 'minor'] as const;
const rounds = 400;

/** Scores of all 24 keys: the mean of the networks. */
export function netScores(nets: readonly KeyNet[], example: Pick<KeyExample, 'evidence'>): Float64Array {
  const scores = new Float64Array(24);
  for (const net of nets) addScores(net, example.evidence, scores);
  return scores.map((score) => score / nets.length);
}

function partsOf(nets: readonly KeyNet[], example: KeyExample): Record<keyof Blend, Float64Array> {
  return {
    nets: netScores(nets, example),
    bgate: correlations(example.evidence, 'bgate'),
    shaath: correlations(example.evidence, 'shaath'),
    minor: Float64Array.from({ length: 24 }, (_, key) => (key < 12 ? 0 : 1)),
  };
}

/** Four numbers fitted to annotated music (most probable ones, by gradient ascent); the prior without any. */
export function fitBlend(nets: readonly KeyNet[], examples: readonly KeyExample[]): Blend {
  const blend = { ...prior };
  const parts = examples.map((example) => ({ parts: partsOf(nets, example), key: example.key }));
  for (let round = 0; round < rounds && examples.length > 0; round += 1) {
    const slope = { nets: 0, bgate: 0, shaath: 0, minor: 0 };
    for (const name of names) slope[name] = (prior[name] - blend[name]) / spread[name] ** 2;
    for (const { parts: one, key } of parts) {
      const shares = softmax(blended(one, blend));
      for (const name of names) {
        const expected = shares.reduce((sum, share, index) => sum + share * one[name][index]!, 0);
        slope[name] += one[name][key]! - expected;
      }
    }
    for (const name of names) blend[name] += 0.03 * spread[name] ** 2 * Math.max(-10, Math.min(10, slope[name]));
  }
  return blend;
}

function blended(parts: Record<keyof Blend, Float64Array>, blend: Blend): Float64Array {
  return Float64Array.from({ length: 24 }, (_, key) =>
    names.reduce((sum, name) => sum + blend[name] * parts[name][key]!, 0),
  );
}

/** Networks that give the blended scores: the profiles are a linear part of what a network looks at. */
export function blendInto(nets: readonly KeyNet[], blend: Blend): KeyNet[] {
  return nets.map(({ hidden, weights }) => {
    const output = hidden * featureCount + hidden;
    const direct = output + 2 * hidden;
    const result = Array.from(weights, (weight, index) => (index < output ? weight : blend.nets * weight));
    for (const mode of [0, 1] as const) {
      const bgate = correlationWeights('bgate', mode);
      const shaath = correlationWeights('shaath', mode);
      for (let step = 0; step < 12; step += 1) {
        result[direct + mode * featureCount + step]! += blend.bgate * bgate[step]! + blend.shaath * shaath[step]!;
      }
    }
    result[result.length - 1]! += blend.minor;
    return { hidden, weights: result };
  });
}
