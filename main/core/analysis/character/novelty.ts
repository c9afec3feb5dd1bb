/** Novelty below this is not a new part but the music going on. */
const leastNovelty = 0.06;
/** A new part stands out by so many median deviations. */
const deviations = 3;

/**
 * Foote's novelty for each cell: how much more alike the cells are on either side of its start than across it.
 *
 * Likeness is `exp(-d² / (s + t))` of the distance of two rows, with `s` and `t` half the mean square distance of each to
 * the rows around it, but at least 1: steady sound stays steady, and a change counts by how much changes around it. The
 * checkerboard kernel has a Gaussian taper (Foote, ICME 2000). Only the diagonal band is computed: memory and time are
 * linear in the number of cells.
 */
export function noveltyOf(rows: readonly Float64Array[], cells: number, reach: number): Float64Array {
  const novelty = new Float64Array(cells);
  if (reach < 1) return novelty;
  const band = 2 * reach;
  const distances = bandOfDistances(rows, cells, band);
  const likeness = likenessOf(distances, localScales(distances, cells, band), cells, band);
  const taper = Float64Array.from({ length: reach }, (_, step) => Math.exp(-2 * ((step + 0.5) / reach) ** 2));
  for (let cell = 2; cell <= cells - 2; cell += 1) {
    // Near the ends the kernel is smaller, the same to both sides, and what it says weighs less.
    const size = Math.min(reach, cell, cells - cell);
    novelty[cell] = (size / reach) * checkerboard(likeness, band, cell, size, taper);
  }
  return novelty;
}

/** `band` numbers a cell: its square distance to itself and to those that follow; 0 where there are none. */
function bandOfDistances(rows: readonly Float64Array[], cells: number, band: number): Float64Array {
  const distances = new Float64Array(cells * band);
  for (let row = 0; row < cells; row += 1) {
    const here = rows[row]!;
    const end = Math.min(band, cells - row);
    for (let step = 1; step < end; step += 1) distances[row * band + step] = squareDistance(here, rows[row + step]!);
  }
  return distances;
}

/** The same band; what lies past the last cell is never looked at. */
function likenessOf(distances: Float64Array, scales: Float64Array, cells: number, band: number): Float64Array {
  const likeness = new Float64Array(distances.length);
  for (let row = 0; row < cells; row += 1) {
    const end = Math.min(band, cells - row);
    for (let step = 0; step < end; step += 1) {
      const at = row * band + step;
      likeness[at] = Math.exp(-distances[at]! / (scales[row]! + scales[row + step]!));
    }
  }
  return likeness;
}

/** Half the mean square distance of each cell to those around it, at least 1. */
function localScales(distances: Float64Array, cells: number, band: number): Float64Array {
  return Float64Array.from({ length: cells }, (_, row) => {
    let sum = 0;
    let count = 0;
    for (let step = 1; step < band; step += 1) {
      if (row + step < cells) {
        sum += distances[row * band + step]!;
        count += 1;
      }
      if (step <= row) {
        sum += distances[(row - step) * band + step]!;
        count += 1;
      }
    }
    return Math.max(1, sum / Math.max(1, count) / 2);
  });
}

function checkerboard(likeness: Float64Array, band: number, cell: number, reach: number, taper: Float64Array): number {
  let within = 0;
  let across = 0;
  let weightWithin = 0;
  let weightAcross = 0;
  for (let left = 0; left < reach; left += 1) {
    const before = cell - 1 - left;
    for (let right = 0; right < reach; right += 1) {
      const weight = taper[left]! * taper[right]!;
      across += weight * likeness[before * band + left + right + 1]!;
      weightAcross += weight;
      if (right <= left) continue;
      within +=
        weight * (likeness[(cell - 1 - right) * band + right - left]! + likeness[(cell + left) * band + right - left]!);
      weightWithin += 2 * weight;
    }
  }
  return weightWithin === 0 ? 0 : within / weightWithin - across / weightAcross;
}

/** Cells where the novelty is largest within `distance` and stands out, in order; the strongest `most`. */
export function peaksOf(novelty: Float64Array, options: { distance: number; most: number }): number[] {
  const median = middleOf(novelty);
  const deviation = middleOf(novelty.map((value) => Math.abs(value - median)));
  const least = Math.max(leastNovelty, median + deviations * deviation);
  const peaks: number[] = [];
  for (let cell = 1; cell < novelty.length; cell += 1) {
    const here = novelty[cell]!;
    if (here < least) continue;
    const from = Math.max(0, cell - options.distance);
    const to = Math.min(novelty.length - 1, cell + options.distance);
    let isPeak = true;
    for (let other = from; other <= to && isPeak; other += 1) {
      isPeak = novelty[other]! < here || other === cell || (novelty[other] === here && other > cell);
    }
    if (isPeak) peaks.push(cell);
  }
  return peaks
    .sort((a, b) => novelty[b]! - novelty[a]!)
    .slice(0, options.most)
    .sort((a, b) => a - b);
}

/** The cell near a peak where the means of the few cells before and after differ most. */
export function sharpen(rows: readonly Float64Array[], cells: number, peak: number, reach: number): number {
  let best = peak;
  let largest = -1;
  for (let cell = Math.max(1, peak - reach); cell <= Math.min(cells - 1, peak + reach); cell += 1) {
    const size = Math.min(reach, cell, cells - cell);
    if (size < 1) continue;
    const difference = squareDistance(meanOf(rows, cell - size, cell), meanOf(rows, cell, cell + size));
    if (difference > largest) {
      largest = difference;
      best = cell;
    }
  }
  return best;
}

function meanOf(rows: readonly Float64Array[], from: number, to: number): Float64Array {
  const mean = new Float64Array(rows[0]!.length);
  for (let row = from; row < to; row += 1) {
    for (let column = 0; column < mean.length; column += 1) mean[column]! += rows[row]![column]! / (to - from);
  }
  return mean;
}

function squareDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let column = 0; column < a.length; column += 1) {
    const difference = a[column]! - b[column]!;
    sum += difference * difference;
  }
  return sum;
}

function middleOf(values: Float64Array): number {
  return values.slice().sort()[values.length >> 1] ?? 0;
}
