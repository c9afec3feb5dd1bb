/** Beats further from a time than this have nothing to do with it. */
const furthestMs = 2500;

export type BeatGrid = {
  beatsMs: Float32Array;
  /** Null where nobody knows which beats begin a bar. */
  firstDownbeatMs: number | null;
  beatsPerBar: number;
};

/** Moves times to the nearest start of a bar, or to the nearest beat where bars are unknown; all in milliseconds. */
export function snapTimes(times: readonly number[], { beatsMs, firstDownbeatMs, beatsPerBar }: BeatGrid): number[] {
  const hasBars = firstDownbeatMs !== null && beatsPerBar > 1;
  const first = hasBars ? nearestIndex(beatsMs, firstDownbeatMs) : 0;
  const targets = hasBars ? beatsMs.filter((_, index) => (index - first) % beatsPerBar === 0) : beatsMs;
  return times.map((time) => {
    const nearest = targets[nearestIndex(targets, time)];
    return nearest !== undefined && Math.abs(nearest - time) <= furthestMs ? nearest : time;
  });
}

/** Of ascending values the nearest one's index. */
function nearestIndex(values: Float32Array, goal: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < goal) low = middle + 1;
    else high = middle;
  }
  return low > 0 && goal - values[low - 1]! < values[low]! - goal ? low - 1 : low;
}
