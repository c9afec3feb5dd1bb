import type { Excerpt } from '../excerpts.ts';
import { granuleLength, MpegHybrid } from './mpeg-hybrid.ts';
import { aacFrameLength, aacWindows, SlidingMdct } from './sliding-mdct.ts';

/** How well a codec's grid fits: where its frames would begin, and how much vanishes there. */
export type GridFit = {
  codec: 'mp3' | 'aac';
  /** Samples from the start of the file, less than a frame. */
  alignment: number;
  /**
   * Of the coefficients that other alignments show, how many are (nearly) zero at this one, because the encoder rounded
   * them to zero: 0 for audio that was never coded, to 1.
   */
  vanished: number;
  /** How far that is above what the other alignments have, in their standard deviations. */
  standout: number;
};

/** A coefficient under one step of 16 bits is nothing: rounding the decoded audio to 16 bits leaves a third of a step. */
const nothing = 1 / 32_768;
/** What comes before is only there to see that no sudden sound is near. */
const lead = 1024;
const searched = { mp3: 2, aac: 4 } as const;
const confirmed = 12;
/** Alignments nobody would use, to compare with. */
const decoys = 2;
/** After so many excerpts with so little to show it is not worth going on. */
const fewExcerpts = 3;
const fewVanished = 0.02;
const farOut = 10;
const mostZeros = 0.9;

const subbandCount = 8;
const granules = 2;
/** Encoders zero what lies above; so these bands show most, where the music reaches them. */
const mpegTopHz = 13_500;
const aacTopHz = 9000;
const aacCoefficients = 96;

/**
 * Looks for the traces of MP3 and AAC in decoded audio: seen through the transform of the encoder at the alignment of
 * its frames, many coefficients are zero; seen at any other alignment, they are not (Herre and Schug, Analysis of
 * decompressed audio, 2000; Yang, Qu and Huang, Detecting digital audio forgeries by checking frame offsets, 2008).
 *
 * Nothing of the kind happens to lossless audio, whatever its spectrum, and nothing is left of it after resampling.
 *
 * @param excerpts best first
 * @param bandwidthHz up to where there is something to see
 * @returns the better fit; null where there is nothing to see
 */
export function findCodecGrid(excerpts: readonly Excerpt[], sampleRate: number, bandwidthHz: number): GridFit | null {
  if (excerpts.length === 0 || bandwidthHz < 1500) return null;
  const mpeg = fitMpeg(excerpts, sampleRate, bandwidthHz);
  if (mpeg.vanished > 0.2) return mpeg;
  const aac = fitAac(excerpts, sampleRate, bandwidthHz);
  return aac.vanished * aac.standout > mpeg.vanished * mpeg.standout ? aac : mpeg;
}

function fitMpeg(excerpts: readonly Excerpt[], sampleRate: number, bandwidthHz: number): GridFit {
  const top = Math.floor((Math.min(bandwidthHz, mpegTopHz) * 64) / sampleRate);
  const hybrid = new MpegHybrid(Math.max(0, Math.min(top, 31) - subbandCount + 1), subbandCount);
  const zeros = new Float64Array(granuleLength);
  for (const { mid } of excerpts.slice(0, searched.mp3))
    for (let shift = 0; shift < 32; shift += 1) countMpegZeros(hybrid, mid, shift, zeros);
  const alignment = indexOfLargest(zeros);
  return confirm('mp3', zeros, alignment, excerpts, (samples, at) => {
    hybrid.filter(samples, lead + at, 18 * (granules + 1));
    return zerosOfMpeg(hybrid, 0) / (granules * (subbandCount - 2) * 18);
  });
}

function countMpegZeros(hybrid: MpegHybrid, samples: Float32Array, shift: number, zeros: Float64Array): void {
  hybrid.filter(samples, lead + shift, 18 * (granules + 1) + 17);
  for (let slot = 0; slot < 18; slot += 1) zeros[slot * 32 + shift]! += zerosOfMpeg(hybrid, slot);
}

