/** A handle of a set's energy curve: `at` from 0 (its start) to 1 (its end), `energy` 0 to 10. */
export type CurvePoint = { at: number; energy: number };

export const mostEnergy = 10;
export const mostCurvePoints = 24;
/** Two handles stand at least so far apart, so that each can be taken. */
export const leastCurveGap = 0.01;

/** The shapes that are offered, each with a handle where its course changes. */
export const curveShapes = {
  warmUp: [
    { at: 0, energy: 2 },
    { at: 0.35, energy: 3 },
    { at: 0.7, energy: 4.5 },
    { at: 1, energy: 6 },
  ],
  buildPeakRelease: [
    { at: 0, energy: 1.8 },
    { at: 0.14, energy: 3.1 },
    { at: 0.3, energy: 4.4 },
    { at: 0.46, energy: 6.3 },
    { at: 0.58, energy: 8 },
    { at: 0.72, energy: 9 },
    { at: 0.83, energy: 9.2 },
    { at: 0.93, energy: 5.6 },
    { at: 1, energy: 3.4 },
  ],
  plateau: [
    { at: 0, energy: 5 },
    { at: 0.15, energy: 7 },
    { at: 0.85, energy: 7 },
    { at: 1, energy: 5.5 },
  ],
} as const satisfies Record<string, readonly CurvePoint[]>;

/**
 * The energy of a curve at a place, 0 to 10: smooth, through every handle, and between two of them never above the higher
 * or below the lower one (monotone cubic interpolation, Fritsch and Carlson, SIAM J. Numer. Anal. 17, 1980).
 */
export function curveAt(points: readonly CurvePoint[], at: number): number {
  return curveFunction(points)(at);
}

/** The same for many places of one curve. */
export function curveFunction(points: readonly CurvePoint[]): (at: number) => number {
  const sorted = [...points].sort((one, other) => one.at - other.at);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (!first || !last) return () => mostEnergy / 2;
  const slopes = slopesAt(sorted);
  return (at) => {
    if (at <= first.at) return first.energy;
    if (at >= last.at) return last.energy;
    let index = 0;
    while (sorted[index + 1]!.at < at) index += 1;
    const from = sorted[index]!;
    const to = sorted[index + 1]!;
    const width = to.at - from.at;
    if (width <= 0) return to.energy;
    const t = (at - from.at) / width;
    const bend = t * t * (3 - 2 * t);
    const energy =
      from.energy * (1 - bend) +
      to.energy * bend +
      width * (slopes[index]! * t * (1 - t) * (1 - t) - slopes[index + 1]! * t * t * (1 - t));
    return Math.min(mostEnergy, Math.max(0, energy));
  };
}

/** The slope at each handle: the harmonic mean of both sides, none at a summit or in a valley. */
function slopesAt(points: readonly CurvePoint[]): number[] {
  const steps = points.slice(1).map((point, index) => {
    const before = points[index]!;
    const width = point.at - before.at;
    return { width, slope: width > 0 ? (point.energy - before.energy) / width : 0 };
  });
  return points.map((_, index) => {
    const before = steps[index - 1];
    const after = steps[index];
    if (!before || !after) return (before ?? after)?.slope ?? 0;
    if (before.slope * after.slope <= 0) return 0;
    const near = 2 * after.width + before.width;
    const far = after.width + 2 * before.width;
    return (near + far) / (near / before.slope + far / after.slope);
  });
}

/** A curve with one handle elsewhere: between its neighbours, the first and the last one at their ends. */
export function moveCurvePoint(points: readonly CurvePoint[], index: number, { at, energy }: CurvePoint): CurvePoint[] {
  const before = points[index - 1];
  const after = points[index + 1];
  const least = before ? before.at + leastCurveGap : 0;
  const most = after ? after.at - leastCurveGap : 1;
  const isEnd = !before || !after;
  return points.map((point, place) =>
    place === index
      ? {
          at: isEnd ? point.at : Math.min(Math.max(least, most), Math.max(least, at)),
          energy: Math.min(mostEnergy, Math.max(0, energy)),
        }
      : point,
  );
}

/** A curve with a handle more, on its line; null where it is full or another handle stands there. */
export function addCurvePoint(
  points: readonly CurvePoint[],
  at: number,
): { points: CurvePoint[]; index: number } | null {
  if (points.length >= mostCurvePoints) return null;
  if (at <= 0 || at >= 1 || points.some((point) => Math.abs(point.at - at) < leastCurveGap)) return null;
  const index = points.findIndex((point) => point.at > at);
  const place = index === -1 ? points.length : index;
  return { points: points.toSpliced(place, 0, { at, energy: curveAt(points, at) }), index: place };
}

/** A curve with a handle less; its ends stay. */
export function removeCurvePoint(points: readonly CurvePoint[], index: number): CurvePoint[] {
  if (index <= 0 || index >= points.length - 1) return [...points];
  return points.toSpliced(index, 1);
}
