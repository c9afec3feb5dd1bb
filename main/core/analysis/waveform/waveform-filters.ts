const lowHz = 200;
const highHz = 2000;

/**
 * Coefficients of the low-pass and the high-pass of the waveform: second-order Butterworth filters with a0 = 1.
 *
 * b0, b1, b2, a1, a2, for each of them low first.
 */
export function waveformFilters(sampleRate: number): Float64Array {
  const low = butterworth(sampleRate, lowHz, false);
  const high = butterworth(sampleRate, highHz, true);
  return Float64Array.from(low.flatMap((coefficient, index) => [coefficient, high[index]!]));
}

function butterworth(sampleRate: number, frequency: number, isHighPass: boolean): number[] {
  const k = Math.tan((Math.PI * Math.min(frequency, 0.45 * sampleRate)) / sampleRate);
  const a0 = 1 + Math.SQRT2 * k + k * k;
  const gain = (isHighPass ? 1 : k * k) / a0;
  return [gain, (isHighPass ? -2 : 2) * gain, gain, (2 * (k * k - 1)) / a0, (1 - Math.SQRT2 * k + k * k) / a0];
}
