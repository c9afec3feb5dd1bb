import { frameRate } from './onset-bands.ts';

/** Harmonics of the beat that are looked at: it, its halves and its quarters. */
const harmonics = [1, 2, 4];
const blockFrames = 512;

/**
 * The tempo near another one at which the onsets of a stretch agree best: the peak of the sum of their spectrum at the
 * beat and its harmonics, over the whole stretch, to a few thousandths of a BPM for a steady tempo.
 *
 * The stretch is cut into blocks, one Fourier coefficient each; trying a tempo only turns and adds these.
 */
export function fineTempo(series: Float32Array, from: number, to: number, bpm: number, within = 0.015): number {
  const start = Math.max(0, from);
  const end = Math.min(series.length, to);
  const seconds = (end - start) / frameRate;
  if (seconds < 2 || !(bpm > 0)) return bpm;
  const blocks = harmonics.map((harmonic) => coefficients(series, start, end, (harmonic * bpm) / 60));
  const support = (tried: number) => {
    let sum = 0;
    for (const [index, harmonic] of harmonics.entries()) {
      sum += turnedSum(blocks[index]!, (harmonic * (tried - bpm)) / 60);
    }
    return sum;
  };
  // The fastest harmonic changes within 15 / seconds BPM: a quarter of that is fine enough not to step over the peak.
  const step = Math.min(0.25, 4 / seconds);
  let best = bpm;
  let most = support(bpm);
  for (let away = step; away <= within * bpm; away += step) {
    for (const tried of [bpm - away, bpm + away]) {
      const value = support(tried);
      if (value > most) {
        most = value;
        best = tried;
      }
    }
  }
  for (let width = step / 2; width > 0.0005; width /= 2) {
    const left = support(best - width);
    const right = support(best + width);
    if (Math.max(left, right) > most) {
      most = Math.max(left, right);
      best += left > right ? -width : width;
    }
  }
  return best;
}

type Block = { seconds: number; real: number; imaginary: number };

function coefficients(series: Float32Array, start: number, end: number, hz: number): Block[] {
  const angle = (2 * Math.PI * hz) / frameRate;
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const blocks: Block[] = [];
  for (let block = start; block < end; block += blockFrames) {
    const stop = Math.min(end, block + blockFrames);
    let turnRe = Math.cos(angle * (block - start));
    let turnIm = -Math.sin(angle * (block - start));
    let real = 0;
    let imaginary = 0;
    for (let index = block; index < stop; index += 1) {
      const value = series[index]!;
      real += value * turnRe;
      imaginary += value * turnIm;
      const next = turnRe * cosine + turnIm * sine;
      turnIm = turnIm * cosine - turnRe * sine;
      turnRe = next;
    }
    blocks.push({ seconds: ((block + stop) / 2 - start) / frameRate, real, imaginary });
  }
  return blocks;
}

function turnedSum(blocks: readonly Block[], hz: number): number {
  let re = 0;
  let im = 0;
  for (const { seconds, real, imaginary } of blocks) {
    const angle = -2 * Math.PI * hz * seconds;
    const cosine = Math.cos(angle);
    const sine = Math.sin(angle);
    re += real * cosine - imaginary * sine;
    im += real * sine + imaginary * cosine;
  }
  return Math.sqrt(re * re + im * im);
}
