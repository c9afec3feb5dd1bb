import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BandFrames } from '#core/analysis/frames/band-frames.ts';
import { type KeyBlocks, keyBlocks } from '#core/analysis/key/key-blocks.ts';
import { collectEvidence } from '#core/analysis/key/key-features.ts';
import { blockSeconds, blockValues, type PitchBlocks, PitchChroma } from '#core/analysis/key/pitch-chroma.ts';
import { pitchFrameLength, pitchHop, pitchRate, pitchRows } from '#core/analysis/key/pitch-rows.ts';
import { parseKey, pitchOfKey } from '#shared/music-key.ts';
import { cached, decodeMono, fileStamp, listClips } from '../clips.ts';
import { Random } from '../random.ts';
import { composePiece, type Piece, type PieceOptions } from './compose-piece.ts';
import { playPiece } from './play-piece.ts';
import { playUnpitched, type UnpitchedKind } from './play-unpitched.ts';
import type { KeyExample } from './train-net.ts';

/** Music of a known key, as the analysis hears it. Keys count major ones from C on, then minor ones. */
export type KeyMaterial = {
  name: string;
  pitches: PitchBlocks;
  key: number;
  modulation: Piece['modulation'];
  /** Empty where they are not known. */
  chords: Piece['chords'];
};

export type HeardMaterial = KeyMaterial & { blocks: KeyBlocks };

const rows = pitchRows();
const analysisFolder = join(import.meta.dirname, '../../../main/core/analysis');

/** Changes with everything the measured blocks depend on. */
const sources = createHash('sha256');
for (const file of ['compose-piece.ts', 'progressions.ts', 'play-piece.ts', '../random.ts']) {
  sources.update(readFileSync(join(import.meta.dirname, file)));
}
for (const file of ['key/pitch-chroma.ts', 'key/pitch-rows.ts', 'frames/band-frames.ts']) {
  sources.update(readFileSync(join(analysisFolder, file)));
}
const version = sources.digest('hex');

/** Piece `seed` of all that can be composed with the options. */
export async function composedMaterial(seed: number, options?: PieceOptions): Promise<KeyMaterial> {
  const random = new Random(seed);
  const piece = composePiece(random, options);
  const name = options ? `${seed} ${JSON.stringify(options)}` : seed;
  const values = await cached(`key piece ${name} ${version}`, () => measure(playPiece(piece, random, pitchRate)));
  return {
    name: `piece ${seed}`,
    pitches: toBlocks(values),
    key: piece.tonic + (piece.isMinor ? 12 : 0),
    modulation: piece.modulation,
    chords: piece.chords,
  };
}

/** A sound without a key. */
export function unpitchedMaterial(kind: UnpitchedKind, seed: number): PitchBlocks {
  return toBlocks(measure(playUnpitched(kind, new Random(seed), 15, pitchRate)));
}

/** The clips of a folder that have a key, in the order of their names. */
export async function clipMaterial(directory: string): Promise<(KeyMaterial & { path: string })[]> {
  const result: (KeyMaterial & { path: string })[] = [];
  for (const { file, path, key: name } of listClips(directory)) {
    const parsed = name === null ? null : parseKey(name);
    if (parsed === null) continue;
    const values = await cached(`key clip ${fileStamp(path)} ${version}`, async () =>
      measure(await decodeMono(path, pitchRate)),
    );
    const key = pitchOfKey(parsed) + (parsed % 2 === 0 ? 12 : 0);
    result.push({ name: file, path, pitches: toBlocks(values), key, modulation: null, chords: [] });
  }
  return result;
}

/** The blocks of mono audio, and the tuning as the last number. */
function measure(samples: Float32Array): Float32Array {
  const frames = new BandFrames({ frameLength: pitchFrameLength, hop: pitchHop, rows, input: 'magnitude' });
  const chroma = new PitchChroma();
  chroma.push(frames.push(samples));
  const { values, tuningCents } = chroma.result();
  return Float32Array.from([...values, tuningCents]);
}

function toBlocks(values: Float32Array): PitchBlocks {
  const count = (values.length - 1) / blockValues;
  return { values: values.subarray(0, -1), count, tuningCents: values.at(-1)! };
}

/** Finds the chords of the blocks. */
export function hear<Material extends KeyMaterial>(
  material: Material,
  chordWeights: ArrayLike<number>,
): Material & HeardMaterial {
  return { ...material, blocks: keyBlocks(material.pitches, chordWeights) };
}

/** The whole piece and `parts` stretches of it, by chance 9 to 45 s long. The end of a part is no end, as in clips. */
export function examplesOf(material: HeardMaterial, parts: number, weight: number, random: Random): KeyExample[] {
  const { blocks, key, modulation } = material;
  const examples = [{ evidence: collectEvidence(blocks), key, weight }];
  for (let part = 0; part < parts; part += 1) {
    const length = Math.min(blocks.count, Math.round(random.between(9, 45) / blockSeconds));
    const first = random.below(blocks.count - length + 1);
    const isModulated = modulation !== null && (first + length / 2) * blockSeconds > modulation.start;
    const tonic = (key + (isModulated ? modulation.steps : 0)) % 12;
    const evidence = collectEvidence(blocks, first, first + length);
    examples.push({ evidence, key: tonic + (key >= 12 ? 12 : 0), weight });
  }
  return examples;
}
