import { BandFrames, melRows } from '#core/analysis/frames/band-frames.ts';
import { repeatedLoop } from '#core/analysis/tempo/loop.ts';
import { melFrames, OnsetBands, onsetBandCount } from '#core/analysis/tempo/onset-bands.ts';
import { gatherEvidence, type TempoEvidence } from '#core/analysis/tempo/tempo-evidence.ts';
import { type Clip, cached, decodeMono, fileStamp } from '../clips.ts';
import type { Example } from './extra-trees.ts';

/** Onsets of a piece of music whose tempo is known. */
export type Material = { name: string; kind: string; bpm: number; bands: Float32Array[] };

/** Raised when what is cached is no longer what the code computes. */
const onsetVersion = 1;
export const tolerance = 0.04;

/** Mono audio at 22,050 Hz to onset bands, as the product does it. */
export function onsetsOf(mono: Float32Array): Float32Array[] {
  const frames = new BandFrames({
    frameLength: melFrames.frameLength,
    hop: melFrames.hop,
    rows: melRows(melFrames),
    input: 'magnitude',
    logGain: melFrames.gain,
  });
  const onsets = new OnsetBands();
  onsets.push(frames.push(repeatedLoop(mono, melFrames.rate)));
  return onsets.series().map((series) => series.slice());
}

export async function materialOf(clip: Clip): Promise<Material> {
  const key = `onsets ${onsetVersion} ${fileStamp(clip.path)}`;
  const flat = await cached(key, async () => flattened(onsetsOf(await decodeMono(clip.path, melFrames.rate))));
  return { name: clip.file, kind: clip.kind, bpm: clip.bpm ?? 0, bands: unflattened(flat) };
}

export function flattened(bands: readonly Float32Array[]): Float32Array {
  const length = bands[0]!.length;
  const flat = new Float32Array(length * bands.length);
  for (const [index, band] of bands.entries()) flat.set(band, index * length);
  return flat;
}

export function unflattened(flat: Float32Array): Float32Array[] {
  const length = flat.length / onsetBandCount;
  return Array.from({ length: onsetBandCount }, (_, band) => flat.subarray(band * length, (band + 1) * length));
}

/** Plays onsets faster or slower: the series stretched along time, by linear interpolation. */
export function stretched(bands: readonly Float32Array[], speed: number): Float32Array[] {
  if (speed === 1) return [...bands];
  const length = Math.floor((bands[0]!.length - 1) / speed);
  return bands.map((band) =>
    Float32Array.from({ length }, (_, index) => {
      const position = index * speed;
      const floor = Math.floor(position);
      const fraction = position - floor;
      return band[floor]! * (1 - fraction) + (band[floor + 1] ?? 0) * fraction;
    }),
  );
}

export function isRight(bpm: number, truth: number): boolean {
  return Math.abs(bpm - truth) <= tolerance * truth;
}

/** The candidates of a piece as examples, weighing `weight` together per candidate on average. */
export function examplesOf(evidence: TempoEvidence, truth: number, weight: number): Example[] {
  return evidence.candidates.map(({ bpm }, index) => ({
    features: evidence.features[index]!,
    isRight: isRight(bpm, truth),
    weight,
  }));
}

/** A piece at several speeds; the truth moves along. */
export function examplesAtSpeeds(material: Material, speeds: readonly number[], weight: number): Example[] {
  return speeds.flatMap((speed) =>
    examplesOf(gatherEvidence(stretched(material.bands, speed)), material.bpm * speed, weight / speeds.length),
  );
}
