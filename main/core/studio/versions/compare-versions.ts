import type { SoundFacts, VersionComparison } from '#shared/contract/versions.ts';
import { matchLoudness } from '#shared/matched-loudness.ts';
import { keyMode, pitchOfKey } from '#shared/music-key.ts';
import { peakFromByte, type Waveform, waveformBands } from '#shared/waveform.ts';

/** One of two versions; without a waveform where there is none. */
export type Compared = { facts: SoundFacts; waveform: Waveform | null };

/** Points are compared in stretches of so long. */
const stretchMs = 200;
/** Two stretches differ where one is so much louder than the other, and not next to silent. */
const differenceDb = 1;
const silentPeak = 0.01;
/** So many stretches in a row must differ: one may be a click. */
const runOfStretches = 2;

/** What changed from one version to another. */
export function compareVersions(first: Compared, second: Compared): VersionComparison {
  const [a, b] = [first.facts, second.facts];
  const [firstGain = 0, secondGain = 0] = matchLoudness([a, b]);
  const isMatched = a.lufs !== null && b.lufs !== null;
  return {
    gainDb: isMatched ? [firstGain, secondGain] : [0, 0],
    difference: {
      durationMs: minus(b.durationMs, a.durationMs),
      lufs: minus(b.lufs, a.lufs),
      truePeakDb: minus(b.truePeakDb, a.truePeakDb),
      bpm: minus(b.bpm, a.bpm),
      semitones: semitonesBetween(a.key, b.key),
    },
    hasOtherKey: a.key === null || b.key === null ? null : a.key !== b.key,
    ...compareShapes(first.waveform, second.waveform, isMatched ? firstGain - secondGain : 0),
  };
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}

/** −5 to 6; null where a key is not known, or one is minor and the other major. */
export function semitonesBetween(from: number | null, to: number | null): number | null {
  if (from === null || to === null || keyMode(from) !== keyMode(to)) return null;
  const up = (pitchOfKey(to) - pitchOfKey(from) + 12) % 12;
  return up > 6 ? up - 12 : up;
}

/** `gainDb`: by how much the first is made louder than the second, so that both sound equally loud. */
function compareShapes(
  first: Waveform | null,
  second: Waveform | null,
  gainDb: number,
): Pick<VersionComparison, 'differsAtMs' | 'likeness'> {
  if (!first || !second) return { differsAtMs: null, likeness: null };
  const [a, b] = [toStretches(first, 10 ** (gainDb / 20)), toStretches(second, 1)];
  const shared = Math.min(a.length, b.length);
  let alike = 0;
  let run = 0;
  let differsAt: number | null = null;
  for (let index = 0; index < shared; index += 1) {
    const differs = isDifferent(a[index] as number[], b[index] as number[]);
    if (!differs) alike += 1;
    run = differs ? run + 1 : 0;
    if (run === runOfStretches) differsAt ??= index - runOfStretches + 1;
  }
  const longest = Math.max(a.length, b.length);
  if (differsAt === null && longest - shared >= runOfStretches) differsAt = shared;
  return {
    differsAtMs: differsAt === null ? null : differsAt * stretchMs,
    likeness: longest === 0 ? 1 : alike / longest,
  };
}

function isDifferent(a: readonly number[], b: readonly number[]): boolean {
  return a.some((peak, band) => {
    const other = b[band] as number;
    const louder = Math.max(peak, other);
    return louder > silentPeak && louder > Math.min(peak, other) * 10 ** (differenceDb / 20) + silentPeak / 2;
  });
}

/** The root mean square of each band's peaks in each stretch. */
function toStretches({ detail, durationMs }: Waveform, factor: number): number[][] {
  const points = detail.length / waveformBands;
  if (points === 0 || durationMs <= 0) return [];
  const count = Math.ceil(durationMs / stretchMs);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * stretchMs * points) / durationMs);
    const to = Math.max(from + 1, Math.min(points, Math.floor(((index + 1) * stretchMs * points) / durationMs)));
    return Array.from({ length: waveformBands }, (_band, band) => {
      let sum = 0;
      for (let point = from; point < to; point += 1) {
        sum += peakFromByte(detail[point * waveformBands + band] ?? 0) ** 2;
      }
      return Math.sqrt(sum / (to - from)) * factor;
    });
  });
}
