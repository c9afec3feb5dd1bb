import { keyMode, type MusicKey, pitchOfKey } from '../shared/music-key.ts';

/** What somebody wrote down of a clip, and what analysis says of it. */
export type Judged = {
  file: string;
  kind: string;
  annotated: { bpm: number | null; key: MusicKey | null };
  found: { bpm: number | null; bpmConfidence: number; key: MusicKey | null; keyConfidence: number };
};

/** How far a tempo may be from the annotated one. */
const tolerance = 0.04;

/** Accuracy 1 of MIREX: within 4 % of the annotated tempo. */
export function isTempoRight(found: number | null, annotated: number): boolean {
  return found !== null && Math.abs(found - annotated) <= tolerance * annotated;
}

/** Accuracy 2 of MIREX: also at twice, half, three times or a third of it. */
export function isTempoRelated(found: number | null, annotated: number): boolean {
  return [1, 2, 1 / 2, 3, 1 / 3].some((factor) => isTempoRight(found, annotated * factor));
}

/** The weights of MIREX: 1 the same key, 0.5 a fifth away, 0.3 the relative, 0.2 the parallel key. */
export function keyScore(found: MusicKey | null, annotated: MusicKey): number {
  if (found === null) return 0;
  if (found === annotated) return 1;
  const distance = (pitchOfKey(found) - pitchOfKey(annotated) + 12) % 12;
  if (keyMode(found) === keyMode(annotated)) return distance === 5 || distance === 7 ? 0.5 : 0;
  if (distance === 0) return 0.2;
  return distance === (keyMode(annotated) === 'minor' ? 3 : 9) ? 0.3 : 0;
}

export type Answer = { confidence: number; isRight: boolean };

/** One stretch of the reliability curve. */
export type ReliabilityBin = { from: number; to: number; count: number; confidence: number; right: number };

/** What is right among answers of about the same confidence, in ten stretches; empty ones are left out. */
export function reliability(answers: readonly Answer[], bins = 10): ReliabilityBin[] {
  return Array.from({ length: bins }, (_, index) => {
    const inside = answers.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === index);
    return {
      from: index / bins,
      to: (index + 1) / bins,
      count: inside.length,
      confidence: mean(inside.map(({ confidence }) => confidence)),
      right: mean(inside.map(({ isRight }) => (isRight ? 1 : 0))),
    };
  }).filter(({ count }) => count > 0);
}

/** Expected calibration error: how far confidence is from the truth, over all answers. 0 is perfect. */
export function calibrationError(answers: readonly Answer[]): number {
  const distances = reliability(answers).map(({ count, confidence, right }) => count * Math.abs(confidence - right));
  return answers.length === 0 ? 0 : distances.reduce((sum, distance) => sum + distance, 0) / answers.length;
}

/** The chance that a right answer has more confidence than a wrong one; 0.5 tells nothing. Null without both. */
export function ranking(answers: readonly Answer[]): number | null {
  const right = answers.filter(({ isRight }) => isRight);
  const wrong = answers.filter(({ isRight }) => !isRight);
  if (right.length === 0 || wrong.length === 0) return null;
  let wins = 0;
  for (const one of right) {
    for (const other of wrong) {
      wins += one.confidence > other.confidence ? 1 : one.confidence === other.confidence ? 0.5 : 0;
    }
  }
  return wins / (right.length * wrong.length);
}

export type Scores = {
  kind: string;
  tempi: number;
  accuracy1: number;
  accuracy2: number;
  /** Of those at the right level, how many are within 0.05 BPM. */
  fine: number;
  withoutTempo: number;
  keys: number;
  keyExact: number;
  keyWeighted: number;
};

/** Parts of 1. A missing answer counts as wrong. */
export function score(kind: string, judged: readonly Judged[]): Scores {
  const tempi = judged.flatMap(({ annotated, found }) =>
    annotated.bpm === null ? [] : [{ annotated: annotated.bpm, found: found.bpm }],
  );
  const right = tempi.filter(({ annotated, found }) => isTempoRight(found, annotated));
  const keys = judged.flatMap(({ annotated, found }) =>
    annotated.key === null ? [] : [keyScore(found.key, annotated.key)],
  );
  return {
    kind,
    tempi: tempi.length,
    accuracy1: mean(tempi.map(({ annotated, found }) => (isTempoRight(found, annotated) ? 1 : 0))),
    accuracy2: mean(tempi.map(({ annotated, found }) => (isTempoRelated(found, annotated) ? 1 : 0))),
    fine: mean(right.map(({ annotated, found }) => (Math.abs((found ?? 0) - annotated) <= 0.05 ? 1 : 0))),
    withoutTempo: tempi.filter(({ found }) => found === null).length,
    keys: keys.length,
    keyExact: mean(keys.map((weight) => (weight === 1 ? 1 : 0))),
    keyWeighted: mean(keys),
  };
}

export function tempoAnswers(judged: readonly Judged[]): Answer[] {
  return judged.flatMap(({ annotated, found }) =>
    annotated.bpm === null || found.bpm === null
      ? []
      : [{ confidence: found.bpmConfidence, isRight: isTempoRight(found.bpm, annotated.bpm) }],
  );
}

export function keyAnswers(judged: readonly Judged[]): Answer[] {
  return judged.flatMap(({ annotated, found }) =>
    annotated.key === null || found.key === null
      ? []
      : [{ confidence: found.keyConfidence, isRight: found.key === annotated.key }],
  );
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}
