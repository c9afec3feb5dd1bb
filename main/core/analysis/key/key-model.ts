import type { KeyEvidence } from './key-features.ts';
import { addScores, type KeyNet, softmax } from './key-net.ts';
import file from './key-weights.json' with { type: 'json' };

export type TrainedKeys = {
  nets: KeyNet[];
  /** Of the logistic regression behind `confidence`: constant, odds of the best, lead over the second, agreement. */
  calibration: number[];
};

/** Weights are stored as whole numbers of this, 16 bits each with the lower byte first, in base 64. */
const weightStep = 1 / 4096;

/** Written by `npm run train:key`, see scripts/train/key. */
type WeightsFile = { hidden: number; nets: string[]; calibration: number[] };

const trained = parseWeights(file);

export function parseWeights({ hidden, nets, calibration }: WeightsFile): TrainedKeys {
  return {
    nets: nets.map((text) => {
      const bytes = Buffer.from(text, 'base64');
      const weights = Float64Array.from(
        { length: bytes.length / 2 },
        (_, at) => weightStep * bytes.readInt16LE(2 * at),
      );
      return { hidden, weights };
    }),
    calibration,
  };
}

/** What `parseWeights` reads; weights beyond 8 are cut off there. */
export function formatWeights({ nets, calibration }: TrainedKeys): WeightsFile {
  const texts = nets.map(({ weights }) => {
    const bytes = Buffer.alloc(2 * weights.length);
    for (let at = 0; at < weights.length; at += 1) {
      const whole = Math.round(weights[at]! / weightStep);
      bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, whole)), 2 * at);
    }
    return bytes.toString('base64');
  });
  return { hidden: nets[0]?.hidden ?? 0, nets: texts, calibration };
}

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
