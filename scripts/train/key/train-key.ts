import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judgeStretch } from '#core/analysis/key/judge-stretch.ts';
import {
  certaintyFeatures,
  certaintyOf,
  formatWeights,
  parseWeights,
  type TrainedKeys,
} from '#core/analysis/key/key-model.ts';
import { keyWindows } from '#core/analysis/key/key-stretches.ts';
import { Random } from '../random.ts';
import { blendInto, fitBlend } from './blend-nets.ts';
import { fitCertainty, type Judged } from './fit-certainty.ts';
import { clipMaterial, composedMaterial, examplesOf, type KeyMaterial } from './key-material.ts';
import { type Answer, calibrationError, percentages, rankingArea } from './key-scores.ts';
import { correlations, type ProfileName } from './profiles.ts';
import { type KeyExample, type NetOptions, trainNet } from './train-net.ts';

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
const netOptions: NetOptions = { hidden: 12, decay: 2e-3, epochs: 10, rate: 3e-3, smoothing: 0.05 };
const folds = 5;
const foldSeeds = [1, 2, 3];

const pieces: KeyMaterial[] = [];
for (let seed = 0; seed < Number(options.pieces); seed += 1) pieces.push(await composedMaterial(seed));
const heldOut = pieces.filter((_, index) => index % 6 === 0);
const training = pieces.filter((_, index) => index % 6 !== 0);
const clips = options.clips === undefined ? [] : await clipMaterial(options.clips);

const random = new Random(1);
const examples = training.flatMap((piece) => examplesOf(piece, 1, 1, random));
const nets = Array.from({ length: netCount }, (_, index) => trainNet(examples, netOptions, new Random(100 + index)));
const wholeClips = clips.map((clip) => wholeOf(clip));
const blend = fitBlend(nets, wholeClips);
// Through the file and back, so that the scores are those of what is committed.
const model = parseWeights(formatWeights({ nets: blendInto(nets, blend), calibration: [0, 1, 0, 0] }));
model.calibration = fitCertainty(judged(heldOut, model));
const { calibration, ...file } = formatWeights(model);
const lines = JSON.stringify({ ...file, calibration: null }, null, 2);
writeFileSync(options.out, `${lines.replace('null', `[${calibration.join(', ')}]`)}\n`);

console.log(`blend ${JSON.stringify(blend)}`);
console.log(`calibration ${model.calibration.join(' ')}`);
console.log('');
console.log('method                             composed, held out     clips');
for (const name of ['bgate', 'shaath', 'temperley'] as const) {
  row(`profile ${name}`, profileAnswers(heldOut, name), profileAnswers(clips, name));
}
const untouched = { nets: blendInto(nets, { nets: 1, bgate: 0, shaath: 0, minor: 0 }), calibration: model.calibration };
row('networks alone', answers(heldOut, untouched), answers(clips, untouched));
const unfitted = { nets: blendInto(nets, fitBlend(nets, [])), calibration: model.calibration };
row('blended, not fitted to clips', answers(heldOut, unfitted), answers(clips, unfitted));
row('committed (clips were used)', answers(heldOut, model), answers(clips, model));
for (const seed of foldSeeds) row(`blended, ${folds} folds, seed ${seed}`, [], crossValidated(seed));

function wholeOf(material: KeyMaterial): KeyExample {
  return examplesOf(material, 0, 1, new Random(0))[0]!;
}

function crossValidated(seed: number): Answer[] {
  const order = new Random(seed).shuffled(clips.map((_, index) => index));
  return Array.from({ length: folds }, (_, fold) => {
    const isTest = (index: number) => order.indexOf(index) % folds === fold;
    const fitted = fitBlend(
      nets,
      wholeClips.filter((_, index) => !isTest(index)),
    );
    const foldModel = { nets: blendInto(nets, fitted), calibration: model.calibration };
    return answers(
      clips.filter((_, index) => isTest(index)),
      foldModel,
    );
  }).flat();
}

function answers(materials: readonly KeyMaterial[], withModel: TrainedKeys): Answer[] {
  return materials.map(({ blocks, key }) => {
    const judgement = judgeStretch(blocks, { first: 0, end: blocks.count }, keyWindows(blocks, withModel), withModel);
    return { key, answer: judgement.order[0]!, confidence: certaintyOf(judgement.certainty, withModel) };
  });
}

function judged(materials: readonly KeyMaterial[], withModel: TrainedKeys): Judged[] {
  return materials.map(({ blocks, key }) => {
    const judgement = judgeStretch(blocks, { first: 0, end: blocks.count }, keyWindows(blocks, withModel), withModel);
    return { features: certaintyFeatures(judgement.certainty), isRight: judgement.order[0] === key };
  });
}

function profileAnswers(materials: readonly KeyMaterial[], name: ProfileName): Answer[] {
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
