import { type Db, prepare } from '#core/db/query.ts';
import { addEvent } from '#core/history/history.repository.ts';
import type { Override } from '#shared/contract/analysis.ts';
import { lockBits, saveOverride } from './overrides.repository.ts';
import { settleOverrides, settleTrack } from './settle-track.ts';

/**
 * Sets values by hand, or gives them back to analysis where they are null, and returns the ones before in the order that
 * undoes it. Unknown tracks are passed over.
 */
export function overrideTracks(db: Db, overrides: readonly Override[], now: number): Override[] {
  return db
    .transaction(() => {
      const isKnown = prepare(db, 'SELECT 1 FROM track WHERE id = ?').pluck();
      const before: Override[] = [];
      const changed = new Set<number>();
      const givenBack = new Set<number>();
      for (const override of overrides) {
        if (isKnown.get(override.id) === undefined) continue;
        const known = saveOverride(db, override, now);
        before.unshift(known);
        tellUnseen(db, known, override, now);
        if (override.field === 'grid') {
          markGrid(db, override.id, override.value !== null);
          continue;
        }
        changed.add(override.id);
        if (override.value === null) givenBack.add(override.id);
      }
      for (const id of changed) {
        if (givenBack.has(id)) settleTrack(db, id, { actor: 'user', now });
        else settleOverrides(db, id, { actor: 'user', now });
      }
      return before;
    })
    .immediate();
}

/** A grid changes nothing that a list shows but that it was set by hand; an import sets a hundred thousand of them. */
function markGrid(db: Db, trackId: number, isSet: boolean): void {
  const { grid } = lockBits;
  prepare(db, 'UPDATE track SET locked = (locked & ~?) | ? WHERE id = ?').run(grid, isSet ? grid : 0, trackId);
}

/** What no column of a list shows is told here; of all else `settleTrack` tells. */
function tellUnseen(db: Db, before: Override, { id, field, value }: Override, now: number): void {
  if (field !== 'quality' && field !== 'grid') return;
  if (JSON.stringify(before.value) === JSON.stringify(value)) return;
  addEvent(db, {
    ...{ at: now, actor: 'user', kind: value === null ? 'reset' : 'overridden', trackId: id, field },
    ...{ oldValue: before.value, newValue: value, confidence: null, algorithm: null },
  });
}
