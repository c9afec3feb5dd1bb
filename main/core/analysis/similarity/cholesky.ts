/**
 * Lower triangle of the Cholesky factor of a symmetric matrix, in place; both row by row, `size * size` numbers.
 *
 * Answers the natural logarithm of the determinant, or NaN where the matrix is not positive definite.
 */
export function choleskyInPlace(matrix: Float64Array, size: number): number {
  let product = 1;
  let logarithm = 0;
  for (let row = 0; row < size; row += 1) {
    const rowAt = row * size;
    for (let column = 0; column < row; column += 1) {
      const columnAt = column * size;
      let sum = matrix[rowAt + column]!;
      for (let index = 0; index < column; index += 1) sum -= matrix[rowAt + index]! * matrix[columnAt + index]!;
      matrix[rowAt + column] = sum / matrix[columnAt + column]!;
    }
    let pivot = matrix[rowAt + row]!;
    for (let index = 0; index < row; index += 1) pivot -= matrix[rowAt + index]! * matrix[rowAt + index]!;
    if (!(pivot > 0)) return Number.NaN;
    matrix[rowAt + row] = Math.sqrt(pivot);
    product *= pivot;
    // One logarithm for several pivots: they are as dear as a row.
    if (product < 1e-100 || product > 1e100) {
      logarithm += Math.log(product);
      product = 1;
    }
  }
  return logarithm + Math.log(product);
}
