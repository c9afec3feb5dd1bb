import type { KeyBlocks } from './key-blocks.ts';
import { collectEvidence } from './key-features.ts';
import { keyShares } from './key-model.ts';
import type { TrainedKeys } from './key-weights.ts';
import { blockSeconds } from './pitch-chroma.ts';

/** From block `first` up to, not including, `end`. The key counts major keys from C on, then minor ones. */
export type Stretch = { first: number; end: number; key: number };

/** 12 s, every 6 s: long enough for a chord progression, short enough to see where the key moves. */
const windowBlocks = Math.round(12 / blockSeconds);
const hopBlocks = Math.round(6 / blockSeconds);
/** What a change of key costs, in the logarithm of odds; windows that overlap count half. */
const changeCost = 6;
/** A key that does not last this long is an excursion, not a modulation. */
const shortestSeconds = 20;

export type KeyWindow = { first: number; end: number; shares: Float64Array };

/** The keys of overlapping windows; those in which hardly anything sounds are left out. */
export function keyWindows(blocks: KeyBlocks, model?: TrainedKeys): KeyWindow[] {
  const windows: KeyWindow[] = [];
  for (let first = 0; first === 0 || first + windowBlocks <= blocks.count; first += hopBlocks) {
    const end = Math.min(blocks.count, first + windowBlocks);
    const evidence = collectEvidence(blocks, first, end);
    if (evidence.weight > windowBlocks / 8) windows.push({ first, end, shares: keyShares(evidence, model) });
  }
  return windows;
}

/**
 * Cuts a piece where its key changes for a good while: the likeliest path through the keys of the windows (Viterbi), on
 * which each change has its price. One stretch for most music; none where nothing sounds.
 */
export function findStretches(windows: readonly KeyWindow[], count: number): Stretch[] {
  const path = likeliestPath(windows);
  const stretches: Stretch[] = [];
  for (const [index, key] of path.entries()) {
    const { first, end } = windows[index]!;
    const last = stretches.at(-1);
    if (last?.key === key) last.end = count;
    else {
      // Between two windows of different keys the change is taken to be half way.
      const at = last ? Math.round((windows[index - 1]!.first + end) / 2) : 0;
      if (last) last.end = at;
      stretches.push({ first: last ? Math.max(at, first) : 0, end: count, key });
    }
  }
  for (const [index, stretch] of stretches.entries()) if (index > 0) stretch.first = stretches[index - 1]!.end;
  return withoutExcursions(stretches);
}

function likeliestPath(windows: readonly KeyWindow[]): number[] {
  const overlap = hopBlocks / windowBlocks;
  let scores = new Float64Array(24);
  const cameFrom: Uint8Array[] = [];
  for (const { shares } of windows) {
    const best = scores.indexOf(Math.max(...scores));
    const from = new Uint8Array(24);
    const next = new Float64Array(24);
    for (let key = 0; key < 24; key += 1) {
      const isChange = scores[best]! - changeCost > scores[key]!;
      from[key] = isChange ? best : key;
      next[key] = (isChange ? scores[best]! - changeCost : scores[key]!) + overlap * Math.log(shares[key]! + 1e-4);
    }
    cameFrom.push(from);
    scores = next;
  }
  let key = scores.indexOf(Math.max(...scores));
  const path = new Array<number>(windows.length);
  for (let index = windows.length - 1; index >= 0; index -= 1) {
    path[index] = key;
    key = cameFrom[index]![key]!;
  }
  return path;
}

/** Gives short stretches to the longer neighbour, and joins neighbours of the same key. */
function withoutExcursions(stretches: readonly Stretch[]): Stretch[] {
  const kept = stretches.map((stretch) => ({ ...stretch }));
  const length = ({ first, end }: Stretch) => end - first;
  while (kept.length > 1) {
    const shortest = kept.reduce((best, stretch, index) => (length(stretch) < length(kept[best]!) ? index : best), 0);
    if (length(kept[shortest]!) * blockSeconds >= shortestSeconds) break;
    const before = kept[shortest - 1];
    const after = kept[shortest + 1];
    const [removed] = kept.splice(shortest, 1);
    if (before && (!after || length(before) >= length(after))) before.end = removed!.end;
    else after!.first = removed!.first;
    for (let index = kept.length - 1; index > 0; index -= 1) {
      if (kept[index]!.key !== kept[index - 1]!.key) continue;
      kept[index - 1]!.end = kept[index]!.end;
      kept.splice(index, 1);
    }
  }
  return kept;
}
