/** How `fpcalc` sets up libswresample: 16 zero crossings' worth of taps, 256 phases, cut off at 0.8 of Nyquist. */
const filterSize = 16;
const phaseCount = 256;
const cutoff = 0.8;
const kaiserBeta = 9;
/** Weights are 16-bit integers. */
const one = 32_768;

/** A filter for every place an output may have between two inputs. */
export type SwresampleFilter = {
  /** Weights of a filter that are not padding. */
  length: number;
  /** Weights of a filter, a multiple of eight. */
  tapCount: number;
  /** Input samples in front of the first output. */
  before: number;
  /** One for each phase; `1` is a gain of one. */
  filters: readonly Float32Array[];
  phases: number;
  /** From output to output: whole input samples, and phases. */
  advance: number;
  phaseStep: number;
};

/**
 * The filters that libswresample makes for `fpcalc` (libswresample/resample.c, LGPL 2.1 or later; written anew from its
 * algorithm): a sinc under a Kaiser window, rounded to 16 bits. Where the rates need more than 256 phases, it interpolates
 * between neighbours; here each phase has its interpolated filter instead.
 */
export function swresampleFilter(fromRate: number, toRate: number): SwresampleFilter {
  const factor = Math.min((toRate * cutoff) / fromRate, 1);
  const size = Math.ceil(filterSize / factor);
  const length = size + (size % 2);
  const phases = toRate / greatestDivisor(fromRate, toRate);
  const isExact = phases <= phaseCount;
  const banked = isExact ? phases : phaseCount;
  const bank = Array.from({ length: banked }, (_, phase) => roundedSinc(length, phase / banked, factor));
  // One phase further than the last is the first, a sample later.
  bank.push([0, ...bank[0]!.slice(0, -1)]);
  const tapCount = Math.ceil(length / 8) * 8;
  const filters = Array.from({ length: phases }, (_, phase) => {
    const place = isExact ? phase : (phase * phaseCount) / phases;
    const lower = bank[Math.floor(place)]!;
    const upper = bank[Math.floor(place) + 1]!;
    const share = place - Math.floor(place);
    const filter = new Float32Array(tapCount);
    for (let tap = 0; tap < length; tap += 1) filter[tap] = (lower[tap]! + (upper[tap]! - lower[tap]!) * share) / one;
    return filter;
  });
  const step = (fromRate / toRate) * phases;
  return {
    length,
    tapCount,
    before: Math.floor((length - 1) / 2),
    filters,
    phases,
    advance: Math.floor(Math.round(step) / phases),
    phaseStep: Math.round(step) % phases,
  };
}

function roundedSinc(length: number, phase: number, factor: number): number[] {
  const centre = Math.floor((length - 1) / 2);
  const weights = Array.from({ length }, (_, tap) => {
    const x = Math.PI * (tap - centre - phase) * factor;
    const place = (2 * x) / (factor * length * Math.PI);
    return (x === 0 ? 1 : Math.sin(x) / x) * bessel(kaiserBeta * Math.sqrt(Math.max(1 - place * place, 0)));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.max(-one, Math.min(one - 1, Math.round((weight * one) / sum))));
}

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let order = 1; term > 1e-17 * sum; order += 1) {
    term *= (x / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
