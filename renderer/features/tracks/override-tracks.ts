import type { Override, OverrideField } from '#shared/contract/analysis.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';

/** One call sets so many values. */
const overridesPerCall = 10_000;
/** One call gives so many rows. */
const rowsPerCall = 500;
/** What a tempo may be; the contract has the same. */
export const tempoRange = { low: 20, high: 400 } as const;
/** Fields that "Reset to automatic" gives back: all that a user can set. */
const resettable: readonly OverrideField[] = ['bpm', 'key', 'mood', 'genre', 'grid', 'quality'];

/** Sets values by hand. Answers the ones before, for taking it back. */
export async function setOverrides(overrides: readonly Override[]): Promise<Override[]> {
  const before: Override[] = [];
  for (let start = 0; start < overrides.length; start += overridesPerCall) {
    const reply = await call('analysis.override', { overrides: overrides.slice(start, start + overridesPerCall) });
    before.push(...reply.before);
  }
  return before;
}

/** Sets values by hand, says so, and offers to take it back. */
export async function overrideAndTell(overrides: readonly Override[], said: string): Promise<void> {
  if (overrides.length === 0) return;
  const before = await setOverrides(overrides);
  showToast({
    text: said,
    undo: async () => {
      await setOverrides(before);
    },
  });
}

/** Gives everything that was set by hand back to analysis. */
export function resetTracks(ids: readonly TrackId[]): Promise<void> {
  const overrides = ids.flatMap((id) => resettable.map((field): Override => ({ id, field, value: null })));
  return overrideAndTell(overrides, text('tracks.reset', { count: ids.length }));
}

/** Doubles tempi (`factor` 2) or halves them (0.5); tracks without a tempo stay as they are. */
export async function scaleTempo(ids: readonly TrackId[], factor: 2 | 0.5): Promise<void> {
  const overrides: Override[] = [];
  for (let start = 0; start < ids.length; start += rowsPerCall) {
    const rows = await call('tracks.getMany', { ids: ids.slice(start, start + rowsPerCall) });
    overrides.push(...scaledTempi(rows, factor));
  }
  await overrideAndTell(
    overrides,
    text(factor === 2 ? 'tracks.tempoDoubled' : 'tracks.tempoHalved', { count: overrides.length }),
  );
}

/** What doubles or halves the tempi of these rows, leaving out those that would become no tempo. */
export function scaledTempi(
  rows: readonly { id: TrackId; bpm: number | null }[],
  factor: 2 | 0.5,
): Extract<Override, { field: 'bpm' }>[] {
  return rows.flatMap(({ id, bpm }) => {
    const value = bpm === null ? Number.NaN : bpm * factor;
    return value >= tempoRange.low && value <= tempoRange.high ? [{ id, field: 'bpm', value }] : [];
  });
}
