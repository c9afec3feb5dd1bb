import type { Transition } from './tracklist-parts.ts';

export type TimedEntry = { startMs: number | null; endMs: number | null; transition: Transition };
export type TimingCode = 'order' | 'overlap' | 'gap' | 'short' | 'long' | 'pastEnd' | 'noTime';
/** `index` from 0; `ms` by how much, or how long. */
export type TimingProblem = { code: TimingCode; severity: 'low' | 'high'; index: number; ms: number };

const second = 1000;
const minute = 60 * second;

/** What a last track lasts when nobody knows. */
export const usualLengthMs = 3 * minute;
const overlapToleranceMs = 2 * second;
const highOverlapMs = 5 * second;
const gapMs = second;
const highGapMs = 10 * second;
const shortestMs = 30 * second;
const mistakenMs = 5 * second;
const longMs = 15 * minute;
const longestMs = 20 * minute;
/** Tracks that go over into each other are heard together so long. */
const longestBlendMs = 3 * minute;

/** A track played together with the one before it has no time of its own. */
export function hasOwnTime({ startMs, transition }: TimedEntry): boolean {
  return startMs !== null || transition !== 'mashup';
}

/** How long a list is: to the end of its mix, or as far as its entries say. */
export function listDuration(entries: readonly TimedEntry[], mixMs: number | null): number | null {
  if (mixMs !== null) return mixMs;
  const known = entries.flatMap(({ startMs, endMs }) => (startMs === null ? [] : [endMs ?? startMs + usualLengthMs]));
  return known.length === 0 ? null : Math.max(...known);
}

/** Where each entry ends: its own end, or the start of the next one with a time, or the end of the mix. */
export function effectiveEnds(entries: readonly TimedEntry[], durationMs: number | null): (number | null)[] {
  const ends: (number | null)[] = [];
  let next: number | null = null;
  for (let index = entries.length - 1; index >= 0; index--) {
    const { startMs, endMs } = entries[index] as TimedEntry;
    const last: number | null = startMs !== null && durationMs !== null && durationMs > startMs ? durationMs : null;
    ends[index] = startMs === null ? null : (endMs ?? next ?? last);
    if (startMs !== null) next = startMs;
  }
  return ends;
}

/** What is wrong with the times of a list, in its order. */
export function checkTimes(entries: readonly TimedEntry[], mixMs: number | null): TimingProblem[] {
  const problems: TimingProblem[] = [];
  const ends = effectiveEnds(entries, listDuration(entries, mixMs));
  const timed = entries.flatMap((entry, index) =>
    entry.startMs === null ? [] : [{ ...entry, index, startMs: entry.startMs }],
  );
  for (const [index, entry] of entries.entries()) {
    if (entry.startMs === null && hasOwnTime(entry)) problems.push({ code: 'noTime', severity: 'low', index, ms: 0 });
  }
  for (const [place, { index, startMs, endMs, transition }] of timed.entries()) {
    const next = timed[place + 1];
    const add = (code: TimingCode, severity: TimingProblem['severity'], ms: number) =>
      problems.push({ code, severity, index, ms });
    if (mixMs !== null && startMs >= mixMs) add('pastEnd', 'high', startMs - mixMs);
    if (next && next.startMs < startMs) {
      problems.push({ code: 'order', severity: 'high', index: next.index, ms: startMs - next.startMs });
      continue;
    }
    if (next && endMs !== null) checkSeam(endMs, next, add);
    const end = ends[index];
    if (end === null || end === undefined || transition === 'mashup') continue;
    const length = end - startMs;
    if (length < shortestMs) add('short', length < mistakenMs ? 'high' : 'low', length);
    else if (length > longMs) add('long', length > longestMs ? 'high' : 'low', length);
  }
  return problems.sort((one, other) => one.index - other.index);
}

function checkSeam(
  endMs: number,
  next: TimedEntry & { startMs: number },
  add: (code: TimingCode, severity: TimingProblem['severity'], ms: number) => void,
): void {
  const over = endMs - next.startMs;
  if (over > overlapToleranceMs && !(isBlended(next) && over <= longestBlendMs)) {
    add('overlap', over > highOverlapMs ? 'high' : 'low', over);
  } else if (-over > gapMs) add('gap', -over > highGapMs ? 'high' : 'low', -over);
}

/** Whether a track comes in over the one before it. */
export function isBlended({ transition }: TimedEntry): boolean {
  return transition !== 'unknown' && transition !== 'cut';
}

/** The same entries, moved by so much from one on (0 for all); none before the beginning. */
export function shiftTimes<Entry extends TimedEntry>(entries: readonly Entry[], byMs: number, from = 0): Entry[] {
  const move = (ms: number | null) => (ms === null ? null : Math.max(0, ms + byMs));
  return entries.map((entry, index) =>
    index < from ? entry : { ...entry, startMs: move(entry.startMs), endMs: move(entry.endMs) },
  );
}

