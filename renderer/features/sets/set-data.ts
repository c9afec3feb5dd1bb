import type { Input, Output } from '#shared/contract/index.ts';
import type { PlaylistId, SetPlan } from '#shared/contract/playlists.ts';
import type { PlaceFilter, SavedSetRow, SetRow } from '#shared/contract/sets.ts';
import { call } from '../../api/client.ts';
import { queryClient } from '../../api/query.ts';
import { useSets } from './sets.store.ts';

export type SetData = Output<'sets.get'>;

export function currentSet(id: PlaylistId): SetData | undefined {
  return queryClient.getQueryData<SetData>(['sets.get', { id }]);
}

/** Asks again for the set, and waits for it: what follows builds on what it is now. */
export async function refreshSet(id: PlaylistId): Promise<SetData> {
  const set = await call('sets.get', { id });
  queryClient.setQueryData(['sets.get', { id }], set);
  return set;
}

/** The plan as it is on screen. */
export function currentPlan(id: PlaylistId): SetPlan | undefined {
  return useSets.getState().draft ?? currentSet(id)?.plan;
}

export function titleOf({ entry }: SetRow): string {
  return entry.track ? entry.track.title || entry.track.fileName : entry.kept.title || entry.kept.location;
}

export function artistOf({ entry }: SetRow): string {
  return entry.track?.artist ?? entry.kept.artist;
}

/** A row that stays as it is. */
export function savedRow({ entry }: SetRow): SavedSetRow {
  return { entryId: entry.id, trackId: null, isLocked: entry.isLocked };
}

/** What is asked for the selected row: the place behind it, which another track may take. */
export function suggestInput(
  id: PlaylistId,
  set: SetData,
  { row, filters }: { row: number; filters: readonly PlaceFilter[] },
): Input<'sets.suggest'> {
  const place = Math.min(row + 1, set.rows.length);
  return { id, place, isNew: place >= set.rows.length, filters: [...filters], count: 20 };
}
