import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Forest } from '#core/analysis/tempo/forest.ts';
import { gatherEvidence, type TempoEvidence } from '#core/analysis/tempo/tempo-evidence.ts';
import { doubtOf, logistic, pulseOf, type TempoModel } from '#core/analysis/tempo/tempo-resolver.ts';
import { listClips } from '../clips.ts';
import { fitLogistic } from '../logistic-regression.ts';
import { Random } from '../random.ts';
import { beatlessBands } from './beatless.ts';
import { calibrationError, rankingArea } from './calibration.ts';
import { examplesAtSpeeds, isRight, type Material, materialOf } from './examples.ts';
import { defaultTrees, type Example, growForest } from './extra-trees.ts';
import { genres, syntheticMaterial } from './synthetic.ts';

const usage = `usage: npm run train:tempo -- [--clips DIR] [--pieces N] [--no-report]

Trains the tempo resolver and writes main/core/analysis/tempo/tempo-model.json. The material is made up by the trainer
itself, and the annotated clips of DIR where given (dev/annotations.csv, loops/). What is rendered and decoded is kept in
the system's temporary folder. The same inputs give the same file, byte for byte.`;

const { values: options } = parseArgs({
  options: {
    clips: { type: 'string' },
    pieces: { type: 'string', default: '2200' },
    report: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const modelFile = join(import.meta.dirname, '../../../main/core/analysis/tempo/tempo-model.json');
const speeds = [0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.17, 1.25];
/** A clip counts as much as two synthetic pieces. */
const syntheticWeight = 0.5;
const beatlessCount = 300;
const folds = 10;

/** A piece with all that is computed of it once. */
type Sample = { material: Material; evidence: TempoEvidence; examples: Example[] };
type Guess = { sample: Sample; bpm: number; scores: number[] };

if (options.help) console.log(usage);
else await main();

async function main(): Promise<void> {
  const clips = await loadClips();
  const synthetic = await loadSynthetic(Number(options.pieces));
  const beatless = await loadBeatless();
  console.log(
    `${clips.length} clips, ${synthetic.length} synthetic pieces of ${genres.length} kinds, ${beatless.length} without a beat`,
  );
  const heldOut = guessHeldOutGenres(clips, synthetic);
  const crossed = crossValidate(clips, synthetic, 1);
  if (options.report) report(clips, synthetic, heldOut, crossed);
  const forest = train([...clips, ...synthetic], 1);
  const model: TempoModel = {
    forest,
    confidence: rounded(fitConfidence([...heldOut, ...crossed])),
    pulse: rounded(fitPulse([...clips, ...synthetic], beatless)),
  };
  reportPulse(model, clips, synthetic, beatless);
  writeFileSync(modelFile, `${JSON.stringify(model)}\n`);
  console.log(`${forest.nodes.length / 1000} kB of nodes written`);
}

async function loadClips(): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const clip of options.clips ? listClips(options.clips) : []) {
    if (clip.bpm === null) continue;
    const material = await materialOf(clip);
    samples.push({
      material,
      evidence: gatherEvidence(material.bands),
      examples: examplesAtSpeeds(material, speeds, 1),
    });
  }
  return samples;
}

async function loadSynthetic(count: number): Promise<Sample[]> {
  const random = new Random(5);
  const samples: Sample[] = [];
  for (let index = 0; index < count; index += 1) {
    const material = await syntheticMaterial(1, index);
    const examples = examplesAtSpeeds(material, [1, random.between(0.85, 1.18)], syntheticWeight);
    samples.push({ material, evidence: gatherEvidence(material.bands), examples });
  }
  return samples;
}

async function loadBeatless(): Promise<TempoEvidence[]> {
  const all: TempoEvidence[] = [];
  for (let index = 0; index < beatlessCount; index += 1) all.push(gatherEvidence(await beatlessBands(1, index)));
  return all;
}

function train(samples: readonly Sample[], seed: number) {
  return growForest(
    samples.flatMap(({ examples }) => examples),
    defaultTrees,
    new Random(seed),
  );
}

function guess(forest: Forest, samples: readonly Sample[]): Guess[] {
  return samples.map((sample) => {
    const scores = sample.evidence.features.map((features) => forest.estimate(features));
    const best = scores.indexOf(Math.max(...scores));
    return { sample, bpm: sample.evidence.candidates[best]?.bpm ?? 0, scores };
  });
}

/** Every kind of synthetic music judged by a forest that never heard it: as hard as music from elsewhere. */
function guessHeldOutGenres(clips: readonly Sample[], synthetic: readonly Sample[]): Guess[] {
  const parts = 4;
  return Array.from({ length: parts }, (_, part) => {
    const held = new Set(genres.filter((_, index) => index % parts === part).map(({ name }) => name));
    const isHeld = ({ material }: Sample) => held.has(material.kind);
    const forest = new Forest(train([...clips, ...synthetic.filter((sample) => !isHeld(sample))], 50 + part));
    return guess(forest, synthetic.filter(isHeld));
  }).flat();
}

function crossValidate(clips: readonly Sample[], synthetic: readonly Sample[], seed: number): Guess[] {
  const order = new Random(seed).shuffled(clips);
  return Array.from({ length: clips.length === 0 ? 0 : folds }, (_, fold) => {
    const training = order.filter((_, index) => index % folds !== fold);
    const forest = new Forest(train([...training, ...synthetic], 100 * seed + fold));
    return guess(
      forest,
      order.filter((_, index) => index % folds === fold),
    );
  }).flat();
}

function leaveKindsOut(clips: readonly Sample[], synthetic: readonly Sample[], groups: readonly string[][]): Guess[] {
  return groups.flatMap((group) => {
    const isHeld = ({ material }: Sample) => group.includes(material.kind);
    const forest = new Forest(train([...clips.filter((clip) => !isHeld(clip)), ...synthetic], 7));
    return guess(forest, clips.filter(isHeld));
  });
}

function report(clips: readonly Sample[], synthetic: readonly Sample[], heldOut: Guess[], crossed: Guess[]): void {
  console.log('accuracy 1 / accuracy 2, percent, 4 %');
  show('synthetic kinds, each unheard', heldOut);
  for (const genre of genres) {
    const own = heldOut.filter(({ sample }) => sample.material.kind === genre.name);
    console.log(`    ${genre.name.padEnd(26)} ${shares(own)}`);
  }
  if (clips.length === 0) return;
  show('cross-validation', crossed);
  for (const seed of [2, 3]) show(`cross-validation, seed ${seed}`, crossValidate(clips, synthetic, seed));
  show('leave one kind out', leaveKindsOut(clips, synthetic, [['pop piano', 'pop+drums'], ['band'], ['loops']]));
  show(
    'leave one of four kinds out',
    leaveKindsOut(clips, synthetic, [['pop piano'], ['pop+drums'], ['band'], ['loops']]),
  );
  const only = guess(new Forest(train(synthetic, 3)), clips);
  show('synthetic only', only);
  const weights = fitConfidence(heldOut);
  showCalibration('confidence fitted on synthetic, tested on clips', only, weights);
  showCalibration('confidence fitted on synthetic, tested in cross-validation', crossed, weights);
  const halves = [0, 1].flatMap((half) => {
    const fitted = fitConfidence([...heldOut, ...crossed.filter((_, index) => index % 2 !== half)]);
    return judge(
      crossed.filter((_, index) => index % 2 === half),
      fitted,
    );
  });
  console.log(
    `confidence in cross-validation: ECE ${calibrationError(halves).toFixed(3)}, AUC ${rankingArea(halves).toFixed(2)}`,
  );
}

function show(title: string, guesses: readonly Guess[]): void {
  const kinds = [...new Set(guesses.map(({ sample }) => sample.material.kind))].toSorted();
  const parts =
    kinds.length > 6
      ? []
      : kinds.map((kind) => `${kind} ${shares(guesses.filter(({ sample }) => sample.material.kind === kind))}`);
  const songs = guesses.filter(({ sample }) => sample.material.kind !== 'loops');
  console.log(
    [
      title.padEnd(30),
      ...parts,
      ...(kinds.includes('loops') ? [`without loops ${shares(songs)}`] : []),
      `all ${shares(guesses)}`,
    ].join('  '),
  );
}

function shares(guesses: readonly Guess[]): string {
  const percent = (factors: readonly number[]) => {
    const right = guesses.filter(({ bpm, sample }) =>
      factors.some((factor) => isRight(bpm, factor * sample.material.bpm)),
    );
    return ((100 * right.length) / guesses.length).toFixed(1);
  };
  return `${percent([1])}/${percent([1, 2, 1 / 2, 3, 1 / 3])}`;
}

function judge(guesses: readonly Guess[], weights: readonly number[]) {
  return guesses.map(({ sample, bpm, scores }) => ({
    confidence: logistic(weights, doubtOf(scores, sample.evidence)),
    isRight: isRight(bpm, sample.material.bpm),
  }));
}

function showCalibration(title: string, guesses: readonly Guess[], weights: readonly number[]): void {
  const judged = judge(guesses, weights);
  console.log(`${title}: ECE ${calibrationError(judged).toFixed(3)}, AUC ${rankingArea(judged).toFixed(2)}`);
}

function fitConfidence(guesses: readonly Guess[]): number[] {
  return fitLogistic(
    guesses.map(({ sample, bpm, scores }) => ({
      values: doubtOf(scores, sample.evidence),
      isTrue: isRight(bpm, sample.material.bpm),
    })),
  );
}

function fitPulse(music: readonly Sample[], beatless: readonly TempoEvidence[]): number[] {
  const weight = music.length / beatless.length;
  return fitLogistic([
    ...music.map(({ evidence }) => ({ values: pulseOf(evidence), isTrue: true })),
    ...beatless.map((evidence) => ({ values: pulseOf(evidence), isTrue: false, weight })),
  ]);
}

function reportPulse(
  model: TempoModel,
  clips: readonly Sample[],
  synthetic: readonly Sample[],
  beatless: readonly TempoEvidence[],
): void {
  const silent = (all: readonly TempoEvidence[]) =>
    all.filter((evidence) => logistic(model.pulse, pulseOf(evidence)) < 0.5).length;
  console.log(
    `said to have no beat: ${silent(clips.map(({ evidence }) => evidence))} clips, ${silent(synthetic.map(({ evidence }) => evidence))} synthetic pieces, ${silent(beatless)} of ${beatless.length} sounds without one`,
  );
}

function rounded(values: readonly number[]): number[] {
  return values.map((value) => Number(value.toPrecision(6)));
}
