import type { Promised } from './torture-session.ts';

type Value = Promised[string];
type Part = keyof Value;

type Reach = { tracks: number; parts: readonly Part[] };

/** What one action may have changed when it broke off: of how many tracks, and which of their values. */
const reach: Readonly<Record<string, Reach>> = {
  rate: { tracks: 1, parts: ['rating'] },
  edit: { tracks: 1, parts: ['title'] },
  trash: { tracks: 1, parts: ['rating', 'title', 'isThere'] },
  // A guess from a file's name becomes its title.
  organize: { tracks: Number.POSITIVE_INFINITY, parts: ['title'] },
  // They take back, or do again, any one of the others.
  undo: { tracks: Number.POSITIVE_INFINITY, parts: ['rating', 'title', 'isThere'] },
  redo: { tracks: Number.POSITIVE_INFINITY, parts: ['rating', 'title', 'isThere'] },
};
const nothing: Reach = { tracks: 0, parts: [] };

/**
 * Tracks that are not as they were promised, although the action under way (null for none) could not have changed them.
 * That action itself may have happened or not.
 */
export function lostPromises(promised: Promised, found: Promised, pending: string | null): string[] {
  const { tracks, parts } = reach[pending ?? ''] ?? nothing;
  const changed = Object.entries(promised).filter(([id, value]) => differs(value, found[id]).length > 0);
  const lost = changed.filter(([id, value]) => differs(value, found[id]).some((part) => !parts.includes(part)));
  return (changed.length > tracks ? changed : lost).map(([id, value]) => `${id} was ${JSON.stringify(value)}`);
}

function differs(value: Value, found: Value | undefined): Part[] {
  return (['rating', 'title', 'isThere'] as const).filter((part) => value[part] !== found?.[part]);
}
