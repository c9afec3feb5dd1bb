import { choleskyInPlace } from '../similarity/cholesky.ts';

/** Sums over labelled rows, from which a discriminant follows; sums of parts add up. */
export type ClassSums = {
  classes: number;
  columns: number;
  counts: Float64Array;
  /** A row for each class. */
  sums: Float64Array;
  /** Sums of products of all classes together, lower triangle. */
  products: Float64Array;
};

/** Scores of classes are linear in the features: weights (a row for each class) and a constant. */
export type Discriminant = { weights: ArrayLike<number>; constants: ArrayLike<number> };

export function emptySums(classes: number, columns: number): ClassSums {
  return {
    classes,
    columns,
    counts: new Float64Array(classes),
    sums: new Float64Array(classes * columns),
    products: new Float64Array(columns * columns),
  };
}

export function addRow(target: ClassSums, rows: Float32Array, row: number, label: number): void {
  const { columns, sums, products } = target;
  const at = row * columns;
  target.counts[label]! += 1;
  for (let column = 0; column < columns; column += 1) {
    const value = rows[at + column]!;
    sums[label * columns + column]! += value;
    const start = column * columns;
    for (let other = 0; other <= column; other += 1) products[start + other]! += value * rows[at + other]!;
  }
}

/** `all` without `part`. */
export function without(all: ClassSums, part: ClassSums): ClassSums {
  const less = (a: Float64Array, b: Float64Array) => a.map((value, index) => value - b[index]!);
  return {
    ...all,
    counts: less(all.counts, part.counts),
    sums: less(all.sums, part.sums),
    products: less(all.products, part.products),
  };
}

/**
 * Linear discriminant analysis with one covariance for all classes, shrunk towards its diagonal's mean by `shrinkage`.
 *
 * Features are expected to be standardised. Priors are the square roots of the class sizes: a library full of one genre
 * should not have everything called that. Null where the covariance cannot be inverted.
 */
export function discriminantOf(sums: ClassSums, shrinkage: number): Discriminant | null {
  const { classes, columns } = sums;
  const total = sums.counts.reduce((sum, count) => sum + count, 0);
  const covariance = new Float64Array(columns * columns);
  let trace = 0;
  for (let row = 0; row < columns; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let within = sums.products[row * columns + column]!;
      for (let label = 0; label < classes; label += 1) {
        const count = sums.counts[label]!;
        if (count > 0) within -= (sums.sums[label * columns + row]! * sums.sums[label * columns + column]!) / count;
      }
      covariance[row * columns + column] = within / Math.max(1, total - classes);
    }
    trace += covariance[row * columns + row]! / columns;
  }
  for (let row = 0; row < columns; row += 1) {
    for (let column = 0; column < row; column += 1) covariance[row * columns + column]! *= 1 - shrinkage;
    const own = covariance[row * columns + row]!;
    covariance[row * columns + row] = (1 - shrinkage) * own + shrinkage * trace + 1e-6;
  }
  if (Number.isNaN(choleskyInPlace(covariance, columns))) return null;
  const weights = new Float64Array(classes * columns);
  const constants = new Float64Array(classes).fill(Number.NEGATIVE_INFINITY);
  for (let label = 0; label < classes; label += 1) {
    const count = sums.counts[label]!;
    if (count === 0) continue;
    const mean = sums.sums.subarray(label * columns, (label + 1) * columns).map((sum) => sum / count);
    const solved = solve(covariance, mean, columns);
    weights.set(solved, label * columns);
    constants[label] =
      0.5 * Math.log(count) - 0.5 * mean.reduce((sum, value, column) => sum + value * solved[column]!, 0);
  }
  return { weights, constants };
}

/** The scores of all classes for a row, as logarithms up to a constant. */
export function scoresOf(model: Discriminant, rows: Float32Array, row: number, scores: Float64Array): void {
  const columns = model.weights.length / model.constants.length;
  const at = row * columns;
  for (let label = 0; label < scores.length; label += 1) {
    let sum = model.constants[label]!;
    const start = label * columns;
    for (let column = 0; column < columns; column += 1) sum += model.weights[start + column]! * rows[at + column]!;
    scores[label] = sum;
  }
}

/** Solves `L Lᵀ x = b`. */
function solve(lower: Float64Array, goal: Float64Array, size: number): Float64Array {
  const result = Float64Array.from(goal);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1) result[row]! -= lower[row * size + column]! * result[column]!;
    result[row]! /= lower[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let column = row + 1; column < size; column += 1)
      result[row]! -= lower[column * size + row]! * result[column]!;
    result[row]! /= lower[row * size + row]!;
  }
  return result;
}
