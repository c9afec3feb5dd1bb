import type { EntryDifference } from '#shared/contract/tracklists.ts';
import { foldText, wordsOf } from '#shared/fold-text.ts';
import type { EntryFacts } from '#shared/tracklist/tracklist-parts.ts';
import { entryNames } from './tracklist-state.ts';

type Compared = EntryFacts & { id?: number };

/** Entries nobody knows are the same where they begin so near each other. */
const nearMs = 30_000;
const critical = /^(?:intro|outro|opening|closing)\b|\b(?:intro|outro)$/i;

/** The first track, an intro or an outro: what a list must not lose by an import. */
export function isCritical(entry: EntryFacts, index: number): boolean {
  return index === 0 || critical.test(entry.title.trim());
}

/** Which entry of the one list each entry of the other is; none is taken twice. */
export function pairEntries(before: readonly Compared[], after: readonly Compared[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const free = new Set(before.keys());
  const take = (index: number, other: number | undefined) => {
    if (other === undefined) return;
    pairs.set(index, other);
    free.delete(other);
  };
  const rest = (fits: (entry: Compared, other: Compared) => boolean, byTime = false) => {
    for (const [index, entry] of after.entries()) {
      if (pairs.has(index)) continue;
      const apart = (other: number) =>
        byTime ? Math.abs((before[other]?.startMs ?? 0) - (entry.startMs ?? 0)) : Math.abs(other - index);
      const fitting = (other: Compared) => fits(entry, other);
      take(index, nearest(before, free, apart, fitting));
    }
  };
  const byId = new Map(before.flatMap(({ id }, index) => (id === undefined ? [] : [[id, index] as const])));
  for (const [index, { id }] of after.entries()) {
    const other = id === undefined ? undefined : byId.get(id);
    if (other !== undefined && free.has(other)) take(index, other);
  }
  const names = new Map([...before, ...after].map((entry) => [entry, nameOf(entry)]));
  const titles = new Map([...before, ...after].map((entry) => [entry, plain(entry.title)]));
  rest((entry, other) => names.get(entry) === names.get(other) && !entry.isUnknown && !other.isUnknown);
  rest((entry, other) => !entry.isUnknown && titles.get(entry) !== '' && titles.get(entry) === titles.get(other));
  // What was unknown may be known by now, and a name may be spelled anew: it still begins where it did.
  rest((entry, other) => isNear(entry, other, 2000), true);
  rest((entry, other) => (entry.isUnknown || other.isUnknown) && isNear(entry, other, nearMs), true);
  return pairs;
}

function nearest(
  before: readonly Compared[],
  free: ReadonlySet<number>,
  apart: (other: number) => number,
  fits: (other: Compared) => boolean,
): number | undefined {
  let best: number | undefined;
  for (const other of free) {
    if (!fits(before[other] as Compared)) continue;
    if (best === undefined || apart(other) < apart(best)) best = other;
  }
  return best;
}

function isNear(one: EntryFacts, other: EntryFacts, ms: number): boolean {
  return one.startMs !== null && other.startMs !== null && Math.abs(one.startMs - other.startMs) <= ms;
}

function nameOf({ artist, title, remix }: EntryFacts): string {
  return `${plain(artist)}|${plain(title)}|${plain(remix)}`;
}

function plain(text: string): string {
  return wordsOf(foldText(text)).join(' ');
}

/** All entries of both lists, in the order of the later one; what went stands where it was. */
export function compareEntries(before: readonly Compared[], after: readonly Compared[]): EntryDifference[] {
  const pairs = pairEntries(before, after);
  const kept = new Set(pairs.values());
  const result: EntryDifference[] = [];
  let shown = 0;
  const showGone = (until: number) => {
    for (; shown < until; shown++) {
      const entry = before[shown] as Compared;
      if (!kept.has(shown)) result.push(difference('removed', entry, null, [], isCritical(entry, shown)));
    }
  };
  for (const [index, entry] of after.entries()) {
    const other = pairs.get(index);
    if (other === undefined) {
      // What went stands before what came in its place.
      while (shown < before.length && !kept.has(shown)) showGone(shown + 1);
      result.push(difference('added', null, entry, [], false));
      continue;
    }
    showGone(other);
    shown = Math.max(shown, other + 1);
    const old = before[other] as Compared;
    const fields: string[] = entryNames.filter((name) => old[name] !== entry[name]);
    if (other !== index && isMoved(pairs, index, other)) fields.push('position');
    result.push(difference(fields.length > 0 ? 'modified' : 'same', old, entry, fields, isCritical(old, other)));
  }
  showGone(before.length);
  return result;
}

/** Whether an entry changed places with one that stayed, and was not only pushed along. */
function isMoved(pairs: ReadonlyMap<number, number>, index: number, other: number): boolean {
  for (const [to, from] of pairs) if (to < index !== from < other && to !== index) return true;
  return false;
}

function difference(
  kind: EntryDifference['kind'],
  before: Compared | null,
  after: Compared | null,
  fields: string[],
  critical: boolean,
): EntryDifference {
  return { kind, before: before && factsOf(before), after: after && factsOf(after), fields, isCritical: critical };
}

/** An entry without what only the library knows of it. */
function factsOf(entry: Compared): EntryFacts {
  const { startMs, endMs, artist, title, remix, label, isrc, isUnknown, transition, bpm, musicalKey, note } = entry;
  const texts = { artist, title, remix, label, isrc, note };
  return { startMs, endMs, ...texts, isUnknown, transition, bpm, musicalKey, confidence: entry.confidence };
}
