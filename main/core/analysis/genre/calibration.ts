/** One number is fitted to these: more would not move it. */
const enoughAnswers = 4000;

/** What a classifier said of a row it had not seen. */
export type Answer = { scores: Float64Array; label: number };

/** How scores become probabilities, and the largest probability a confidence. */
export type Calibration = { sharpness: number; slope: number; offset: number };

/** The likeliest class and its probability, with scores stretched by `sharpness`. */
export function bestOf(scores: Float64Array, sharpness: number): { label: number; probability: number } {
  let label = 0;
  for (let index = 1; index < scores.length; index += 1) if (scores[index]! > scores[label]!) label = index;
  let sum = 0;
  for (const score of scores) sum += Math.exp(sharpness * (score - scores[label]!));
  return { label, probability: 1 / sum };
}

export function confidenceOf(probability: number, { slope, offset }: Calibration): number {
  return 1 / (1 + Math.exp(-(slope * logit(probability) + offset)));
}

/** Mean negative logarithm of the probability of the right class. */
export function logLoss(answers: readonly Answer[], sharpness: number): number {
  let loss = 0;
  for (const { scores, label } of answers) {
    let largest = Number.NEGATIVE_INFINITY;
    for (const score of scores) largest = Math.max(largest, score);
    let sum = 0;
    for (const score of scores) sum += Math.exp(sharpness * (score - largest));
    // A class no other artist has can score minus infinity: wrong, but not infinitely.
    loss += Math.min(20, Math.log(sum) - sharpness * (scores[label]! - largest));
  }
  return loss / Math.max(1, answers.length);
}

/**
 * Temperature scaling (Guo et al. 2017), then Platt's logistic on the largest probability, both fitted on answers to
 * rows the classifier had not seen. The slope is kept above zero: a larger probability never means less confidence.
 */
export function calibrate(answers: readonly Answer[]): Calibration {
  let sharpness = 1;
  let least = Number.POSITIVE_INFINITY;
  const some = answers.filter((_, index) => index % Math.ceil(answers.length / enoughAnswers) === 0);
  for (let step = -12; step <= 4; step += 1) {
    const loss = logLoss(some, 2 ** (step / 2));
    if (loss < least) {
      least = loss;
      sharpness = 2 ** (step / 2);
    }
  }
  const points = answers.map(({ scores, label }) => {
    const best = bestOf(scores, sharpness);
    return { x: logit(best.probability), right: best.label === label ? 1 : 0 };
  });
  return { sharpness, ...fitLogistic(points) };
}

/** Newton's method with a weak pull towards slope 1 and offset 0, so that few or one-sided answers do no harm. */
function fitLogistic(points: readonly { x: number; right: number }[]): { slope: number; offset: number } {
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 25; round += 1) {
    let gradientSlope = 1 - slope;
    let gradientOffset = -offset;
    let slopeSlope = 1;
    let slopeOffset = 0;
    let offsetOffset = 1;
    for (const { x, right } of points) {
      const probability = 1 / (1 + Math.exp(-(slope * x + offset)));
      const weight = probability * (1 - probability);
      gradientSlope += (right - probability) * x;
      gradientOffset += right - probability;
      slopeSlope += weight * x * x;
      slopeOffset += weight * x;
      offsetOffset += weight;
    }
    const determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
    if (!(determinant > 1e-12)) break;
    slope += (offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant;
    offset += (slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant;
    slope = Math.max(-20, Math.min(20, slope));
    offset = Math.max(-20, Math.min(20, offset));
  }
  return { slope: Math.max(0.05, slope), offset };
}

function logit(probability: number): number {
  const safe = Math.max(1e-6, Math.min(1 - 1e-6, probability));
  return Math.log(safe / (1 - safe));
}
