/** Zero crossings of the sinc to each side of its centre. */
const zeroCrossings = 12;
/** Shape of the Kaiser window: what the lower rate cannot hold comes back 70 dB lower. */
const beta = 7;
/** More phases than this are rounded to the nearest of as many, which costs nothing down to −70 dB. */
const mostFilters = 512;

/** Everything about the change from one sample rate to another. */
export type ResamplerFilter = {
  /** Weights of one filter. */
  tapCount: number;
  /** How many samples before its output, or before the last sample in front of it, a filter begins. */
  before: number;
  /** One filter behind the other. */
  taps: Float32Array;
  /** Parts that an input sample is divided into; each output stands on one. */
  phases: number;
  /** Which filter each phase takes. */
  filterOfPhase: Int32Array;
  /** From output to output: whole input samples, and phases. */
  advance: number;
  phaseStep: number;
};

/**
 * A sinc with a Kaiser window for every place an output may have between two inputs, cut off at the lower of the two
 * Nyquist frequencies. Rates are rounded to whole hertz.
 *
 * @param multipleOf the number of taps is a multiple of this, filled up with zeros
 */
export function resamplerFilter(fromRate: number, toRate: number, multipleOf = 1): ResamplerFilter {
  const from = Math.round(fromRate);
  const to = Math.round(toRate);
  const divisor = greatestDivisor(from, to);
  const phases = to / divisor;
  const widening = Math.max(1, from / to);
  const halfTaps = Math.ceil(zeroCrossings * widening);
  const tapCount = Math.ceil((2 * halfTaps) / multipleOf) * multipleOf;
  const filters = Math.min(phases, mostFilters);
  const taps = new Float32Array(filters * tapCount);
  for (let filter = 0; filter < filters; filter += 1)
    taps.set(windowedSinc(halfTaps, filter / filters, widening), filter * tapCount);
  return {
    tapCount,
    before: halfTaps - 1,
    taps,
    phases,
    filterOfPhase: Int32Array.from({ length: phases }, (_, phase) => Math.floor((phase * filters) / phases)),
    advance: Math.floor(from / to),
    phaseStep: (from % to) / divisor,
  };
}

/** The filter for half the rate: its centre, then what lies 1, 3, 5 … samples off. At even distances it is zero. */
export function halfBandTaps(): Float32Array {
  const { taps, before } = resamplerFilter(2, 1);
  const pairs = Array.from({ length: zeroCrossings }, (_, pair) => taps[before + 1 + 2 * pair]!);
  return Float32Array.of(taps[before]!, ...pairs);
}

function windowedSinc(halfTaps: number, fraction: number, widening: number): number[] {
  const weights = Array.from({ length: 2 * halfTaps }, (_, tap) => {
    const distance = tap - halfTaps + 1 - fraction;
    return sinc(distance / widening) * kaiser(distance / (zeroCrossings * widening));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
}

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let order = 1; order < 40; order += 1) {
    term *= (x / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
