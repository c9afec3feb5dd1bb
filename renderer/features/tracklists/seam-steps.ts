/** One frame of a CUE sheet later or earlier. Times are kept in milliseconds, of which a frame has 13.3. */
export function stepFrames(ms: number, frames: number): number {
  const frame = Math.round((ms * 75) / 1000) + frames;
  return Math.max(0, Math.round((frame * 1000) / 75));
}

/** The nearest of the beats; null where there are none. */
export function nearestBeat(beatsMs: readonly number[], ms: number): number | null {
  let [low, high] = [0, beatsMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((beatsMs[middle] as number) < ms) low = middle + 1;
    else high = middle;
  }
  const around = [beatsMs[low - 1], beatsMs[low]].filter((beat) => beat !== undefined);
  if (around.length === 0) return null;
  return Math.round(around.reduce((best, beat) => (Math.abs(beat - ms) < Math.abs(best - ms) ? beat : best)));
}
