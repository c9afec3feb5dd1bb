import type { certaintyFeatures } from '#core/analysis/key/key-model.ts';

const rounds = 30;
/** Pulls all but the constant towards zero. */
const ridge = 1;

export type Judged = { features: ReturnType<typeof certaintyFeatures>; isRight: boolean };

/** Logistic regression by Newton's method. */
export function fitCertainty(judged: readonly Judged[]): number[] {
  const size = judged[0]!.features.length;
  const weights = new Array<number>(size).fill(0);
  for (let round = 0; round < rounds; round += 1) {
    const slope = weights.map((weight, index) => (index === 0 ? 0 : -ridge * weight));
    const curvature = weights.map((_, row) => weights.map((_, column) => (row === column ? ridge : 0)));
    for (const { features, isRight } of judged) {
      const share = 1 / (1 + Math.exp(-features.reduce((sum, value, index) => sum + value * weights[index]!, 0)));
      for (let row = 0; row < size; row += 1) {
        slope[row]! += ((isRight ? 1 : 0) - share) * features[row]!;
        for (let column = 0; column < size; column += 1) {
          curvature[row]![column]! += share * (1 - share) * features[row]! * features[column]!;
        }
      }
    }
    const step = solve(curvature, slope);
    for (let index = 0; index < size; index += 1) weights[index]! += step[index]!;
  }
  return weights.map((weight) => Math.round(1e4 * weight) / 1e4);
}

/** Gauss and Jordan, with pivots. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  for (let column = 0; column < rows.length; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < rows.length; row += 1) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (const [index, row] of rows.entries()) {
      if (index === column) continue;
      const factor = row[column]! / rows[column]![column]!;
      for (let at = column; at <= rows.length; at += 1) row[at]! -= factor * rows[column]![at]!;
    }
  }
  return rows.map((row, index) => row[rows.length]! / row[index]!);
}
