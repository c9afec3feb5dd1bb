import { featureCount, type KeyEvidence, writeFeatures } from './key-features.ts';

/**
 * A small network that looks at a piece from one tonic and says how well the major and the minor key on it fit. The same
 * weights serve all twelve tonics, so what is learned in one key holds in all.
 *
 * Weights in order: hidden × features, hidden biases, 2 × hidden, 2 × features past the hidden layer, 2 biases.
 */
export type KeyNet = { hidden: number; weights: ArrayLike<number> };

export function weightCount(hidden: number): number {
  return hidden * (featureCount + 3) + 2 * featureCount + 2;
}

/** What training needs besides the scores: features and hidden values of each tonic. */
export type NetTrace = { features: Float64Array; hidden: Float64Array };

const features = new Float64Array(featureCount);

/** Adds 24 scores, the logarithms of odds up to a constant: the major keys from C on, then the minor ones. */
export function addScores(net: KeyNet, evidence: KeyEvidence, scores: Float64Array, trace?: NetTrace): void {
  const { hidden, weights } = net;
  const hiddenBias = hidden * featureCount;
  const output = hiddenBias + hidden;
  const direct = output + 2 * hidden;
  const bias = direct + 2 * featureCount;
  for (let tonic = 0; tonic < 12; tonic += 1) {
    const seen = trace ? trace.features.subarray(tonic * featureCount, (tonic + 1) * featureCount) : features;
    writeFeatures(evidence, tonic, seen);
    let major = weights[bias]!;
    let minor = weights[bias + 1]!;
    for (let index = 0; index < featureCount; index += 1) {
      major += weights[direct + index]! * seen[index]!;
      minor += weights[direct + featureCount + index]! * seen[index]!;
    }
    for (let unit = 0; unit < hidden; unit += 1) {
      let sum = weights[hiddenBias + unit]!;
      const first = unit * featureCount;
      for (let index = 0; index < featureCount; index += 1) sum += weights[first + index]! * seen[index]!;
      const value = Math.tanh(sum);
      if (trace) trace.hidden[tonic * hidden + unit] = value;
      major += weights[output + unit]! * value;
      minor += weights[output + hidden + unit]! * value;
    }
    scores[tonic]! += major;
    scores[12 + tonic]! += minor;
  }
}

/** Probabilities from scores. */
export function softmax(scores: Float64Array): Float64Array {
  const highest = scores.reduce((left, right) => Math.max(left, right), Number.NEGATIVE_INFINITY);
  const shares = scores.map((score) => Math.exp(score - highest));
  const total = shares.reduce((left, right) => left + right, 0);
  return shares.map((share) => share / total);
}
