import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { dropStep, setStep, stepsChange } from './entry-steps.ts';
import { type EntryState, readEntries } from './playlists.repository.ts';

/**
 * The changes by which playlists hold other tracks than they did: `given` names for each that goes the one that takes its
 * place. A playlist that holds that one already has it once.
 */
export function giveEntries(db: Db, given: ReadonlyMap<number, number>): ValueChange[] {
  const playlists = prepare(
    db,
    `SELECT DISTINCT playlist_id FROM playlist_entry WHERE track_id IN (SELECT value FROM json_each(?)) ORDER BY 1`,
  )
    .pluck()
    .all(JSON.stringify([...given.keys()])) as number[];
  return playlists.flatMap((id) => {
    const entries = readEntries(db, id);
    const held = new Set(entries.map(({ trackId }) => trackId));
    const dropped: { at: number; entry: EntryState }[] = [];
    const changed: { before: EntryState; after: EntryState }[] = [];
    for (const [at, entry] of entries.entries()) {
      const trackId = entry.trackId === null ? undefined : given.get(entry.trackId);
      if (trackId === undefined) continue;
      if (held.has(trackId)) dropped.push({ at, entry });
      else changed.push({ before: entry, after: { ...entry, trackId } });
      held.add(trackId);
    }
    const steps = [
      ...setStep(
        changed.map(({ before }) => before),
        changed.map(({ after }) => after),
      ),
      ...dropStep(dropped),
    ];
    const change = stepsChange(id, steps);
    return change ? [change] : [];
  });
}
