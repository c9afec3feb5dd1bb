export type Judged = { confidence: number; isRight: boolean };

/** Expected calibration error over ten bins of equal width: how far stated and true certainty are apart. */
export function calibrationError(judged: readonly Judged[]): number {
  let error = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const members = judged.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
    if (members.length === 0) continue;
    const stated = members.reduce((sum, { confidence }) => sum + confidence, 0);
    const right = members.filter(({ isRight }) => isRight).length;
    error += Math.abs(stated - right);
  }
  return error / Math.max(1, judged.length);
}

/** How often a right answer is stated with more confidence than a wrong one: 0.5 by chance, 1 always. */
export function rankingArea(judged: readonly Judged[]): number {
  const right = judged.filter(({ isRight }) => isRight);
  const wrong = judged.filter(({ isRight }) => !isRight);
  let sum = 0;
  for (const { confidence } of right) {
    for (const other of wrong) sum += confidence > other.confidence ? 1 : confidence === other.confidence ? 0.5 : 0;
  }
  return right.length * wrong.length > 0 ? sum / (right.length * wrong.length) : Number.NaN;
}
