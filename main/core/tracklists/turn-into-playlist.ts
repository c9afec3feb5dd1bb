import type { Context } from '#core/context.ts';
import { createChange, type NewEntry, Numbers } from '#core/playlists/playlist-changes.ts';
import {
  factsOfTracks,
  getPlaylist,
  readEntries as readPlaylistEntries,
} from '#core/playlists/playlists.repository.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { mostEntries } from '#shared/contract/tracklists.ts';
import { AppError } from '#shared/errors.ts';
import { splitRemix } from '#shared/tracklist/track-name.ts';
import { type EntryFacts, emptyEntry } from '#shared/tracklist/tracklist-parts.ts';
import { createTracklists } from './create-tracklists.ts';
import { getState } from './tracklists.repository.ts';

type Parts = Pick<Context, 'db' | 'history' | 'changes' | 'platform'>;

/** A playlist of the entries in their order; those without a track are wishes, and those nobody knows are left out. */
export function toPlaylist(
  { db, history, changes, platform }: Parts,
  id: number,
): { operation: OperationId | null; playlistId: number } {
  return db.transaction(() => {
    const { facts, entries } = getState(db, id);
    const tracks = new Map(
      factsOfTracks(
        db,
        entries.flatMap(({ trackId }) => (trackId === null ? [] : [trackId])),
      ).map((track) => [track.trackId, track]),
    );
    const made = entries.flatMap((entry): NewEntry[] => {
      const track = entry.trackId === null ? undefined : tracks.get(entry.trackId);
      if (track) return [{ ...track, note: entry.note }];
      if (entry.isUnknown) return [];
      const title = entry.remix === '' ? entry.title : `${entry.title} (${entry.remix})`;
      const { artist, isrc, note } = entry;
      return [{ trackId: null, title, artist, album: '', durationMs: null, isrc, location: '', note }];
    });
    const change = createChange(
      db,
      new Numbers(db),
      { name: facts.name, kind: 'list', entries: made },
      { now: platform.now() },
    );
    const { operation } = history.apply('makePlaylist', [change], facts.name);
    changes.add({ topics: ['playlists'] });
    return { operation, playlistId: change.itemId };
  })();
}

/** A tracklist of a playlist: each track begins where the one before it ends, as far as lengths are known. */
export function fromPlaylist(parts: Parts, playlistId: number): { operation: OperationId | null; id: number } {
  const { db } = parts;
  const { name } = getPlaylist(db, playlistId);
  const kept = readPlaylistEntries(db, playlistId).slice(0, mostEntries);
  if (kept.length === 0) throw new AppError('NOT_FOUND', 'That playlist has no entries.', { id: playlistId });
  const lengths = new Map(
    factsOfTracks(
      db,
      kept.flatMap(({ trackId }) => trackId ?? []),
    ).map((track) => [track.trackId, track]),
  );
  let startMs: number | null = 0;
  const entries = kept.map((each): EntryFacts => {
    const track = each.trackId === null ? undefined : lengths.get(each.trackId);
    const { artist, title, isrc, durationMs } = track ?? each;
    const entry = {
      ...emptyEntry,
      ...splitRemix(title.slice(0, 500)),
      artist: artist.slice(0, 500),
      isrc: isrc.slice(0, 40),
      startMs,
    };
    startMs = startMs === null || durationMs === null ? null : Math.min(172_800_000, Math.round(startMs + durationMs));
    return entry;
  });
  const { operation, ids } = createTracklists(parts, {
    parts: [{ facts: { name }, entries }],
    source: 'playlist',
    mixTrackId: null,
    name,
  });
  return { operation, id: ids[0] as number };
}
