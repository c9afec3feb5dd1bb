import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judgeStretch } from '#core/analysis/key/judge-stretch.ts';
import { keyBlocks } from '#core/analysis/key/key-blocks.ts';
import { certaintyFeatures, certaintyOf } from '#core/analysis/key/key-model.ts';
import { findStretches, keyWindows } from '#core/analysis/key/key-stretches.ts';
import { formatWeights, parseWeights, type TrainedKeys } from '#core/analysis/key/key-weights.ts';
import { blockSeconds } from '#core/analysis/key/pitch-chroma.ts';
import { isPitched } from '#core/analysis/key/pitchedness.ts';
import { sureFrom } from '#shared/findings.ts';
import { Random } from '../random.ts';
import { blendInto, fitBlend } from './blend-nets.ts';
import { fitCertainty, type Judged } from './fit-certainty.ts';
import {
  clipMaterial,
  composedMaterial,
  examplesOf,
  type HeardMaterial,
  hear,
  type KeyMaterial,
  unpitchedMaterial,
} from './key-material.ts';
import { type Answer, calibrationError, percentages, rankingArea } from './key-scores.ts';
import { unpitchedKinds } from './play-unpitched.ts';
import { correlations, type ProfileName } from './profiles.ts';
import { chordAccuracy, trainChords } from './train-chords.ts';
import { type KeyExample, type NetOptions, trainNet } from './train-net.ts';
import { afterVote, essentiaKey, secondKey } from './vote-answers.ts';

/**
 * Trains what finds keys and writes main/core/analysis/key/key-weights.json. The committed file comes from
 *
 *     npm run train:key -- --clips ../shared/audio
 *
 * on music the trainer composes and plays itself, blended with published profiles by four numbers that are fitted to the
 * annotated clips. Without `--clips` the blend stays at its prior and only the composed music is scored. `--out FILE`
 * writes elsewhere, `--pieces N` composes another number of pieces.
 */
const { values: options } = parseArgs({
  options: {
    clips: { type: 'string' },
    out: { type: 'string', default: join(import.meta.dirname, '../../../main/core/analysis/key/key-weights.json') },
    pieces: { type: 'string', default: '3000' },
  },
});

const netCount = 2;
const netOptions: NetOptions = { hidden: 16, decay: 2e-3, epochs: 14, rate: 3e-3, smoothing: 0.02 };
const folds = 5;
const foldSeeds = [1, 2, 3];
const modulationPieces = 60;
const unpitchedCount = 20;

const composed: KeyMaterial[] = [];
for (let seed = 0; seed < Number(options.pieces); seed += 1) composed.push(await composedMaterial(seed));
const isHeldOut = (index: number) => index % 6 === 0;
const chords = trainChords(
  composed.filter((_, index) => !isHeldOut(index)),
  new Random(7),
);
const pieces = composed.map((material) => hear(material, chords));
const heldOut = pieces.filter((_, index) => isHeldOut(index));
const training = pieces.filter((_, index) => !isHeldOut(index));
const clips = (options.clips === undefined ? [] : await clipMaterial(options.clips)).map((clip) => hear(clip, chords));

const random = new Random(1);
const examples = training.flatMap((piece) => examplesOf(piece, 2, 1, random));
const nets = Array.from({ length: netCount }, (_, index) => trainNet(examples, netOptions, new Random(100 + index)));
const wholeClips = clips.map((clip) => wholeOf(clip));
const blend = fitBlend(nets, wholeClips);
// Through the file and back, so that the scores are those of what is committed.
const model = parseWeights(formatWeights({ chords, nets: blendInto(nets, blend), calibration: [0, 1, 0, 0] }));
model.calibration = fitCertainty(judged(heldOut, model));
const { calibration, ...file } = formatWeights(model);
const lines = JSON.stringify({ ...file, calibration: null }, null, 2);
writeFileSync(options.out, `${lines.replace('null', `[${calibration.join(', ')}]`)}\n`);

console.log(`chords of blocks found: ${(100 * chordAccuracy(heldOut, chords, new Random(8))).toFixed(1)} %`);
console.log(`blend ${JSON.stringify(blend)}`);
console.log(`calibration ${model.calibration.join(' ')}`);
console.log('');
console.log('method                             composed, held out     clips');
for (const name of ['bgate', 'shaath', 'temperley'] as const) {
  row(`profile ${name}`, profileAnswers(heldOut, name), profileAnswers(clips, name));
}
const untouched = {
  chords,
  nets: blendInto(nets, { nets: 1, bgate: 0, shaath: 0, minor: 0 }),
  calibration: model.calibration,
};
row('networks alone', answers(heldOut, untouched), answers(clips, untouched));
const unfitted = { chords, nets: blendInto(nets, fitBlend(nets, [])), calibration: model.calibration };
row('blended, not fitted to clips', answers(heldOut, unfitted), answers(clips, unfitted));
row('committed (clips were used)', answers(heldOut, model), answers(clips, model));
const voted: { seed: number; answers: Answer[] }[] = [];
for (const seed of foldSeeds) {
  const found = crossValidated(seed);
  voted.push({ seed, answers: found });
  row(`blended, ${folds} folds, seed ${seed}`, [], found);
}
await reportEssentia();
await reportModulations();
reportPitchedness();

