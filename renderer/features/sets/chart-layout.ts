import { type CurvePoint, curveFunction, mostEnergy } from '#shared/energy-curve.ts';

/** A weak step as the chart marks it: pixels from the left. */
export type WeakMark = { row: number; from: number; to: number; text: string };
export type Flag = { left: number; width: number; rows: readonly number[]; text: string };

const averageLetter = 6;
const flagPadding = 12;
const gap = 4;

/**
 * Flags for weak steps above the chart, so that no two lie over each other: those that would are one flag that counts
 * them. `textFor` says how many.
 */
export function layoutFlags(
  marks: readonly WeakMark[],
  chartWidth: number,
  textFor: (count: number) => string,
): Flag[] {
  let groups = marks.map((mark) => [mark]);
  for (;;) {
    const flags = groups.map((group) => flagOf(group, chartWidth, textFor));
    const clash = flags.findIndex((flag, index) => {
      const next = flags[index + 1];
      return next !== undefined && flag.left + flag.width + gap > next.left;
    });
    if (clash < 0) return flags;
    groups = groups.toSpliced(clash, 2, [...groups[clash]!, ...groups[clash + 1]!]);
  }
}

function flagOf(group: readonly WeakMark[], chartWidth: number, textFor: (count: number) => string): Flag {
  const text = group.length === 1 ? group[0]!.text : textFor(group.length);
  const width = Math.min(chartWidth, Math.ceil(text.length * averageLetter) + flagPadding);
  const middle = (group[0]!.from + group.at(-1)!.to) / 2;
  const left = Math.max(0, Math.min(chartWidth - width, middle - width / 2));
  return { left, width, text, rows: group.map(({ row }) => row) };
}

/** The curve as a path of lines, two pixels each. */
export function curvePath(points: readonly CurvePoint[], width: number, height: number): string {
  const energyAt = curveFunction(points);
  const steps = Math.max(1, Math.ceil(width / 2));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const x = (width * step) / steps;
    const y = height * (1 - energyAt(step / steps) / mostEnergy);
    return `${step === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
  }).join('');
}

const minute = 60_000;
const intervals = [5, 15, 30, 60, 120, 240, 480].map((minutes) => minutes * minute);
const leastLabelWidth = 62;

/** Where the time axis has its labels: full quarters and the like, of the clock where the set has a start. */
export function timeTicks(durationMs: number, startsAt: number | null, width: number): { ms: number; x: number }[] {
  if (durationMs <= 0 || width <= 0) return [];
  const most = Math.max(1, Math.floor(width / leastLabelWidth));
  const interval = intervals.find((each) => durationMs / each <= most) ?? durationMs / most;
  const offset = startsAt === null ? 0 : (interval - (localMs(startsAt) % interval)) % interval;
  const ticks: { ms: number; x: number }[] = [];
  for (let ms = offset; ms <= durationMs; ms += interval) ticks.push({ ms, x: (ms / durationMs) * width });
  return ticks;
}

/** Milliseconds since local midnight. */
function localMs(at: number): number {
  const date = new Date(at);
  return ((date.getHours() * 60 + date.getMinutes()) * 60 + date.getSeconds()) * 1000;
}

/** Two tempi as they are typed: `115–130`, `115-130`, `124`. Null for none, undefined for what is no tempo. */
export function readTempo(typed: string): { from: number; to: number } | null | undefined {
  if (typed.trim() === '') return null;
  const found = typed.match(/^\s*(\d+(?:[.,]\d+)?)(?:\s*(?:[-–—]|to|\.\.)\s*(\d+(?:[.,]\d+)?))?\s*$/);
  if (!found) return undefined;
  const [from, to] = [found[1], found[2] ?? found[1]].map((figure) => Number(figure!.replace(',', '.')));
  const isTempo = (bpm: number) => bpm >= 20 && bpm <= 300;
  return isTempo(from!) && isTempo(to!) ? { from: from!, to: to! } : undefined;
}

/** A time of day as it is typed, today or, where that is long past, the next one. Undefined for what is none. */
export function readClock(typed: string, now: number): number | null | undefined {
  if (typed.trim() === '') return null;
  const found = typed.match(/^\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/);
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
  if (!found || hours > 23 || minutes > 59) return undefined;
  const date = new Date(now);
  date.setHours(hours, minutes, 0, 0);
  // A set that began this evening may still be looked at after midnight.
  if (date.getTime() < now - 12 * 60 * minute) date.setDate(date.getDate() + 1);
  return date.getTime();
}
