/**
 * The 16 trained classifiers of Chromaprint's default algorithm (`CHROMAPRINT_ALGORITHM_TEST2`, src/
 * fingerprinter_configuration.cpp, LGPL 2.1 or later): which difference of areas of the chroma image each looks at, and
 * the three thresholds that make two bits of it.
 */
export type Classifier = {
  shape: 0 | 1 | 2 | 3 | 4 | 5;
  /** First pitch class, and how many. */
  y: number;
  height: number;
  /** How many frames. */
  width: number;
  thresholds: readonly [number, number, number];
};

export const widestClassifier = 16;

export const classifiers: readonly Classifier[] = [
  { shape: 0, y: 4, height: 3, width: 15, thresholds: [1.98215, 2.35817, 2.63523] },
  { shape: 4, y: 4, height: 6, width: 15, thresholds: [-1.03809, -0.651211, -0.282167] },
  { shape: 1, y: 0, height: 4, width: 16, thresholds: [-0.298702, 0.119262, 0.558497] },
  { shape: 3, y: 8, height: 2, width: 12, thresholds: [-0.105439, 0.0153946, 0.135898] },
  { shape: 3, y: 4, height: 4, width: 8, thresholds: [-0.142891, 0.0258736, 0.200632] },
  { shape: 4, y: 0, height: 3, width: 5, thresholds: [-0.826319, -0.590612, -0.368214] },
  { shape: 1, y: 2, height: 2, width: 9, thresholds: [-0.557409, -0.233035, 0.0534525] },
  { shape: 2, y: 7, height: 3, width: 4, thresholds: [-0.0646826, 0.00620476, 0.0784847] },
  { shape: 2, y: 6, height: 2, width: 16, thresholds: [-0.192387, -0.029699, 0.215855] },
  { shape: 2, y: 1, height: 3, width: 2, thresholds: [-0.0397818, -0.00568076, 0.0292026] },
  { shape: 5, y: 10, height: 1, width: 15, thresholds: [-0.53823, -0.369934, -0.190235] },
  { shape: 3, y: 6, height: 2, width: 10, thresholds: [-0.124877, 0.0296483, 0.139239] },
  { shape: 2, y: 1, height: 1, width: 14, thresholds: [-0.101475, 0.0225617, 0.231971] },
  { shape: 3, y: 5, height: 6, width: 4, thresholds: [-0.0799915, -0.00729616, 0.063262] },
  { shape: 1, y: 9, height: 2, width: 12, thresholds: [-0.272556, 0.019424, 0.302559] },
  { shape: 3, y: 4, height: 2, width: 14, thresholds: [-0.164292, -0.0321188, 0.0846339] },
];