/** Essentia alone, and what its vote does to the confidence of the cross-validated answers. */
async function reportEssentia(): Promise<void> {
  if (clips.length === 0) return;
  const whole: Answer[] = [];
  const seconds: number[] = [];
  for (const { path, key } of clips) {
    whole.push({ key, answer: await essentiaKey(path), confidence: 0 });
    seconds.push(await secondKey(path));
  }
  row('essentia.js KeyExtractor, bgate', [], whole);
  const second = clips.map(({ key }, index) => ({ key, answer: seconds[index]!, confidence: 0 }));
  row('the same on 40 s at 22,050 Hz', [], second);
  const [first] = voted;
  for (const { seed, answers: found } of voted) {
    row(`seed ${seed} after the vote`, [], afterVote(found, seconds, sureFrom.key));
  }
  const unsure = first?.answers.flatMap((one, index) => (one.confidence < sureFrom.key ? [{ one, index }] : [])) ?? [];
  const agreeing = unsure.filter(({ one, index }) => seconds[index] === one.answer);
  const rightOf = (list: typeof unsure) => list.filter(({ one }) => one.answer === one.key).length;
  const others = unsure.filter((entry) => !agreeing.includes(entry));
  const secondRight = others.filter(({ one, index }) => seconds[index] === one.key).length;
  console.log(
    `unsure: ${unsure.length}; Essentia agrees on ${agreeing.length} (${rightOf(agreeing)} right), ` +
      `differs on ${others.length} (first right ${rightOf(others)}, Essentia right ${secondRight})`,
  );
}

/** How often a change of key half way through 90 s is found, and one heard where there is none. */
async function reportModulations(): Promise<void> {
  for (const modulateBy of [2, 1, 0]) {
    let found = 0;
    for (let seed = 0; seed < modulationPieces; seed += 1) {
      const composed = await composedMaterial(100_000 + seed, { seconds: 90, modulateBy });
      const { blocks, modulation } = hear(composed, chords);
      const stretches = findStretches(keyWindows(blocks, model), blocks.count);
      const at = (modulation?.start ?? 0) / blockSeconds;
      const isPlaced = stretches.length === 2 && Math.abs(stretches[1]!.first - at) < 12 / blockSeconds;
      if (modulateBy === 0 ? stretches.length > 1 : isPlaced) found += 1;
    }
    const share = ((100 * found) / modulationPieces).toFixed(0);
    console.log(
      modulateBy === 0 ? `changes heard where there are none: ${share} %` : `up ${modulateBy}: ${share} % found`,
    );
  }
}

/** Music must not be taken for noise, nor noise for music. */
function reportPitchedness(): void {
  const missed = pieces.filter(({ blocks }) => !isPitched(blocks)).length;
  const missedClips = clips.filter(({ blocks }) => !isPitched(blocks)).length;
  console.log(`without a key: ${missed} of ${pieces.length} pieces, ${missedClips} of ${clips.length} clips`);
  for (const kind of unpitchedKinds) {
    const heard = Array.from({ length: unpitchedCount }, (_, seed) => keyBlocks(unpitchedMaterial(kind, seed), chords));
    console.log(`${kind} with a key: ${heard.filter(isPitched).length} of ${unpitchedCount}`);
  }
}

function wholeOf(material: HeardMaterial): KeyExample {
  return examplesOf(material, 0, 1, new Random(0))[0]!;
}

/** In the order of the clips; each is answered by a blend that was fitted without it. */
function crossValidated(seed: number): Answer[] {
  const foldOf = new Map(new Random(seed).shuffled([...clips.keys()]).map((clip, place) => [clip, place % folds]));
  const found: Answer[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const fitted = fitBlend(
      nets,
      wholeClips.filter((_, index) => foldOf.get(index) !== fold),
    );
    const foldModel = { chords, nets: blendInto(nets, fitted), calibration: model.calibration };
    for (const [index, clip] of clips.entries()) {
      if (foldOf.get(index) === fold) found[index] = answers([clip], foldModel)[0]!;
    }
  }
  return found;
}

function answers(materials: readonly HeardMaterial[], withModel: TrainedKeys): Answer[] {
  return materials.map(({ blocks, key }) => {
    const judgement = judgeStretch(blocks, { first: 0, end: blocks.count }, keyWindows(blocks, withModel), withModel);
    return { key, answer: judgement.order[0]!, confidence: certaintyOf(judgement.certainty, withModel) };
  });
}

function judged(materials: readonly HeardMaterial[], withModel: TrainedKeys): Judged[] {
  return materials.map(({ blocks, key }) => {
    const judgement = judgeStretch(blocks, { first: 0, end: blocks.count }, keyWindows(blocks, withModel), withModel);
    return { features: certaintyFeatures(judgement.certainty), isRight: judgement.order[0] === key };
  });
}

function profileAnswers(materials: readonly HeardMaterial[], name: ProfileName): Answer[] {
  return materials.map((material) => {
    const scores = correlations(wholeOf(material).evidence, name);
    return { key: material.key, answer: scores.indexOf(Math.max(...scores)), confidence: 0 };
  });
}

function row(name: string, composed: readonly Answer[], real: readonly Answer[]): void {
  const cell = (list: readonly Answer[]) => {
    if (list.length === 0) return '–'.padEnd(34);
    const { exact, weighted, relative } = percentages(list);
    const hasConfidence = list.some(({ confidence }) => confidence > 0);
    const quality = hasConfidence
      ? ` ECE ${calibrationError(list).toFixed(3)} AUC ${rankingArea(list).toFixed(2)}`
      : '';
    return `${exact.toFixed(1)}/${weighted.toFixed(1)} rel ${relative}${quality}`.padEnd(34);
  };
  console.log(`${name.padEnd(35)}${cell(composed)} ${cell(real)}`);
}
