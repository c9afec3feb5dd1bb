/**
 * Layout of a similarity vector, version 1: 384 numbers.
 *
 * | from | count | what |
 * |---|---|---|
 * | 0 | 25 | mean of the mel-frequency cepstral coefficients 0 to 24 |
 * | 25 | 325 | their covariance, upper triangle row by row: (0,0), (0,1) … (24,24) |
 * | 350 | 1 | natural logarithm of its determinant |
 * | 351 | 16 | how strongly onsets repeat after 0.18 to 2.2 s in steps of equal ratio; adds up to 1, or all 0 |
 * | 367 | 12 | chroma from the tonic up, adds up to 1, or all 0 |
 * | 379 | 5 | BPM (0 without a beat), LUFS, loudness range, arousal 0 to 1, valence -1 to 1 |
 */
export const similarityVersion = 1;
export const cepstralCount = 25;
export const covarianceCount = (cepstralCount * (cepstralCount + 1)) / 2;
export const layout = {
  mean: 0,
  covariance: cepstralCount,
  logDeterminant: cepstralCount + covarianceCount,
  rhythm: cepstralCount + covarianceCount + 1,
  chroma: cepstralCount + covarianceCount + 17,
  bpm: cepstralCount + covarianceCount + 29,
  lufs: cepstralCount + covarianceCount + 30,
  rangeLu: cepstralCount + covarianceCount + 31,
  arousal: cepstralCount + covarianceCount + 32,
  valence: cepstralCount + covarianceCount + 33,
} as const;
export const similarityLength = layout.valence + 1;

/** Version, 3 bytes of nothing, then the numbers as little-endian 32-bit floats. */
const headerBytes = 4;
export const similarityBytes = headerBytes + 4 * similarityLength;

export type SimilarityVector = Float32Array<ArrayBuffer>;

export function encodeSimilarity(vector: Float32Array): Uint8Array<ArrayBuffer> {
  if (vector.length !== similarityLength) {
    throw new RangeError(`Expected ${similarityLength} numbers, got ${vector.length}`);
  }
  const bytes = new Uint8Array(similarityBytes);
  const view = new DataView(bytes.buffer);
  bytes[0] = similarityVersion;
  for (let index = 0; index < similarityLength; index += 1) {
    view.setFloat32(headerBytes + 4 * index, vector[index]!, true);
  }
  return bytes;
}

/** Null for another version or length, and where a number is not finite: such a track is to be analysed again. */
export function decodeSimilarity(bytes: Uint8Array): SimilarityVector | null {
  if (bytes.length !== similarityBytes || bytes[0] !== similarityVersion) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vector = new Float32Array(similarityLength);
  for (let index = 0; index < similarityLength; index += 1) {
    vector[index] = view.getFloat32(headerBytes + 4 * index, true);
    if (!Number.isFinite(vector[index])) return null;
  }
  return vector;
}
