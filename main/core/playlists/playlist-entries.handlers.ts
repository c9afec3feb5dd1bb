import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { getRows } from '#core/library/tracks.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistEntryId, PlaylistId, playlistsContract } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import {
  addTracks,
  type EntryEdit,
  editEntries,
  moveEntries,
  removeEntries,
  setTracks,
  sortPlaylist,
} from './edit-entries.ts';
import { entriesChange } from './entry-steps.ts';
import { EntryMatcher } from './match-entry.ts';
import { findTitles, sortEntries } from './open-playlist.ts';
import { listVersions, readVersion } from './playlist-versions.ts';
import type { ApplyChanges } from './playlists.handlers.ts';
import {
  factsOfTracks,
  getEntries,
  readEntries,
  requireEntries,
  requirePlaylist,
  withTracks,
} from './playlists.repository.ts';
import { deadEntries, findEntry, findTracks } from './relink-entries.ts';

type EntryMethod =
  | 'playlists.open'
  | 'playlists.entriesById'
  | 'playlists.findTitle'
  | 'playlists.containing'
  | 'playlists.addTracks'
  | 'playlists.removeEntries'
  | 'playlists.moveEntries'
  | 'playlists.sortEntries'
  | 'playlists.setTracks'
  | 'playlists.setEntry'
  | 'playlists.versions'
  | 'playlists.version'
  | 'playlists.goBack'
  | 'playlists.countDead'
  | 'playlists.findInLibrary'
  | 'playlists.candidates'
  | 'playlists.linkEntry';

/** What a playlist holds: reading it, changing it, what it was, and entries that lost their tracks. */
export function playlistEntriesHandlers(
  context: Context,
  apply: ApplyChanges,
): Pick<Handlers<typeof playlistsContract>, EntryMethod> {
  return { ...readHandlers(context), ...editHandlers(context, apply), ...linkHandlers(context, apply) };
}

function readHandlers({ db, search }: Context) {
  return {
    'playlists.open': async ({ id, text, sort }) => {
      requireEntries(db, id);
      const found = text.trim() === '' ? null : await search.openView({ slot: `playlist-${id}`, text, sort: [] });
      const wanted = found && new Set(found.ids);
      const entries = sortEntries(db, id, sort).filter(
        ({ trackId }) => wanted === null || (trackId !== null && wanted.has(trackId)),
      );
      return {
        entryIds: entries.map((entry) => entry.id as PlaylistEntryId),
        trackIds: entries.map(({ trackId }) => trackId ?? 0),
        places: entries.map(({ place }) => place),
        summary: {
          count: entries.length,
          durationMs: entries.reduce((sum, { durationMs }) => sum + durationMs, 0),
          sizeBytes: entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        },
        errors: found?.errors ?? [],
      };
    },

    'playlists.entriesById': ({ ids }) => withTracks(db, getEntries(db, ids)),

    'playlists.findTitle': ({ id, prefix }) => findTitles(db, id, foldText(prefix)) as PlaylistEntryId[],

    'playlists.containing': ({ trackIds }) =>
      prepare(
        db,
        `SELECT playlist_id AS id, count(DISTINCT track_id) AS count FROM playlist_entry
         WHERE track_id IN (SELECT value FROM json_each(?)) GROUP BY playlist_id`,
      ).all(JSON.stringify(trackIds)) as { id: PlaylistId; count: number }[],

    'playlists.versions': ({ id, count }) => listVersions(db, id, count),

    'playlists.version': ({ id, operation, count }) => {
      const { name, entries } = readVersion(db, id, operation);
      return { name, total: entries.length, entries: withTracks(db, entries.slice(0, count)) };
    },

    'playlists.countDead': ({ id }) => ({ count: deadEntries(db, id).length }),

    'playlists.candidates': ({ entryId }) => {
      const entry = findEntry(db, entryId);
      if (!entry) throw new AppError('NOT_FOUND', 'That entry is gone.', { id: entryId });
      const matches = new EntryMatcher(db).candidates(entry, mostCandidates);
      const rows = getRows(
        db,
        matches.map(({ trackId }) => trackId),
      );
      const byId = new Map(rows.map((row) => [row.id as number, row]));
      return matches.flatMap(({ trackId, score, by }) => {
        const track = byId.get(trackId);
        return track ? [{ track, score, by }] : [];
      });
    },
  } satisfies Partial<Handlers<typeof playlistsContract>>;
}

