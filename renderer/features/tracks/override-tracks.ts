import type { Override, OverrideField } from '#shared/contract/analysis.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showUndoable } from '../undo/index.ts';

/** One call sets so many values. */
const overridesPerCall = 10_000;
/** One call gives so many rows. */
const rowsPerCall = 500;
/** What a tempo may be; the contract has the same. */
export const tempoRange = { low: 20, high: 400 } as const;
/** Fields that "Reset to automatic" gives back: all that a user can set. */
const resettable: readonly OverrideField[] = ['bpm', 'key', 'mood', 'grid', 'quality'];

/** Sets values by hand. Answers the operations that took. */
export async function setOverrides(overrides: readonly Override[]): Promise<(OperationId | null)[]> {
  const operations: (OperationId | null)[] = [];
  for (let start = 0; start < overrides.length; start += overridesPerCall) {
    const reply = await call('analysis.override', { overrides: overrides.slice(start, start + overridesPerCall) });
    operations.push(reply.operation);
  }
  return operations;
}

/** Sets values by hand, says so, and offers to take it back. */
export async function overrideAndTell(overrides: readonly Override[], said: string): Promise<void> {
  if (overrides.length === 0) return;
  showUndoable({ text: said, operations: await setOverrides(overrides) });
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
