import { camelotNumber, keyMode, type MusicKey } from '#shared/music-key.ts';

/** A point of the wheel's own square of 124 units. */
export type WheelPoint = { x: number; y: number };

export const wheelSize = 124;
const centre = wheelSize / 2;
/** Major keys stand outside, their relative minors inside: radii from and to. */
const rings = { major: { inner: 44.2, outer: 61 }, minor: { inner: 24.8, outer: 42.6 } } as const;
const stepDegrees = 30;
/** Half of what a segment spans; the rest is the gap between neighbours. */
const halfSpanDegrees = 14;

/** The outline of a key's segment as an SVG path. Numbers stand as on a clock. */
export function segmentPath(key: MusicKey): string {
  const { inner, outer } = rings[keyMode(key)];
  const middle = camelotNumber(key) * stepDegrees;
  const from = middle - halfSpanDegrees;
  const to = middle + halfSpanDegrees;
  return [
    `M${write(pointAt(inner, from))}`,
    `L${write(pointAt(outer, from))}`,
    `A${outer} ${outer} 0 0 1 ${write(pointAt(outer, to))}`,
    `L${write(pointAt(inner, to))}`,
    `A${inner} ${inner} 0 0 0 ${write(pointAt(inner, from))}z`,
  ].join('');
}

/** The middle of a key's segment, where its name stands. */
export function segmentMiddle(key: MusicKey): WheelPoint {
  const { inner, outer } = rings[keyMode(key)];
  return pointAt((inner + outer) / 2, camelotNumber(key) * stepDegrees);
}

function pointAt(radius: number, degrees: number): WheelPoint {
  const radians = (degrees * Math.PI) / 180;
  return { x: centre + radius * Math.sin(radians), y: centre - radius * Math.cos(radians) };
}

function write({ x, y }: WheelPoint): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
