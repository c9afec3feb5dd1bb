import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Forest } from '#core/analysis/tempo/forest.ts';
import { logistic } from '#core/analysis/tempo/logistic.ts';
import { gatherEvidence } from '#core/analysis/tempo/tempo-evidence.ts';
import { hasBeat, pulseOf, type TempoModel } from '#core/analysis/tempo/tempo-resolver.ts';
import { beatlessBands } from './beatless.ts';
import { askUnsure, fitConfidence, fitPulse, fitVote } from './fit-model.ts';
import { formatModel } from './format-model.ts';
import { reportAccuracy, reportVote } from './report.ts';
import { clipSamples, crossValidate, guessHeldOutGenres, syntheticSamples, train } from './samples.ts';
import { genres } from './synthetic.ts';

const usage = `usage: npm run train:tempo -- [--clips DIR] [--pieces N] [--no-report]

Trains the tempo resolver and writes main/core/analysis/tempo/tempo-model.json. The material is made up by the trainer
itself, and the annotated clips of DIR where given (dev/annotations.csv, loops/). What is rendered and decoded is kept in
the system's temporary folder. The same inputs give the same file, byte for byte.`;

const { values: options } = parseArgs({
  options: {
    clips: { type: 'string' },
    pieces: { type: 'string', default: '1470' },
    report: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const modelFile = join(import.meta.dirname, '../../../main/core/analysis/tempo/tempo-model.json');
const beatlessCount = 300;
const askedPieces = 60;

if (options.help) console.log(usage);
else await main();

async function main(): Promise<void> {
  const clips = await clipSamples(options.clips);
  const synthetic = await syntheticSamples(1, Number(options.pieces));
  console.log(`${clips.length} clips, ${synthetic.length} synthetic pieces of ${genres.length} kinds`);
  const heldOut = guessHeldOutGenres(clips, synthetic);
  const crossed = crossValidate(clips, synthetic, 1);
  if (options.report) reportAccuracy(clips, synthetic, heldOut, crossed);
  const guesses = [...heldOut, ...crossed];
  const confidence = fitConfidence(guesses);
  const askedSynthetic = await askUnsure(heldOut, confidence, askedPieces);
  const askedClips = await askUnsure(crossed, confidence, clips.length);
  if (options.report) {
    reportVote('vote fitted on synthetic, tested on synthetic', askedSynthetic, askedSynthetic);
    if (clips.length > 0) reportVote('vote fitted on synthetic, tested on clips', askedSynthetic, askedClips);
  }
  const forest = train([...clips, ...synthetic], 1);
  const beatless = await judgeBeatless(new Forest(forest));
  const pulse = rounded(fitPulse(guesses, beatless));
  const isSilenced = (scores: number[], evidence: (typeof beatless)[number]['evidence']) =>
    !hasBeat(logistic(pulse, pulseOf(scores, evidence)), Math.max(0, ...scores));
  console.log(
    `said to have no beat: ${crossed.filter(({ scores, sample }) => isSilenced(scores, sample.evidence)).length} clips, ` +
      `${heldOut.filter(({ scores, sample }) => isSilenced(scores, sample.evidence)).length} synthetic pieces, ` +
      `${beatless.filter(({ scores, evidence }) => isSilenced(scores, evidence)).length} of ${beatless.length} sounds without one`,
  );
  const vote = fitVote([...askedSynthetic, ...askedClips]);
  const model: TempoModel = {
    forest,
    confidence: rounded(confidence),
    pulse,
    vote: { weights: rounded(vote.weights), secondIsRight: Number(vote.secondIsRight.toFixed(3)) },
  };
  const text = formatModel(model);
  writeFileSync(modelFile, text);
  console.log(`${Math.round(text.length / 1000)} kB written`);
}

async function judgeBeatless(forest: Forest) {
  const judged = [];
  for (let index = 0; index < beatlessCount; index += 1) {
    const evidence = gatherEvidence(await beatlessBands(1, index));
    judged.push({ evidence, scores: evidence.features.map((features) => forest.estimate(features)) });
  }
  return judged;
}

function rounded(values: readonly number[]): number[] {
  return values.map((value) => Number(value.toPrecision(6)));
}
