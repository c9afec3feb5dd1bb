import { type SparseRows, sparseRows } from '../frames/band-frames.ts';

/** The rate, length and hop of the frames keys are found from: 10.77 a second, bins of 2.69 Hz. */
export const pitchRate = 11_025;
export const pitchFrameLength = 4096;
export const pitchHop = 1024;
export const pitchFramesPerSecond = pitchRate / pitchHop;

/** A third of a semitone each, so that a tuning off 440 Hz can be seen. */
export const rowsPerOctave = 36;
/** C1 to a third of a semitone below C8. */
export const pitchRowCount = 7 * rowsPerOctave;
export const lowestRowHz = 440 * 2 ** (-45 / 12);

export function rowHz(row: number): number {
  return lowestRowHz * 2 ** (row / rowsPerOctave);
}

/**
 * Weights of the 2048 bins of a 4096-sample frame at 11,025 Hz for each of 252 rows, 36 an octave from C1.
 *
 * A sine at the centre of a row gives its amplitude there. Where rows are wider than bins, a row is a triangle that
 * reaches to its neighbours. Lower down it is the value between the bins, by the cubic of Catmull and Rom: straight
 * lines would have all their peaks on bins, and a bin is a semitone wide at 45 Hz. Its weights are negative at the
 * sides, so that rows next to a peak may be a little below zero.
 */
export function pitchRows(): SparseRows {
  const bins = pitchFrameLength / 2;
  const binHz = pitchRate / pitchFrameLength;
  const dense = Array.from({ length: pitchRowCount }, (_, row) => {
    const centre = rowHz(row) / binHz;
    const below = centre - rowHz(row - 1) / binHz;
    const above = rowHz(row + 1) / binHz - centre;
    const weights = Array.from({ length: bins }, (_, bin) => {
      const distance = bin - centre;
      return below < 1 ? catmullRom(distance) : Math.max(0, 1 - Math.abs(distance) / (distance < 0 ? below : above));
    });
    const response = weights.reduce(
      (sum, weight, bin) => (weight === 0 ? sum : sum + weight * hannLobe(bin - centre)),
      0,
    );
    return weights.map((weight) => weight / response);
  });
  return sparseRows(dense);
}

function catmullRom(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1;
  return x < 2 ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 : 0;
}

/** Magnitude that a sine of magnitude 1 has `distance` bins away through a Hann window. */
function hannLobe(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1e-9) return 1;
  if (Math.abs(x - 1) < 1e-9) return 0.5;
  return Math.abs(Math.sin(Math.PI * x) / (Math.PI * x * (1 - x * x)));
}
