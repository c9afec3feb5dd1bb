import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import type { PlaylistId, playlistsContract } from '#shared/contract/playlists.ts';
import { createChange, Numbers } from './playlist-changes.ts';
import { playlistEntriesHandlers } from './playlist-entries.handlers.ts';
import { copyChanges, placeChanges, removalChanges, requireFolder } from './playlist-tree.ts';
import { factsOfTracks, getPlaylist, listEntries, listPlaylists, requirePlaylist } from './playlists.repository.ts';
import { refuseCycles } from './smart-playlists.ts';

/** Applies changes of playlists as one operation and tells of them; null where there are none. */
export type ApplyChanges = (
  kind: OperationKind,
  changes: readonly (ValueChange | null)[],
  subject: string,
) => { operation: OperationId | null };

export function playlistsHandlers(context: Context): Handlers<typeof playlistsContract> {
  const { db, history, changes, platform } = context;

  const apply: ApplyChanges = (kind, made, subject) => {
    const real = made.filter((change) => change !== null);
    if (real.length === 0) return { operation: null };
    const { operation } = db
      .transaction(() => refuseCycles(db, real, () => history.apply(kind, real, subject)))
      .immediate();
    changes.add({ topics: ['playlists'] });
    return { operation };
  };
  const setField = (id: PlaylistId, part: 'name' | 'note', value: string) => {
    const before = getPlaylist(db, id);
    const change = { itemId: id, field: `playlist:${part}`, oldValue: before[part], newValue: value as JsonValue };
    return apply('editPlaylist', [change], part === 'name' ? value : before.name);
  };

  return {
    'playlists.list': () => listPlaylists(db),

    'playlists.get': ({ id }) => getPlaylist(db, id),

    'playlists.entries': ({ id, start, count }) => ({
      total: getPlaylist(db, id).count ?? 0,
      entries: listEntries(db, id, start, count),
    }),

    'playlists.create': ({ trackIds, ...playlist }) => {
      requireFolder(db, playlist.parentId);
      const ids = playlist.kind === 'crate' ? [...new Set(trackIds)] : trackIds;
      const entries = factsOfTracks(db, ids);
      const change = createChange(db, new Numbers(db), { ...playlist, entries }, { now: platform.now() });
      return { ...apply('makePlaylist', [change], playlist.name), id: change.itemId as PlaylistId };
    },

    'playlists.rename': ({ id, name }) => setField(id, 'name', name),

    'playlists.setNote': ({ id, note }) => setField(id, 'note', note),

    'playlists.setLayout': ({ id, layout }) => {
      requirePlaylist(db, id);
      const json = layout === null ? null : JSON.stringify(layout);
      prepare(db, 'UPDATE playlist SET layout = ? WHERE id = ?').run(json, id);
      changes.add({ topics: ['playlists'] });
    },

    'playlists.place': (place) => apply('movePlaylist', placeChanges(db, place), nameOf(place.ids)),

    'playlists.remove': ({ ids }) => {
      const removals = removalChanges(db, ids);
      return { ...apply('removePlaylist', removals, nameOf(ids)), count: removals.length };
    },

    'playlists.duplicate': ({ id, name }) => {
      const copies = copyChanges(db, new Numbers(db), { id, name, now: platform.now() });
      return { ...apply('makePlaylist', copies, name), id: (copies[0]?.itemId ?? id) as PlaylistId };
    },

    ...playlistEntriesHandlers(context, apply),
  };

  /** What history calls an operation on one of them; empty for several. */
  function nameOf(ids: readonly PlaylistId[]): string {
    const [only] = ids;
    return only !== undefined && ids.length === 1 ? requirePlaylist(db, only).name : '';
  }
}
