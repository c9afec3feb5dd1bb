import type { BitWriter } from './bit-writer.ts';

/** Fixed predictors of RFC 9639 reach back so many samples at most. */
export const highestOrder = 4;
const finestPartitions = 6;

/** The fixed predictor that leaves the least, judged by the sum of what each leaves. */
export function bestOrder(samples: Int32Array, frames: number): number {
  if (frames <= highestOrder) return 0;
  const sums = [0, 0, 0, 0, 0];
  let [last0, last1, last2, last3] = [0, 0, 0, 0];
  for (let index = 0; index < frames; index += 1) {
    const error0 = samples[index]!;
    const error1 = error0 - last0;
    const error2 = error1 - last1;
    const error3 = error2 - last2;
    const error4 = error3 - last3;
    // The first differences have nothing to differ from.
    if (index >= highestOrder) {
      sums[0]! += Math.abs(error0);
      sums[1]! += Math.abs(error1);
      sums[2]! += Math.abs(error2);
      sums[3]! += Math.abs(error3);
      sums[4]! += Math.abs(error4);
    }
    last0 = error0;
    last1 = error1;
    last2 = error2;
    last3 = error3;
  }
  return sums.indexOf(Math.min(...sums));
}

/** What a predictor leaves, folded so that small numbers of either sign are small; from `order` on. */
export function residualOf(samples: Int32Array, frames: number, order: number, folded: Uint32Array): void {
  let [last0, last1, last2, last3] = [0, 0, 0, 0];
  for (let at = 0; at < frames; at += 1) {
    const error0 = samples[at]!;
    const error1 = error0 - last0;
    const error2 = error1 - last1;
    const error3 = error2 - last2;
    const value =
      order === 0 ? error0 : order === 1 ? error1 : order === 2 ? error2 : order === 3 ? error3 : error3 - last3;
    // The first ones, which have nothing to differ from, stand before the residual as they are.
    folded[at] = (value << 1) ^ (value >> 31);
    last0 = error0;
    last1 = error1;
    last2 = error2;
    last3 = error3;
  }
}

/** How a residual is written: into how many parts it is cut, and the Rice parameter of each. */
export type RicePlan = { partitionOrder: number; parameters: number[]; bits: number };

/** The cheapest way, to the bits of an estimate that is never below the truth by more than one a sample. */
export function planRice(folded: Uint32Array, frames: number, order: number): RicePlan {
  let finest = 0;
  while (
    finest < finestPartitions &&
    frames % 2 ** (finest + 1) === 0 &&
    frames / 2 ** (finest + 1) > Math.max(order, 16)
  ) {
    finest += 1;
  }
  let sums = sumsOf(folded, frames, order, finest);
  let best: RicePlan | undefined;
  for (let partitionOrder = finest; partitionOrder >= 0; partitionOrder -= 1) {
    const plan = parametersOf(sums, frames, order, partitionOrder);
    if (!best || plan.bits < best.bits) best = plan;
    sums = sums.filter((_, index) => index % 2 === 0).map((sum, index) => sum + (sums[2 * index + 1] ?? 0));
  }
  return best as RicePlan;
}

function sumsOf(folded: Uint32Array, frames: number, order: number, partitionOrder: number): number[] {
  const length = frames / 2 ** partitionOrder;
  return Array.from({ length: 2 ** partitionOrder }, (_, part) => {
    let sum = 0;
    for (let at = Math.max(order, part * length); at < (part + 1) * length; at += 1) sum += folded[at]!;
    return sum;
  });
}

function parametersOf(sums: readonly number[], frames: number, order: number, partitionOrder: number): RicePlan {
  const length = frames / 2 ** partitionOrder;
  const parameters: number[] = [];
  let bits = 6;
  for (const [part, sum] of sums.entries()) {
    const count = length - (part === 0 ? order : 0);
    const mean = count > 0 ? sum / count : 0;
    const guess = mean > 1 ? Math.min(30, Math.floor(Math.log2(mean))) : 0;
    const costs = [guess, Math.min(30, guess + 1)].map((parameter) => costOf(sum, count, parameter));
    const cheaper = costs[0]! <= costs[1]! ? 0 : 1;
    parameters.push(Math.min(30, guess + cheaper));
    bits += 5 + costs[cheaper]!;
  }
  return { partitionOrder, parameters, bits };
}

function costOf(sum: number, count: number, parameter: number): number {
  return count * (parameter + 1) + Math.floor(sum / 2 ** parameter);
}

/** Writes the residual as planned. */
export function writeResidual(
  output: BitWriter,
  folded: Uint32Array,
  frames: number,
  order: number,
  { partitionOrder, parameters }: RicePlan,
): void {
  // Four bits for a parameter unless one needs five.
  const isWide = parameters.some((parameter) => parameter > 14);
  output.write(isWide ? 1 : 0, 2);
  output.write(partitionOrder, 4);
  const length = frames / 2 ** partitionOrder;
  for (const [part, parameter] of parameters.entries()) {
    output.write(parameter, isWide ? 5 : 4);
    for (let at = Math.max(order, part * length); at < (part + 1) * length; at += 1) {
      const value = folded[at]!;
      output.writeUnary(parameter === 0 ? value : value >>> parameter);
      if (parameter > 0) output.write(value, parameter);
    }
  }
}
