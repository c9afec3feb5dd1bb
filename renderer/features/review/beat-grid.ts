/** Where beats fall, in milliseconds, and which of them are the first of a bar. */
export type BeatGrid = {
  timesMs: readonly number[];
  /** Index of the first beat of a bar; every `beatsPerBar`th beat before and after it is one too. */
  firstDownbeat: number;
  beatsPerBar: number;
};

export type FoundBeats = {
  bpm: number | null;
  beatsMs: readonly number[];
  firstDownbeat: number | null;
  beatsPerBar: number;
};

/** Beats beyond this are of no use and would only cost time. */
const mostBeats = 40_000;
/** Tempi closer than this share of each other are the same. */
const sameShare = 0.005;

/** Counts that a listener may hear in the same beats: parts and multiples of the found tempo. */
export const simpleRatios = [1, 1 / 2, 2, 2 / 3, 3 / 2, 3 / 4, 4 / 3, 1 / 3, 3, 1 / 4, 4] as const;

export function isSameTempo(first: number, second: number): boolean {
  return Math.abs(first - second) <= sameShare * Math.max(first, second);
}

/** Two methods hear the same beats so far apart, and the core takes them for the same. */
const countShare = 0.02;

/** Whether two tempi mean the same beats, though each was measured with an error of its own. */
export function isSameCount(first: number, second: number): boolean {
  return Math.abs(first - second) <= countShare * Math.max(first, second);
}

/** How `bpm` counts the beats of `of`, as one of the simple ratios; null when it is none of them. */
export function simpleRatio(bpm: number, of: number): number | null {
  return simpleRatios.find((ratio) => isSameCount(bpm, of * ratio)) ?? null;
}

/**
 * Beats of a tempo over a track, as the core makes them once the tempo is set. Where it is a simple part or multiple of
 * the found one, the found beats are counted anew, so that the grid follows music that drifts; otherwise it is even.
 * With an anchor all beats move by as much as puts the nearest one there, and that is the first of a bar.
 */
export function gridOf(bpm: number, found: FoundBeats, durationMs: number, anchorMs: number | null = null): BeatGrid {
  const { beatsMs, beatsPerBar } = found;
  const ratio = found.bpm === null || beatsMs.length < 2 ? null : simpleRatio(bpm, found.bpm);
  if (ratio === null) return evenGrid(bpm, anchorMs ?? beatsMs[found.firstDownbeat ?? 0] ?? 0, durationMs, beatsPerBar);
  const counted = countedAnew(found, ratio);
  return anchorMs === null ? counted : movedTo(counted, anchorMs, durationMs);
}

function countedAnew({ beatsMs, firstDownbeat, beatsPerBar }: FoundBeats, ratio: number): BeatGrid {
  const origin = firstDownbeat ?? 0;
  const timesMs: number[] = [];
  const first = Math.ceil(-origin * ratio - 1e-9);
  const last = Math.floor((beatsMs.length - 1 - origin) * ratio + 1e-9);
  for (let beat = first; beat <= last && timesMs.length < mostBeats; beat++) {
    timesMs.push(timeAtBeat(beatsMs, origin + beat / ratio));
  }
  return { timesMs, firstDownbeat: -first, beatsPerBar };
}

function movedTo(grid: BeatGrid, anchorMs: number, durationMs: number): BeatGrid {
  const after = firstBeatFrom(grid, anchorMs);
  const [before = Number.NEGATIVE_INFINITY, next = Number.POSITIVE_INFINITY] = [
    grid.timesMs[after - 1],
    grid.timesMs[after],
  ];
  const nearest = anchorMs - before < next - anchorMs ? after - 1 : after;
  const shift = anchorMs - (grid.timesMs[nearest] ?? anchorMs);
  const moved = grid.timesMs.map((at) => at + shift);
  const dropped = moved.filter((at) => at < 0).length;
  const timesMs = moved.filter((at) => at >= 0 && at <= durationMs);
  return { timesMs, firstDownbeat: (nearest - dropped) % grid.beatsPerBar, beatsPerBar: grid.beatsPerBar };
}

/** Beats at an even tempo through `anchorMs`, which is the first of a bar. */
export function evenGrid(bpm: number, anchorMs: number, durationMs: number, beatsPerBar: number): BeatGrid {
  const beatMs = 60_000 / bpm;
  if (!Number.isFinite(beatMs) || beatMs <= 0) return { timesMs: [], firstDownbeat: 0, beatsPerBar };
  const first = Math.ceil(-anchorMs / beatMs - 1e-9);
  const count = Math.min(mostBeats, Math.max(0, Math.floor((durationMs - anchorMs) / beatMs) - first + 1));
  const timesMs = Array.from({ length: count }, (_, index) => Math.max(0, anchorMs + (first + index) * beatMs));
  // Bars are counted from the first one of the track, wherever the anchor is.
  return { timesMs, firstDownbeat: -first % beatsPerBar, beatsPerBar };
}

function timeAtBeat(beatsMs: readonly number[], place: number): number {
  const index = Math.max(0, Math.min(beatsMs.length - 2, Math.floor(place)));
  const start = beatsMs[index]!;
  return start + (beatsMs[index + 1]! - start) * (place - index);
}

export function isDownbeat({ firstDownbeat, beatsPerBar }: BeatGrid, index: number): boolean {
  return (index - firstDownbeat) % beatsPerBar === 0;
}

/** One beat on screen: its time, and its place as bar and beat, both from 1. Bars before the first downbeat are 0 and less. */
export type GridLine = { atMs: number; bar: number; beat: number };

/** Beats from one time up to another, both included. */
export function linesBetween(grid: BeatGrid, fromMs: number, toMs: number): GridLine[] {
  const { timesMs, firstDownbeat, beatsPerBar } = grid;
  const lines: GridLine[] = [];
  for (let index = firstBeatFrom(grid, fromMs); index < timesMs.length && timesMs[index]! <= toMs; index++) {
    const place = index - firstDownbeat;
    const bar = Math.floor(place / beatsPerBar);
    lines.push({ atMs: timesMs[index]!, bar: bar + 1, beat: place - bar * beatsPerBar + 1 });
  }
  return lines;
}

/** Index of the first beat at or after a time. */
export function firstBeatFrom({ timesMs }: BeatGrid, fromMs: number): number {
  let low = 0;
  let high = timesMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timesMs[middle]! < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first of a bar nearest to a time; null without beats. */
export function nearestDownbeat(grid: BeatGrid, atMs: number): number | null {
  let nearest: number | null = null;
  const { timesMs, firstDownbeat, beatsPerBar } = grid;
  for (
    let index = ((firstDownbeat % beatsPerBar) + beatsPerBar) % beatsPerBar;
    index < timesMs.length;
    index += beatsPerBar
  ) {
    const time = timesMs[index]!;
    if (nearest === null || Math.abs(time - atMs) < Math.abs(nearest - atMs)) nearest = time;
  }
  return nearest;
}
