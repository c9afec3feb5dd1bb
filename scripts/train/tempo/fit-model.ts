import { logistic } from '#core/analysis/tempo/logistic.ts';
import type { TempoEvidence } from '#core/analysis/tempo/tempo-evidence.ts';
import { doubtOf, pulseOf } from '#core/analysis/tempo/tempo-resolver.ts';
import { type VoteModel, voteFeatures } from '#core/analysis/tempo/vote.ts';
import { fitLogistic } from '../logistic-regression.ts';
import type { Judged } from './calibration.ts';
import { isRight } from './examples.ts';
import type { Guess } from './samples.ts';

/** A second method is asked of pieces under this confidence. */
export const askedUnder = 0.8;

export function fitConfidence(guesses: readonly Guess[]): number[] {
  return fitLogistic(
    guesses.map(({ sample, scores, isRight: isTrue }) => ({ values: doubtOf(scores, sample.evidence), isTrue })),
  );
}

export function judge(guesses: readonly Guess[], weights: readonly number[]): Judged[] {
  return guesses.map(({ sample, scores, isRight: right }) => ({
    confidence: logistic(weights, doubtOf(scores, sample.evidence)),
    isRight: right,
  }));
}

/** Music against sounds without a beat, both sides counting the same. */
export function fitPulse(
  guesses: readonly Guess[],
  beatless: readonly { scores: number[]; evidence: TempoEvidence }[],
): number[] {
  const weight = guesses.length / beatless.length;
  return fitLogistic([
    ...guesses.map(({ sample, scores }) => ({ values: pulseOf(scores, sample.evidence), isTrue: true })),
    ...beatless.map(({ scores, evidence }) => ({ values: pulseOf(scores, evidence), isTrue: false, weight })),
  ]);
}

/** A guess the second method was asked about. */
export type Asked = { guess: Guess; confidence: number; second: number };

/** Asks about the unsure guesses, at most so many. */
export async function askUnsure(guesses: readonly Guess[], weights: readonly number[], most: number): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const [index, { confidence }] of judge(guesses, weights).entries()) {
    if (confidence >= askedUnder || asked.length === most) continue;
    const guess = guesses[index]!;
    const second = await guess.sample.essentia();
    if (second > 0) asked.push({ guess, confidence, second });
  }
  return asked;
}

/**
 * How much the other method's agreeing says. Where it says nothing, or the opposite of what it should, the confidence is
 * left as it is: that would be chance, not knowledge.
 */
export function fitVote(asked: readonly Asked[]): VoteModel {
  const fitted = fitLogistic(
    asked.map(({ guess, confidence, second }) => ({
      values: voteFeatures(confidence, guess.bpm, second),
      isTrue: guess.isRight,
    })),
  );
  const right = asked.filter(({ guess, second }) => isRight(second, guess.sample.material.bpm));
  return { weights: fitted[2]! > 0 ? fitted : [0, 1, 0], secondIsRight: right.length / Math.max(1, asked.length) };
}

/** Asked guesses with the confidence after the vote. */
export function judgeVoted(asked: readonly Asked[], model: VoteModel): Judged[] {
  return asked.map(({ guess, confidence, second }) => ({
    confidence: logistic(model.weights, voteFeatures(confidence, guess.bpm, second)),
    isRight: guess.isRight,
  }));
}
