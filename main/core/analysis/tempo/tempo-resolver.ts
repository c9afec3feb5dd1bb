import type { TempoFindings } from '#shared/findings.ts';
import { Forest, type ForestFile } from './forest.ts';
import { logistic, logOdds } from './logistic.ts';
import type { TempoEvidence } from './tempo-evidence.ts';
import trained from './tempo-model.json' with { type: 'json' };
import type { VoteModel } from './vote.ts';

/** What the trainer writes. */
export type TempoModel = {
  forest: ForestFile;
  /** Weights of `doubtOf` for the logistic function that tells how likely the best candidate is right; bias first. */
  confidence: number[];
  /** Weights of `pulseOf` for the logistic function that tells how likely there is a beat; bias first. */
  pulse: number[];
  vote: VoteModel;
};

export type ResolvedTempo = {
  /** Best first. Empty where there is no beat. */
  candidates: TempoFindings['candidates'];
  /** How likely the first candidate is right. */
  confidence: number;
  /** How likely there is a beat at all. */
  pulse: number;
};

/** Under this there is no beat; it is low, as a track that loses its tempo costs more than a noise that gets one. */
const leastPulse = 0.13;
/** No candidate of music is as unlikely as this. */
const leastScore = 0.16;
const mostCandidates = 3;

/** Decides between the candidates: which metrical level people count, and how sure that is. */
export class TempoResolver {
  readonly #forest: Forest;
  readonly #model: TempoModel;

  constructor(model: TempoModel = trained) {
    this.#model = model;
    this.#forest = new Forest(model.forest);
  }

  get voteModel(): VoteModel {
    return this.#model.vote;
  }

  resolve(evidence: TempoEvidence): ResolvedTempo {
    const scores = this.scores(evidence);
    const pulse = logistic(this.#model.pulse, pulseOf(scores, evidence));
    const order = scores.map((_, index) => index).toSorted((left, right) => scores[right]! - scores[left]!);
    const [best] = order;
    if (best === undefined || !hasBeat(pulse, scores[best]!)) return { candidates: [], confidence: 0, pulse };
    const confidence = logistic(this.#model.confidence, doubtOf(scores, evidence));
    // The rest of the certainty goes to the others in proportion to what the forest gave them.
    const others = order.slice(1).reduce((sum, index) => sum + scores[index]! ** 2, 1e-9);
    const candidates = order.slice(0, mostCandidates).map((index) => ({
      bpm: evidence.candidates[index]!.bpm,
      share: index === best ? confidence : ((1 - confidence) * scores[index]! ** 2) / others,
    }));
    return { candidates, confidence, pulse };
  }

  /** What the forest thinks of each candidate. */
  scores(evidence: TempoEvidence): number[] {
    return evidence.features.map((features) => this.#forest.estimate(features));
  }
}

/** Whether there is a beat, by `pulse` and the score of the best candidate. */
export function hasBeat(pulse: number, score: number): boolean {
  return pulse >= leastPulse && score >= leastScore;
}

/** What tells a sure decision from an unsure one: the best score, its lead, its share of all, and the runner-up. */
export function doubtOf(scores: readonly number[], evidence: TempoEvidence): number[] {
  const [first = 0, second = 0, third = 0] = scores.toSorted((left, right) => right - left);
  const all = scores.reduce((sum, score) => sum + score, 1e-6);
  const salience = evidence.candidates.reduce((most, candidate) => Math.max(most, candidate.salience), 0);
  return [logOdds(first), first - second, first / all, logOdds(second) - logOdds(third), Math.min(2, salience)];
}

/** What tells music with a beat from sounds without one. */
export function pulseOf(scores: readonly number[], evidence: TempoEvidence): number[] {
  const correlation = evidence.spectrum.correlations[0]!;
  const tempogram = evidence.spectrum.tempograms[0]!;
  let strongest = 0;
  for (let lag = 20; lag < correlation.length - 1; lag += 1) strongest = Math.max(strongest, correlation[lag]!);
  let peak = 0;
  for (let bin = 16; bin < 240; bin += 1) peak = Math.max(peak, tempogram[bin]!);
  const salience = evidence.candidates.reduce((most, candidate) => Math.max(most, candidate.salience), 0);
  const deviation = Math.sqrt(evidence.spectrum.energies[0]! / Math.max(1, Math.min(1024, evidence.series[0]!.length)));
  return [
    Math.log(Math.max(1e-3, strongest)),
    Math.log(Math.max(1e-2, peak)),
    Math.log(Math.max(1e-3, salience)),
    Math.log(Math.max(1e-3, deviation)),
    logOdds(scores.reduce((most, score) => Math.max(most, score), 0)),
  ];
}
