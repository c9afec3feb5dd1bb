import { waveformBands } from '#shared/waveform.ts';

/** The overview of a waveform, and how much time it stands for. */
export type Shape = { overview: Uint8Array; durationMs: number };

/** Bands that every codec keeps: it is the highest that they take from. */
const comparedBands = [0, 1];

/**
 * How much two waveforms differ over their whole length, as a share of their level, however loud each is. Copies are
 * under 0.03, with a different start under 0.06; null for silence. A fingerprint ends after two minutes; this does not.
 */
export function shapeDifference(one: Shape, other: Shape, offsetMs: number): number | null {
  const differences = comparedBands.flatMap((band) => {
    const difference = bandDifference(one, other, offsetMs, band);
    return difference === null ? [] : [difference];
  });
  return differences.length === 0 ? null : Math.max(...differences);
}

function bandDifference(one: Shape, other: Shape, offsetMs: number, band: number): number | null {
  const points = one.overview.length / waveformBands;
  const pairs: [number, number][] = [];
  for (let point = 0; point < points; point += 1) {
    const atMs = ((point + 0.5) / points) * one.durationMs;
    const there = levelAt(other, band, atMs + offsetMs);
    if (there !== null) pairs.push([one.overview[point * waveformBands + band]!, there]);
  }
  const [energy, otherEnergy] = [0, 1].map((side) => pairs.reduce((sum, pair) => sum + pair[side]! ** 2, 0)) as [
    number,
    number,
  ];
  if (energy === 0 || otherEnergy === 0) return null;
  const gain = Math.sqrt(energy / otherEnergy);
  const [difference, level] = pairs.reduce(
    ([sum, total], [here, there]) => [sum + Math.abs(here - gain * there), total + here],
    [0, 0],
  );
  return difference / level;
}

/** Between two points as a line goes; null outside of the sound. */
function levelAt({ overview, durationMs }: Shape, band: number, atMs: number): number | null {
  const points = overview.length / waveformBands;
  const place = (atMs / durationMs) * points - 0.5;
  if (!(place >= 0 && place <= points - 1)) return null;
  const low = Math.floor(place);
  const high = Math.min(points - 1, low + 1);
  const share = place - low;
  return overview[low * waveformBands + band]! * (1 - share) + overview[high * waveformBands + band]! * share;
}
