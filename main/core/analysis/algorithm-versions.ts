/** One of these rises whenever results of its part change, so that stored ones are known to be old. */
export const algorithmVersions = {
  tempo: 2,
  key: 2,
  loudness: 1,
  quality: 1,
  character: 1,
  segments: 1,
  similarity: 1,
  fingerprint: 1,
  waveform: 1,
} as const;
export type AlgorithmVersions = Record<keyof typeof algorithmVersions, number>;
