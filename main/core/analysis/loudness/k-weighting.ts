/** A second-order filter with a0 = 1. */
export type Biquad = { b0: number; b1: number; b2: number; a1: number; a2: number };

/**
 * The two filters of K-weighting for a sample rate, after ITU-R BS.1770-4, annex 1.
 *
 * The standard tabulates them for 48 kHz; the analogue prototypes behind the table (as derived by B. De Man, 2014) give
 * them for any rate. Above the Nyquist frequency of very low rates the shelf has nothing to do.
 */
export function kWeighting(sampleRate: number): [shelf: Biquad, highPass: Biquad] {
  return [shelf(sampleRate), highPass(sampleRate)];
}

function shelf(sampleRate: number): Biquad {
  const frequency = 1681.974450955533;
  if (frequency >= 0.45 * sampleRate) return { b0: 1, b1: 0, b2: 0, a1: 0, a2: 0 };
  const quality = 0.7071752369554196;
  const k = Math.tan((Math.PI * frequency) / sampleRate);
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / quality + k * k;
  return {
    b0: (high + (band * k) / quality + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / quality + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / quality + k * k) / a0,
  };
}

function highPass(sampleRate: number): Biquad {
  const quality = 0.5003270373238773;
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const a0 = 1 + k / quality + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / quality + k * k) / a0 };
}

/** How much each channel counts, in WAVE order: surrounds 1.41, the low-frequency channel nothing. */
export function channelWeights(channels: number): readonly number[] {
  const surround = 1.41;
  if (channels === 4) return [1, 1, surround, surround];
  if (channels === 5) return [1, 1, 1, surround, surround];
  if (channels === 6) return [1, 1, 1, 0, surround, surround];
  if (channels === 7) return [1, 1, 1, 0, surround, surround, surround];
  if (channels === 8) return [1, 1, 1, 0, surround, surround, surround, surround];
  return Array.from({ length: channels }, () => 1);
}
