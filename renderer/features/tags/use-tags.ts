import { useQuery } from '@tanstack/react-query';
import type { Output } from '#shared/contract/index.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { TagFieldState } from '#shared/contract/tags.ts';
import type { EditField } from '#shared/tags/edit-fields.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { selectionKey, useSelection } from '../tracks/index.ts';
import { tracksPerCall } from './tags.actions.ts';

export type KnownTags = { count: number; editedTracks: number; fields: ReadonlyMap<EditField, TagFieldState> };

function toKnown({ count, editedTracks, fields }: Output<'tags.get'>): KnownTags {
  return { count, editedTracks, fields: new Map(fields.map((state) => [state.field, state])) };
}

/** What one track says; the one before until the next is here. */
export function useTrackTags(id: TrackId): KnownTags | null {
  const { data } = useCall('tags.get', { ids: [id] });
  return data ? toKnown(data) : null;
}

/** What the selected tracks say; of a very large selection the first of them. */
export function useSelectedTags(): KnownTags | null {
  const ids = useSelection((selection) => selection.ids);
  const { data } = useQuery({
    // The method's name in front lets a change of tracks ask again, as for any other call.
    queryKey: ['tags.get', 'selection', selectionKey(ids)],
    queryFn: async () => toKnown(await call('tags.get', { ids: [...ids].slice(0, tracksPerCall) })),
    enabled: ids.size > 0,
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  return ids.size > 0 ? (data ?? null) : null;
}
