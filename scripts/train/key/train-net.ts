import { featureCount, type KeyEvidence } from '#core/analysis/key/key-features.ts';
import { addScores, type KeyNet, softmax, weightCount } from '#core/analysis/key/key-net.ts';
import type { Random } from '../random.ts';

/** Evidence of which the key is known, 0 to 23: major keys from C on, then minor ones. */
export type KeyExample = { evidence: KeyEvidence; key: number; weight: number };

export type NetOptions = { hidden: number; decay: number; epochs: number; rate: number; smoothing: number };

const batchSize = 32;

/**
 * Trains one network by gradient descent (Adam) on the cross entropy of the 24 keys. As the weights serve all tonics,
 * each example stands for its twelve transpositions.
 */
export function trainNet(examples: readonly KeyExample[], options: NetOptions, random: Random): KeyNet {
  const { hidden } = options;
  const weights = new Float64Array(weightCount(hidden));
  const firstOutput = hidden * featureCount + hidden;
  for (let index = 0; index < hidden * featureCount; index += 1) weights[index] = 0.08 * random.normal();
  for (let index = firstOutput; index < firstOutput + 2 * hidden; index += 1) weights[index] = 0.2 * random.normal();
  const net = { hidden, weights };
  const gradient = new KeyGradient(net, options.smoothing);
  const mean = new Float64Array(weights.length);
  const square = new Float64Array(weights.length);
  const steps = options.epochs * Math.ceil(examples.length / batchSize);
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    const order = random.shuffled(examples);
    for (let first = 0; first < order.length; first += batchSize) {
      const slope = gradient.of(order.slice(first, first + batchSize));
      step += 1;
      const rate = options.rate * Math.min(1, step / 100) * (0.5 + 0.5 * Math.cos((Math.PI * step) / steps));
      const meanScale = 1 / (1 - 0.9 ** step);
      const squareScale = 1 / (1 - 0.999 ** step);
      for (let index = 0; index < weights.length; index += 1) {
        const value = slope[index]! + options.decay * weights[index]!;
        mean[index] = 0.9 * mean[index]! + 0.1 * value;
        square[index] = 0.999 * square[index]! + 0.001 * value * value;
        weights[index]! -= (rate * mean[index]! * meanScale) / (Math.sqrt(square[index]! * squareScale) + 1e-8);
      }
    }
  }
  return net;
}

/** The slope of the cross entropy, by backpropagation. */
class KeyGradient {
  readonly #net: KeyNet;
  readonly #smoothing: number;
  readonly #slope: Float64Array;
  readonly #trace: { features: Float64Array; hidden: Float64Array };
  readonly #scores = new Float64Array(24);

  constructor(net: KeyNet, smoothing: number) {
    this.#net = net;
    this.#smoothing = smoothing;
    this.#slope = new Float64Array(net.weights.length);
    this.#trace = { features: new Float64Array(12 * featureCount), hidden: new Float64Array(12 * net.hidden) };
  }

  /** The mean over the examples, valid until the next call. */
  of(examples: readonly KeyExample[]): Float64Array {
    const slope = this.#slope.fill(0);
    let total = 0;
    for (const example of examples) {
      this.#add(example);
      total += example.weight;
    }
    for (let index = 0; index < slope.length; index += 1) slope[index]! /= total;
    return slope;
  }

  #add({ evidence, key, weight }: KeyExample): void {
    addScores(this.#net, evidence, this.#scores.fill(0), this.#trace);
    const shares = softmax(this.#scores);
    for (let tonic = 0; tonic < 12; tonic += 1) {
      const errors = [tonic, 12 + tonic].map((index) => {
        const wanted = (index === key ? 1 - this.#smoothing : 0) + this.#smoothing / 24;
        return weight * (shares[index]! - wanted);
      });
      this.#addTonic(tonic, errors[0]!, errors[1]!);
    }
  }

  #addTonic(tonic: number, major: number, minor: number): void {
    const { hidden, weights } = this.#net;
    const slope = this.#slope;
    const hiddenBias = hidden * featureCount;
    const output = hiddenBias + hidden;
    const direct = output + 2 * hidden;
    const bias = direct + 2 * featureCount;
    const features = this.#trace.features.subarray(tonic * featureCount, (tonic + 1) * featureCount);
    slope[bias]! += major;
    slope[bias + 1]! += minor;
    for (let index = 0; index < featureCount; index += 1) {
      slope[direct + index]! += major * features[index]!;
      slope[direct + featureCount + index]! += minor * features[index]!;
    }
    for (let unit = 0; unit < hidden; unit += 1) {
      const value = this.#trace.hidden[tonic * hidden + unit]!;
      slope[output + unit]! += major * value;
      slope[output + hidden + unit]! += minor * value;
      const error = (major * weights[output + unit]! + minor * weights[output + hidden + unit]!) * (1 - value * value);
      if (Math.abs(error) < 1e-6) continue;
      slope[hiddenBias + unit]! += error;
      const first = unit * featureCount;
      for (let index = 0; index < featureCount; index += 1) slope[first + index]! += error * features[index]!;
    }
  }
}