/** The outermost subbands lack a neighbour, so their butterflies are not right. */
function zerosOfMpeg(hybrid: MpegHybrid, slot: number): number {
  let zeros = 0;
  for (let granule = 0; granule < granules; granule += 1) {
    const values = hybrid.transform(slot + 18 * granule);
    for (let at = 18; at < values.length - 18; at += 1) {
      const value = values[at]!;
      if (value < nothing && value > -nothing) zeros += 1;
    }
  }
  return zeros;
}

function fitAac(excerpts: readonly Excerpt[], sampleRate: number, bandwidthHz: number): GridFit {
  const top = Math.floor((Math.min(bandwidthHz, aacTopHz) * 2 * aacFrameLength) / sampleRate);
  const first = Math.max(16, Math.min(top, aacFrameLength - 16) - aacCoefficients);
  const mdct = new SlidingMdct(first, aacCoefficients);
  const counts = aacWindows.map(() => new Float64Array(aacFrameLength));
  for (const { mid } of excerpts.slice(0, searched.aac)) mdct.countZeros(mid, lead, nothing, counts);
  const fits = counts.map((zeros, shape) => {
    const alignment = indexOfLargest(zeros);
    return confirm('aac', zeros, alignment, excerpts, (samples, at) =>
      mdct.zerosAt(samples, lead + at, nothing, shape),
    );
  });
  return fits.reduce((best, fit) => (fit.vanished > best.vanished ? fit : best));
}

/** Measures an alignment that stood out in a few excerpts in others, next to alignments that mean nothing. */
function confirm(
  codec: GridFit['codec'],
  zeros: Float64Array,
  alignment: number,
  excerpts: readonly Excerpt[],
  shareOfZeros: (samples: Float32Array, alignment: number) => number,
): GridFit {
  const mean = zeros.reduce((sum, count) => sum + count, 0) / zeros.length;
  const variance = zeros.reduce((sum, count) => sum + (count - mean) ** 2, 0) / zeros.length;
  const standout = variance > 0 ? (zeros[alignment]! - mean) / Math.sqrt(variance) : 0;
  if (standout < 4) return { codec, alignment, vanished: 0, standout };
  const shares: { vanished: number; alive: number }[] = [];
  const others = excerpts.slice(searched[codec]);
  for (const { mid, left } of [...others, ...excerpts.slice(0, searched[codec])].slice(0, confirmed)) {
    const here = Math.max(shareOfZeros(mid, alignment), shareOfZeros(left, alignment));
    let elsewhere = 0;
    for (let decoy = 1; decoy <= decoys; decoy += 1) {
      const at = (alignment + Math.floor((decoy * zeros.length) / (decoys + 1))) % zeros.length;
      elsewhere += Math.max(shareOfZeros(mid, at), shareOfZeros(left, at)) / decoys;
    }
    // Where hardly anything is alive, a few coefficients more or less would say too much.
    if (elsewhere < mostZeros) shares.push({ vanished: here - elsewhere, alive: 1 - elsewhere });
    // Nearly all audio was never coded: what a few excerpts do not show was chance.
    const isHopeless = shares.every((share) => share.vanished < fewVanished);
    if (shares.length >= fewExcerpts && isHopeless && standout < farOut) break;
  }
  // Some excerpts fall on short blocks or on silence: the half that shows more counts.
  const upper = shares.toSorted((a, b) => b.vanished - a.vanished).slice(0, Math.ceil(shares.length / 2));
  const alive = upper.reduce((sum, share) => sum + share.alive, 0);
  const vanished = alive === 0 ? 0 : Math.max(0, upper.reduce((sum, share) => sum + share.vanished, 0) / alive);
  return { codec, alignment: (alignment + lead) % zeros.length, vanished, standout };
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at += 1) if (values[at]! > values[best]!) best = at;
  return best;
}
