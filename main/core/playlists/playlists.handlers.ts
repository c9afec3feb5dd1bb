import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { PlaylistId, playlistsContract } from '#shared/contract/playlists.ts';
import { createChange, Numbers } from './playlist-changes.ts';
import { factsOfTracks, getPlaylist, listEntries, listPlaylists } from './playlists.repository.ts';

export function playlistsHandlers({ db, history, changes, platform }: Context): Handlers<typeof playlistsContract> {
  return {
    'playlists.list': () => listPlaylists(db),

    'playlists.get': ({ id }) => getPlaylist(db, id),

    'playlists.entries': ({ id, start, count }) => ({
      total: getPlaylist(db, id).count ?? 0,
      entries: listEntries(db, id, start, count),
    }),

    'playlists.create': ({ trackIds, ...playlist }) => {
      const entries = factsOfTracks(db, trackIds);
      const change = createChange(db, new Numbers(db), { ...playlist, entries }, { now: platform.now() });
      const { operation } = history.apply('makePlaylist', [change], playlist.name);
      changes.add({ topics: ['playlists'] });
      return { operation, id: change.itemId as PlaylistId };
    },
  };
}