const mostCandidates = 20;

function editHandlers({ db, platform }: Context, apply: ApplyChanges) {
  const nameOf = (id: number) => requirePlaylist(db, id).name;
  return {
    'playlists.addTracks': ({ id, ...adding }) => {
      const { change, added, present } = addTracks(db, { id, ...adding, now: platform.now() });
      return { ...apply('editPlaylist', [change], nameOf(id)), added, present: present as TrackId[] };
    },

    'playlists.removeEntries': (input) => {
      const { change, count } = removeEntries(db, input);
      return { ...apply('editPlaylist', [change], nameOf(input.id)), count };
    },

    'playlists.moveEntries': (input) => apply('editPlaylist', [moveEntries(db, input)], nameOf(input.id)),

    'playlists.sortEntries': (input) => apply('editPlaylist', [sortPlaylist(db, input)], nameOf(input.id)),

    'playlists.setTracks': ({ id, trackIds }) =>
      apply('editPlaylist', [setTracks(db, { id, trackIds, now: platform.now() })], nameOf(id)),

    'playlists.setEntry': ({ id, entryId, note, isLocked }) => {
      const edit: EntryEdit = {
        ...(note === undefined ? {} : { note }),
        ...(isLocked === undefined ? {} : { isLocked }),
      };
      return apply('editPlaylist', [editEntries(db, { id, edits: new Map([[entryId, edit]]) })], nameOf(id));
    },

    'playlists.goBack': ({ id, operation }) => {
      const { entries } = readVersion(db, id, operation);
      return apply('editPlaylist', [entriesChange(id, readEntries(db, id), entries)], nameOf(id));
    },
  } satisfies Partial<Handlers<typeof playlistsContract>>;
}

function linkHandlers({ db }: Context, apply: ApplyChanges) {
  const nameOf = (id: number) => requirePlaylist(db, id).name;
  return {
    'playlists.findInLibrary': ({ id }) => {
      const { kind } = requireEntries(db, id);
      const { found, unsure } = findTracks(db, deadEntries(db, id));
      if (kind === 'crate') keepOnce(db, id, found);
      const edits = new Map([...found].map(([entryId, trackId]) => [entryId, { trackId }]));
      return { ...apply('editPlaylist', [editEntries(db, { id, edits })], nameOf(id)), linked: found.size, unsure };
    },

    'playlists.linkEntry': ({ id, entryId, trackId }) => {
      if (factsOfTracks(db, [trackId]).length === 0) {
        throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id: trackId });
      }
      if (requireEntries(db, id).kind === 'crate' && hasOther(db, id, { entryId, trackId })) {
        throw new AppError('IN_CRATE', 'The crate has that track already.', { id, trackId });
      }
      const change = editEntries(db, { id, edits: new Map([[entryId, { trackId }]]) });
      return apply('editPlaylist', [change], nameOf(id));
    },
  } satisfies Partial<Handlers<typeof playlistsContract>>;
}

function hasOther(db: Db, playlistId: number, { entryId, trackId }: { entryId: number; trackId: number }): boolean {
  const sql = 'SELECT 1 FROM playlist_entry WHERE playlist_id = ? AND track_id = ? AND id <> ?';
  return prepare(db, sql).get(playlistId, trackId, entryId) !== undefined;
}

/** A crate has each track once: what it holds already is not found a second time. */
function keepOnce(db: Db, playlistId: number, found: Map<number, number>): void {
  const held = new Set(readEntries(db, playlistId).map(({ trackId }) => trackId));
  for (const [entryId, trackId] of found) {
    if (held.has(trackId)) found.delete(entryId);
    held.add(trackId);
  }
}
