import type { KeyEvidence } from './key-features.ts';
import { addScores, softmax } from './key-net.ts';
import { type TrainedKeys, trained } from './key-weights.ts';

/** How likely each key is: the major keys from C on, then the minor ones. Several networks are averaged. */
export function keyShares(evidence: KeyEvidence, model: TrainedKeys = trained): Float64Array {
  const scores = new Float64Array(24);
  for (const net of model.nets) addScores(net, evidence, scores);
  return softmax(scores.map((score) => score / model.nets.length));
}

export type Certainty = {
  /** Shares of the best key and of the second. */
  best: number;
  second: number;
  /** The part of the windows that vote for the best key. */
  agreement: number;
};

/** What the logistic regression is given, the constant first. */
export function certaintyFeatures({ best, second, agreement }: Certainty): number[] {
  const odds = Math.log((best + 1e-3) / (1 - best + 1e-3));
  return [1, odds, Math.log((best + 1e-3) / (second + 1e-3)), agreement];
}

/** How likely the best key is right. */
export function certaintyOf(certainty: Certainty, model: TrainedKeys = trained): number {
  const sum = certaintyFeatures(certainty).reduce(
    (total, value, index) => total + value * model.calibration[index]!,
    0,
  );
  return 1 / (1 + Math.exp(-sum));
}
