import type { Context } from '#core/context.ts';
import { getRows } from '#core/library/tracks.repository.ts';
import { getPlaylist, readEntries } from '#core/playlists/playlists.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Playlist } from '#shared/contract/playlists.ts';
import type { SpotifyTrack, spotifyContract } from '#shared/contract/spotify.ts';
import { AppError } from '#shared/errors.ts';
import { compareLists } from './compare-lists.ts';
import { linkTracks, uriOf } from './spotify-links.ts';
import { findByList, isSpotify, readBase } from './spotify-lists.ts';
import { readReport } from './spotify-report.ts';
import { type ExportInput, type ImportInput, readAll, type SyncInput } from './spotify-tasks.ts';

export function spotifyHandlers(context: Context): Handlers<typeof spotifyContract> {
  const { db, connectors, spotify: api, platform } = context;
  const parts = { db, now: () => platform.now() };

  return {
    'spotify.lists': async () => {
      const [own, liked, playlists] = [await api.me(), await api.likedCount(), await api.playlists()];
      const placeOf = (id: string) => findByList(parts, id)?.id ?? null;
      const lists = playlists.map(({ id, name, owner, collaborative, items, tracks }) => ({
        id,
        name,
        owner: owner?.id === own ? '' : (owner?.display_name ?? owner?.id ?? ''),
        count: items?.total ?? tracks?.total ?? 0,
        isReadable: owner?.id === own || collaborative,
        playlistId: placeOf(id),
      }));
      const likedList = {
        id: 'liked',
        name: '',
        owner: '',
        count: liked,
        isReadable: true,
        playlistId: placeOf('liked'),
      };
      return [likedList, ...lists];
    },

    'spotify.import': async ({ lists }) => {
      await connectors.access('spotify');
      connectors.queue.add('spotify', 'import', { lists } satisfies ImportInput);
    },

    'spotify.search': async ({ text, start }) => {
      const { total, tracks } = await api.search(text, start);
      const linked = linkTracks(db, tracks);
      const ids = linked.flatMap(({ trackId }) => (trackId === null ? [] : [trackId]));
      const rows = new Map(getRows(db, ids).map((row) => [row.id as number, row]));
      return {
        total: Math.min(total, 1000),
        found: linked.map(({ track, trackId, score }) => ({
          ...track,
          match: trackId === null ? null : (rows.get(trackId) ?? null),
          score: trackId === null ? null : score,
        })),
      };
    },

    'spotify.export': async ({ id, name, isPublic }) => {
      const { kind } = getPlaylist(db, id);
      if (kind === 'folder' || kind === 'smart')
        throw new AppError('UNSUPPORTED', 'Only a list has entries of its own.');
      await connectors.access('spotify');
      connectors.queue.add('spotify', 'export', { playlistId: id, name, isPublic } satisfies ExportInput);
    },

    'spotify.compare': async ({ id }) => {
      const { playlist, listId } = linkedPlaylist(id);
      const there = await readAll(api, listId);
      const { known, unknown } = describeEntries(id);
      const uris = there.map(({ uri }) => uri);
      const difference = compareLists(
        readBase(parts, playlist.source),
        known.map(({ uri }) => uri),
        uris,
      );
      const facts = new Map([...known, ...there].map((track) => [track.uri, track]));
      const named = (list: string[]) => list.map((uri) => facts.get(uri) ?? bare(uri));
      return {
        name: playlist.name,
        addedThere: named(difference.addedThere),
        removedThere: named(difference.removedThere),
        addedHere: named(difference.addedHere),
        removedHere: named(difference.removedHere),
        unknownHere: unknown,
      };
    },

    'spotify.sync': async ({ id, pull, push }) => {
      await connectors.access('spotify');
      const { playlist, listId } = linkedPlaylist(id);
      const input: SyncInput = { playlistId: id, listId, name: playlist.name, pull, push };
      connectors.queue.add('spotify', 'sync', input);
    },

    'spotify.report': () => readReport(db),
  };

  function linkedPlaylist(id: Playlist['id']): { playlist: Playlist; listId: string } {
    const playlist = getPlaylist(db, id);
    if (!isSpotify(playlist.source)) throw new AppError('NOT_FOUND', 'This playlist is not kept at Spotify.', { id });
    return { playlist, listId: playlist.source?.item as string };
  }

  function describeEntries(id: number): { known: SpotifyTrack[]; unknown: number } {
    const entries = readEntries(db, id);
    const known = entries.flatMap((entry): SpotifyTrack[] => {
      const uri = uriOf(db, entry);
      const { title, artist, album, durationMs, isrc } = entry;
      return uri === null ? [] : [{ uri, title, artist, album, durationMs, isrc }];
    });
    return { known, unknown: entries.length - known.length };
  }
}

function bare(uri: string): SpotifyTrack {
  return { uri, title: '', artist: '', album: '', durationMs: null, isrc: '' };
}
