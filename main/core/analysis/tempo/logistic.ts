/** How likely something is, 0 to 1: the logistic function of a weighted sum. Weights begin with the bias. */
export function logistic(weights: readonly number[], values: readonly number[]): number {
  let sum = weights[0]!;
  for (const [index, value] of values.entries()) sum += weights[index + 1]! * value;
  return 1 / (1 + Math.exp(-sum));
}

/** The inverse of the logistic function, for probabilities kept off 0 and 1. */
export function logOdds(probability: number): number {
  const bounded = Math.max(0.005, Math.min(0.995, probability));
  return Math.log(bounded / (1 - bounded));
}
