/** A steady pulse through beats. */
export type BeatFit = {
  /** From beat to beat, in the unit of the positions; 0 where there are too few. */
  period: number;
  /** Where the grid has its beat 0, the one of the first position given, in the unit of the positions. */
  offset: number;
  /** Root mean square of the distances from the grid, in periods: 0 for a machine, 0.05 for a steady player. */
  residual: number;
};

const noFit: BeatFit = { period: 0, offset: 0, residual: 1 };

/**
 * Fits an even grid to beat positions by least squares, robust against a few beats that are missing or too many.
 *
 * Beats are numbered by how many median intervals lie between them; a second fit leaves out those far from the first.
 */
export function fitBeats(beats: readonly number[]): BeatFit {
  if (beats.length < 3) return noFit;
  const intervals = beats.slice(1).map((beat, index) => beat - beats[index]!);
  const median = intervals.toSorted((left, right) => left - right)[Math.floor(intervals.length / 2)]!;
  if (!(median > 0)) return noFit;
  let number = 0;
  const points = beats.map((beat, index) => {
    if (index > 0) number += Math.max(0, Math.round(intervals[index - 1]! / median));
    return { number, beat };
  });
  const first = fitLine(points);
  const near = points.filter(
    ({ number: n, beat }) => Math.abs(beat - first.offset - n * first.slope) < 0.15 * first.slope,
  );
  const line = near.length >= 3 && near.length > points.length / 2 ? fitLine(near) : first;
  const squares = points.reduce((sum, { number: n, beat }) => sum + (beat - line.offset - n * line.slope) ** 2, 0);
  return {
    period: line.slope,
    offset: line.offset,
    residual: line.slope > 0 ? Math.sqrt(squares / points.length) / line.slope : 1,
  };
}

function fitLine(points: readonly { number: number; beat: number }[]): { slope: number; offset: number } {
  const meanNumber = points.reduce((sum, { number }) => sum + number, 0) / points.length;
  const meanBeat = points.reduce((sum, { beat }) => sum + beat, 0) / points.length;
  let covariance = 0;
  let variance = 0;
  for (const { number, beat } of points) {
    covariance += (number - meanNumber) * (beat - meanBeat);
    variance += (number - meanNumber) ** 2;
  }
  const slope = variance > 0 ? covariance / variance : 0;
  return { slope, offset: meanBeat - slope * meanNumber };
}
