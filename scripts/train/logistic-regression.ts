/**
 * Fits weights (bias first) so that `1 / (1 + exp(-(bias + weights · values)))` tells how likely an outcome is: Newton's
 * method on standardised values with a little ridge, always the same result for the same input.
 */
export function fitLogistic(
  rows: readonly { values: readonly number[]; isTrue: boolean; weight?: number }[],
  ridge = 1,
): number[] {
  const width = rows[0]?.values.length ?? 0;
  const means = Array.from({ length: width }, (_, column) => meanOf(rows.map(({ values }) => values[column]!)));
  const deviations = means.map(
    (mean, column) => Math.sqrt(meanOf(rows.map(({ values }) => (values[column]! - mean) ** 2))) || 1,
  );
  const inputs = rows.map(({ values }) => [
    1,
    ...values.map((value, column) => (value - means[column]!) / deviations[column]!),
  ]);
  let weights: number[] = Array.from({ length: width + 1 }, () => 0);
  for (let round = 0; round < 25; round += 1) {
    const gradient = weights.map((weight, index) => (index === 0 ? 0 : -ridge * weight));
    const hessian = weights.map((_, row) =>
      weights.map((_, column) => (row === column ? (row === 0 ? 1e-9 : ridge) : 0)),
    );
    for (const [index, input] of inputs.entries()) {
      const estimate = 1 / (1 + Math.exp(-input.reduce((sum, value, at) => sum + value * weights[at]!, 0)));
      const { isTrue, weight = 1 } = rows[index]!;
      for (let row = 0; row <= width; row += 1) {
        gradient[row]! += weight * input[row]! * (Number(isTrue) - estimate);
        for (let column = 0; column <= width; column += 1) {
          hessian[row]![column]! += weight * input[row]! * input[column]! * estimate * (1 - estimate);
        }
      }
    }
    const step = solve(hessian, gradient);
    weights = weights.map((weight, index) => weight + step[index]!);
  }
  const [bias = 0, ...slopes] = weights;
  const scaled = slopes.map((slope, column) => slope / deviations[column]!);
  return [bias - scaled.reduce((sum, slope, column) => sum + slope * means[column]!, 0), ...scaled];
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Gaussian elimination with pivots. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let index = column; index <= size; index += 1) rows[row]![index]! -= factor * rows[column]![index]!;
    }
  }
  return rows.map((row, index) => row[size]! / row[index]!);
}
