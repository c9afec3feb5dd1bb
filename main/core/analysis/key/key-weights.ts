import type { KeyNet } from './key-net.ts';
import file from './key-weights.json' with { type: 'json' };

export type TrainedKeys = {
  /** See `matchChords`. */
  chords: ArrayLike<number>;
  nets: KeyNet[];
  /** Of the logistic regression behind `confidence`: constant, odds of the best, lead over the second, agreement. */
  calibration: number[];
};

/** Weights are stored as whole numbers of this, 16 bits each with the lower byte first, in base 64. */
const weightStep = 1 / 2048;

/** Written by `npm run train:key`, see scripts/train/key. */
type WeightsFile = { chords: string; hidden: number; nets: string[]; calibration: number[] };

export const trained = parseWeights(file);

export function parseWeights({ chords, hidden, nets, calibration }: WeightsFile): TrainedKeys {
  return {
    chords: parseNumbers(chords),
    nets: nets.map((text) => ({ hidden, weights: parseNumbers(text) })),
    calibration,
  };
}

/** What `parseWeights` reads; weights beyond 16 are cut off there. */
export function formatWeights({ chords, nets, calibration }: TrainedKeys): WeightsFile {
  const texts = nets.map(({ weights }) => formatNumbers(weights));
  return { chords: formatNumbers(chords), hidden: nets[0]?.hidden ?? 0, nets: texts, calibration };
}

function parseNumbers(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  return Float64Array.from({ length: bytes.length / 2 }, (_, at) => weightStep * bytes.readInt16LE(2 * at));
}

function formatNumbers(values: ArrayLike<number>): string {
  const bytes = Buffer.alloc(2 * values.length);
  for (let at = 0; at < values.length; at += 1) {
    const whole = Math.round(values[at]! / weightStep);
    bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, whole)), 2 * at);
  }
  return bytes.toString('base64');
}
