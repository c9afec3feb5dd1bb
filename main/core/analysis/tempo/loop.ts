/** Audio shorter than this is taken for a loop: one window of the rhythm analysis would not be full. */
export const loopSeconds = 12;
const repeatedSeconds = 24;

/** A loop played again and again, to 24 s; longer audio as it is. */
export function repeatedLoop(samples: Float32Array, rate: number): Float32Array {
  if (samples.length === 0 || samples.length >= loopSeconds * rate) return samples;
  const result = new Float32Array(Math.ceil(repeatedSeconds * rate));
  for (let at = 0; at < result.length; at += samples.length) result.set(samples.subarray(0, result.length - at), at);
  return result;
}