/** What ends before the next begins ends with it. */
export function fillGaps<Entry extends TimedEntry>(entries: readonly Entry[]): Entry[] {
  return eachSeam(entries, (endMs, nextMs) => (nextMs - endMs > gapMs ? { endMs: nextMs } : null));
}

/** What overlaps by mistake meets in the middle. */
export function splitOverlaps<Entry extends TimedEntry>(entries: readonly Entry[]): Entry[] {
  return eachSeam(entries, (endMs, nextMs, next) => {
    const over = endMs - nextMs;
    if (over <= overlapToleranceMs || (isBlended(next) && over <= longestBlendMs)) return null;
    const middle = Math.round((endMs + nextMs) / 2);
    // The next one must still end behind where it begins.
    const latest = next.endMs === null ? middle : Math.min(middle, next.endMs - 1);
    return { endMs: Math.max(nextMs, latest), nextMs: Math.max(nextMs, latest) };
  });
}

type Seam = { endMs: number; nextMs?: number };

function eachSeam<Entry extends TimedEntry>(
  entries: readonly Entry[],
  mend: (endMs: number, nextMs: number, next: Entry) => Seam | null,
): Entry[] {
  const mended = entries.map((entry) => ({ ...entry }));
  for (const [index, entry] of mended.entries()) {
    const next = mended.slice(index + 1).find(({ startMs }) => startMs !== null);
    if (entry.startMs === null || entry.endMs === null || !next || next.startMs === null) continue;
    const seam = mend(entry.endMs, next.startMs, next);
    if (!seam) continue;
    entry.endMs = seam.endMs;
    if (seam.nextMs !== undefined) next.startMs = seam.nextMs;
  }
  return mended;
}

/** The whole list stretched or squeezed, so that it ends there. */
export function scaleTimes<Entry extends TimedEntry>(entries: readonly Entry[], toMs: number): Entry[] {
  const whole = listDuration(entries, null);
  if (whole === null || whole === 0) return [...entries];
  const scale = (ms: number | null) => (ms === null ? null : Math.round((ms * toMs) / whole));
  return entries.map((entry) => ({ ...entry, startMs: scale(entry.startMs), endMs: scale(entry.endMs) }));
}

/** Each ends where the next begins, the last with the mix or after the usual length. */
export function setEnds<Entry extends TimedEntry>(entries: readonly Entry[], mixMs: number | null): Entry[] {
  const bare = entries.map((entry) => ({ ...entry, endMs: null }));
  const ends = effectiveEnds(bare, listDuration(bare, mixMs));
  return entries.map((entry, index) => ({ ...entry, endMs: ends[index] ?? null }));
}

/** Those without a time are spread evenly between those with one; the first of all begins with the mix. */
export function spreadTimes<Entry extends TimedEntry>(entries: readonly Entry[], mixMs: number | null): Entry[] {
  const own = entries.flatMap((entry, index) => (hasOwnTime(entry) ? [index] : []));
  const starts = own.map((index) => entries[index]?.startMs ?? null);
  if (starts.length === 0 || starts.every((start) => start !== null)) return [...entries];
  const lastKnown = starts.findLast((start) => start !== null) ?? 0;
  const behind = starts.length - 1 - starts.findLastIndex((start) => start !== null);
  const end = Math.max(mixMs ?? 0, lastKnown + usualLengthMs * (mixMs === null ? behind + 1 : 0));
  const anchors = starts.flatMap((start, place) => (start === null ? [] : [{ place, start }]));
  if (anchors[0]?.place !== 0) anchors.unshift({ place: 0, start: 0 });
  anchors.push({ place: starts.length, start: Math.max(end, lastKnown) });
  const spread = [...entries];
  for (const [at, { place, start }] of anchors.entries()) {
    const next = anchors[at + 1];
    if (!next) break;
    for (let step = 0; step < next.place - place; step++) {
      const index = own[place + step] as number;
      const startMs = Math.round(start + ((next.start - start) * step) / (next.place - place));
      spread[index] = { ...(spread[index] as Entry), startMs };
    }
  }
  return spread;
}

/** In the order of their starts; what has none stays behind what it followed. */
export function sortByStart<Entry extends TimedEntry>(entries: readonly Entry[]): Entry[] {
  const groups: { startMs: number; group: Entry[] }[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (entry.startMs === null && last) last.group.push(entry);
    else groups.push({ startMs: entry.startMs ?? 0, group: [entry] });
  }
  return groups.sort((one, other) => one.startMs - other.startMs).flatMap(({ group }) => group);
}
