/** The weight MIREX gives an answer: exact 1, a fifth off 0.5, relative 0.3, parallel 0.2. Keys: major from C, then minor. */
export function mirexWeight(key: number, answer: number): number {
  if (key === answer) return 1;
  const steps = (((answer % 12) - (key % 12)) % 12) + 12;
  const isSameMode = key < 12 === answer < 12;
  if (isSameMode) return steps % 12 === 5 || steps % 12 === 7 ? 0.5 : 0;
  if (steps % 12 === 0) return 0.2;
  return steps % 12 === (key < 12 ? 9 : 3) ? 0.3 : 0;
}

export type Answer = { key: number; answer: number; confidence: number };

export function percentages(answers: readonly Answer[]): { exact: number; weighted: number; relative: number } {
  const weights = answers.map(({ key, answer }) => mirexWeight(key, answer));
  const share = (count: number) => (100 * count) / Math.max(1, answers.length);
  return {
    exact: share(weights.filter((weight) => weight === 1).length),
    weighted: share(weights.reduce((sum, weight) => sum + weight, 0)),
    relative: weights.filter((weight) => weight === 0.3).length,
  };
}

/** Expected calibration error: how far confidence and truth are apart in ten bins, weighted by what is in them. */
export function calibrationError(answers: readonly Answer[]): number {
  let error = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const inside = answers.filter(({ confidence }) => Math.min(9, Math.floor(10 * confidence)) === bin);
    const right = inside.filter(({ key, answer }) => key === answer).length;
    const sure = inside.reduce((sum, { confidence }) => sum + confidence, 0);
    error += Math.abs(right - sure) / answers.length;
  }
  return error;
}

/** How often a right answer has more confidence than a wrong one. */
export function rankingArea(answers: readonly Answer[]): number {
  const right = answers.filter(({ key, answer }) => key === answer);
  const wrong = answers.filter(({ key, answer }) => key !== answer);
  let wins = 0;
  for (const one of right) {
    for (const other of wrong) {
      wins += one.confidence > other.confidence ? 1 : one.confidence === other.confidence ? 0.5 : 0;
    }
  }
  return wins / Math.max(1, right.length * wrong.length);
}
