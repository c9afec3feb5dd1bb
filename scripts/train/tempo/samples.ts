import { Forest } from '#core/analysis/tempo/forest.ts';
import { melFrames } from '#core/analysis/tempo/onset-bands.ts';
import { gatherEvidence, type TempoEvidence } from '#core/analysis/tempo/tempo-evidence.ts';
import { decodeMono, fileStamp, listClips } from '../clips.ts';
import { Random } from '../random.ts';
import { examplesAtSpeeds, isRight, type Material, materialOf } from './examples.ts';
import { defaultTrees, type Example, growForest } from './extra-trees.ts';
import { essentiaOf } from './opinions.ts';
import { pieceKey, playPiece, syntheticMaterial } from './synthetic.ts';

/** A piece with all that is computed of it once. */
export type Sample = {
  material: Material;
  evidence: TempoEvidence;
  examples: Example[];
  /** What Essentia says of it; 0 for nothing. */
  essentia: () => Promise<number>;
};

/** What a forest that was not trained on a sample says of it. */
export type Guess = { sample: Sample; bpm: number; scores: number[]; isRight: boolean };

const clipSpeeds = [0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.17, 1.25];
/** A clip counts as much as four synthetic pieces. */
const syntheticWeight = 0.25;
const folds = 10;

export async function clipSamples(directory: string | undefined): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const clip of directory ? listClips(directory) : []) {
    if (clip.bpm === null) continue;
    const material = await materialOf(clip);
    samples.push({
      material,
      evidence: gatherEvidence(material.bands),
      examples: examplesAtSpeeds(material, clipSpeeds, 1),
      essentia: () => essentiaOf(fileStamp(clip.path), () => decodeMono(clip.path, melFrames.rate)),
    });
  }
  return samples;
}

export async function syntheticSamples(series: number, count: number): Promise<Sample[]> {
  const random = new Random(5);
  const samples: Sample[] = [];
  for (let index = 0; index < count; index += 1) {
    const material = await syntheticMaterial(series, index);
    samples.push({
      material,
      evidence: gatherEvidence(material.bands),
      examples: examplesAtSpeeds(material, [1, random.between(0.85, 1.18)], syntheticWeight),
      essentia: () => essentiaOf(pieceKey(series, index), () => playPiece(series, index).samples),
    });
  }
  return samples;
}

export function train(samples: readonly Sample[], seed: number) {
  return growForest(
    samples.flatMap(({ examples }) => examples),
    defaultTrees,
    new Random(seed),
  );
}

export function guess(forest: Forest, samples: readonly Sample[]): Guess[] {
  return samples.map((sample) => {
    const scores = sample.evidence.features.map((features) => forest.estimate(features));
    const bpm = sample.evidence.candidates[scores.indexOf(Math.max(...scores))]?.bpm ?? 0;
    return { sample, bpm, scores, isRight: isRight(bpm, sample.material.bpm) };
  });
}

/** Every kind of synthetic music judged by a forest that never heard it: as hard as music from elsewhere. */
export function guessHeldOutGenres(clips: readonly Sample[], synthetic: readonly Sample[]): Guess[] {
  const parts = 4;
  const names = [...new Set(synthetic.map(({ material }) => material.kind))];
  return Array.from({ length: parts }, (_, part) => {
    const isHeld = ({ material }: Sample) => names.indexOf(material.kind) % parts === part;
    const training = [...clips, ...synthetic.filter((sample) => !isHeld(sample))];
    return guess(new Forest(train(training, 50 + part)), synthetic.filter(isHeld));
  }).flat();
}

export function crossValidate(clips: readonly Sample[], synthetic: readonly Sample[], seed: number): Guess[] {
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

export function leaveKindsOut(
  clips: readonly Sample[],
  synthetic: readonly Sample[],
  groups: readonly (readonly string[])[],
): Guess[] {
  return groups.flatMap((group) => {
    const isHeld = ({ material }: Sample) => group.includes(material.kind);
    const forest = new Forest(train([...clips.filter((clip) => !isHeld(clip)), ...synthetic], 7));
    return guess(forest, clips.filter(isHeld));
  });
}
