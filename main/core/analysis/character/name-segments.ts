import type { SegmentFindings } from '#shared/findings.ts';

type Kind = SegmentFindings[number]['kind'];

/** What a part is named after. */
export type Part = {
  /** Its length; only ratios matter. */
  cells: number;
  levelDb: number;
  /** Magnitude of the lowest bands. */
  bass: number;
  /** How much the lowest bands rise from frame to frame: kick drums, not held or gently played notes. */
  punch: number;
  /** How much louder its last third is than its first, and how much more treble it has (in units of the log-mel tap). */
  riseDb: number;
  brightening: number;
};

/** A part is quiet from so many dB under the loud ones, or with less than half of their bass. */
const quietDb = 4;
const thinBass = 0.5;
/** A break steps back from what was before it. */
const breakDb = 2;
/** Drops have a beat one can feel: kicks rise this much a frame, basses and pianos less. */
const leastPunch = 0.15;
/** More than this part of a piece is not its introduction. */
const longestEdge = 0.35;

/**
 * Names parts the way DJs do, by level and bass alone: quiet at the start is intro, at the end outro, between loud parts
 * a break; one that swells towards a loud part is its build; loud with the bass coming back is a drop; the rest is body.
 */
export function nameSegments(parts: readonly Part[]): Kind[] {
  if (parts.length === 1) return ['body'];
  const total = parts.reduce((sum, part) => sum + part.cells, 0);
  const loud = usual(parts, (part) => part.levelDb);
  const fullBass = usual(parts, (part) => part.bass);
  const isThin = (part: Part) => part.bass < thinBass * fullBass;
  const isQuiet = (part: Part) => part.levelDb < loud - quietDb || isThin(part);
  return parts.map((part, index): Kind => {
    const before = parts[index - 1];
    const after = parts[index + 1];
    const isShort = part.cells <= longestEdge * total;
    if (before === undefined) return isQuiet(part) && isShort ? 'intro' : 'body';
    if (after === undefined) return isQuiet(part) && isShort ? 'outro' : nameInside(part, before, undefined);
    return nameInside(part, before, after);
  });

  function nameInside(part: Part, before: Part, after: Part | undefined): Kind {
    if (!isQuiet(part)) {
      const comesBack = isThin(before) || part.bass > 2 * before.bass;
      return isQuiet(before) && comesBack && part.punch >= leastPunch ? 'drop' : 'body';
    }
    const swells = part.riseDb >= 2 || part.brightening >= 0.4;
    if (after !== undefined && !isQuiet(after) && swells) return 'build';
    const steppedBack = part.levelDb <= before.levelDb - breakDb || (isThin(part) && !isThin(before));
    return after !== undefined && steppedBack && part.cells <= longestEdge * total ? 'break' : 'body';
  }
}

/** What a quarter of the time is above: one outburst does not make all else quiet. */
function usual(parts: readonly Part[], of: (part: Part) => number): number {
  const sorted = [...parts].sort((a, b) => of(b) - of(a));
  const total = parts.reduce((sum, part) => sum + part.cells, 0);
  let cells = 0;
  for (const part of sorted) {
    cells += part.cells;
    if (cells >= total / 4) return of(part);
  }
  return 0;
}
