import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { listSummary, queryError, sortTerm, trackId, trackRow, viewId } from './library/tracks.ts';
import { operationId, operationKinds } from './operation.ts';
import { settings } from './settings.ts';

export const playlistId = z.number().int().positive().brand<'PlaylistId'>();
export type PlaylistId = z.output<typeof playlistId>;
export const playlistEntryId = z.number().int().positive().brand<'PlaylistEntryId'>();
export type PlaylistEntryId = z.output<typeof playlistEntryId>;

/** A crate has no order and each track once; a smart one holds what its query finds. */
export const playlistKinds = ['folder', 'list', 'crate', 'smart'] as const;
export type PlaylistKind = (typeof playlistKinds)[number];

/** What a smart playlist holds. The text's own sort terms (`year-`) order it; `limit` takes the first of that order. */
export const smartRules = z.object({
  text: z.string().max(2000),
  limit: z
    .object({ unit: z.enum(['tracks', 'minutes', 'megabytes']), amount: z.number().int().min(1).max(1_000_000) })
    .nullable(),
  /** Which ones, where there are more than the limit: the first in order, or any. */
  pick: z.enum(['first', 'random']),
  /** Which ones at random: the same number picks the same tracks. */
  seed: z.number().int().min(0).default(0),
});
export type SmartRules = z.output<typeof smartRules>;

/** What a set is built to (features generate and sets); every value in the units of a row. */
export const setPlan = z.object({
  shape: z.enum(['warmUp', 'buildPeakRelease', 'plateau', 'own']),
  /** Points of the energy curve: `at` from 0 (start) to 1 (end) rising, `energy` 0 to 10. */
  curve: z
    .array(z.object({ at: z.number().min(0).max(1), energy: z.number().min(0).max(10) }))
    .min(2)
    .max(24),
  /** What the set is to last. */
  durationMs: z.number().int().positive().nullable(),
  trackCount: z.number().int().min(2).max(500).nullable(),
  tempo: z.object({ from: z.number().min(20).max(300), to: z.number().min(20).max(300) }).nullable(),
  /** Keys that do not mix are avoided before all else. */
  isHarmonic: z.boolean(),
  /** Tracks between two of one artist. */
  artistSpacing: z.number().int().min(0).max(100),
  /** What tracks are taken from: the library, or the playlist itself, which is only put into order. */
  takesFrom: z.enum(['library', 'playlist']),
  /** A query the library's tracks are taken by; empty for all of them. */
  from: z.string().max(2000),
  /** Unix milliseconds when it begins; null for none. */
  startsAt: z.number().nullable(),
});
export type SetPlan = z.output<typeof setPlan>;

/** Where a playlist was taken from, or is kept too. */
export const playlistSource = z.object({
  /** 'spotify', 'rekordbox', 'm3u' … */
  kind: z.string().max(40),
  /** The playlist's id there, or a file's path. */
  item: z.string().max(4096),
  /** What it was when it was last equal on both sides, as that side names it. */
  state: z.string().max(4096),
});
export type PlaylistSource = z.output<typeof playlistSource>;

/** How a playlist's rows are shown; nothing of it changes what it holds. */
export const playlistLayout = z.object({
  columns: settings.shape.columns,
  /** Empty for the list's own order. */
  sort: z.array(sortTerm).max(5),
});
export type PlaylistLayout = z.output<typeof playlistLayout>;

/** A node of the tree. Siblings are in the order of their positions. */
export const playlist = z.object({
  id: playlistId,
  parentId: playlistId.nullable(),
  position: z.number().int(),
  kind: z.enum(playlistKinds),
  name: z.string(),
  note: z.string(),
  rules: smartRules.nullable(),
  plan: setPlan.nullable(),
  source: playlistSource.nullable(),
  /** Null where it is shown as a new one is. */
  layout: playlistLayout.nullable(),
  /** Entries of a list or a crate; null for folders and smart ones. */
  count: z.number().int().nullable(),
  /** In `playlists.list` by what its entries keep of their tracks. */
  durationMs: z.number().nullable(),
  createdAt: z.number(),
  changedAt: z.number(),
});
export type Playlist = z.output<typeof playlist>;

/** What is known of an entry by itself: its track may be gone, or never have been in the library. */
export const entryFacts = z.object({
  title: z.string(),
  artist: z.string(),
  album: z.string(),
  durationMs: z.number().nullable(),
  isrc: z.string(),
  /** As another program or service names it: a path, `spotify:track:…`; or empty. */
  location: z.string(),
});
export type EntryFacts = z.output<typeof entryFacts>;

export const playlistEntry = z.object({
  id: playlistEntryId,
  /** Null where its track is not in the library; `kept` is all that is known then. */
  track: trackRow.nullable(),
  kept: entryFacts,
  note: z.string(),
  isLocked: z.boolean(),
  addedAt: z.number(),
});
export type PlaylistEntry = z.output<typeof playlistEntry>;

/** A state a playlist was in, told by the operation that made it. */
export const playlistVersion = z.object({
  operation: operationId,
  at: z.number(),
  kind: z.enum(operationKinds),
  isUndo: z.boolean(),
  /** Entries it had then. */
  count: z.number().int(),
  /** Entries that came, went, moved or say something else since the version before. */
  added: z.number().int(),
  removed: z.number().int(),
  isReordered: z.boolean(),
  isRenamed: z.boolean(),
  edited: z.number().int(),
});
export type PlaylistVersion = z.output<typeof playlistVersion>;

/** A track that an entry may mean; `score` is 0 to 1, from 0.85 on it is sure. */
export const entryCandidate = z.object({
  track: trackRow,
  score: z.number(),
  by: z.enum(['link', 'path', 'isrc', 'fileName', 'name']),
});
export type EntryCandidate = z.output<typeof entryCandidate>;

const changed = z.object({ operation: operationId.nullable() });
const name = z.string().trim().min(1).max(200);
const someTracks = z.array(trackId).max(100_000);
const someEntries = z.array(playlistEntryId).min(1).max(100_000);
const somePlaylists = z.array(playlistId).min(1).max(10_000);

export const playlistsContract = {
  'playlists.list': query(['playlists'], z.void(), z.array(playlist)),
  'playlists.get': query(['playlists', 'tracks'], z.object({ id: playlistId }), playlist),
  'playlists.entries': query(
    ['playlists', 'tracks'],
    z.object({ id: playlistId, start: z.number().int().min(0), count: z.number().int().min(1).max(500) }),
    z.object({ total: z.number().int(), entries: z.array(playlistEntry) }),
  ),
  /**
   * What a list or a crate holds, in its own order or another one; `text` leaves those entries whose tracks it finds.
   * `trackIds` stand beside `entryIds`; 0 where the track is not in the library. Throws QUERY_INVALID.
   */
  'playlists.open': query(
    [],
    z.object({
      id: playlistId,
      text: z.string().max(2000).default(''),
      sort: z.array(sortTerm).max(5).default([]),
    }),
    z.object({
      entryIds: z.array(playlistEntryId),
      trackIds: z.array(z.number().int().min(0)),
      /** Where each stands in the list's own order, from 0. */
      places: z.array(z.number().int()),
      summary: listSummary,
      errors: z.array(queryError),
    }),
  ),
  /** Entries by their numbers; one that is gone is left out. */
  'playlists.entriesById': query(
    ['playlists', 'tracks'],
    z.object({ ids: z.array(playlistEntryId).max(500) }),
    z.array(playlistEntry),
  ),
  /** Entries of a playlist whose title begins so, for typing ahead. */
  'playlists.findTitle': query(
    [],
    z.object({ id: playlistId, prefix: z.string().min(1).max(100) }),
    z.array(playlistEntryId),
  ),
  /** Lists and crates that hold any of these tracks, and how many of them. */
  'playlists.containing': query(
    ['playlists'],
    z.object({ trackIds: z.array(trackId).max(10_000) }),
    z.array(z.object({ id: playlistId, count: z.number().int() })),
  ),
  /** Makes a playlist, at the end of its siblings. */
  'playlists.create': command(
    z.object({
      name,
      kind: z.enum(playlistKinds),
      parentId: playlistId.nullable().default(null),
      trackIds: someTracks.default([]),
      rules: smartRules.nullable().default(null),
      plan: setPlan.nullable().default(null),
    }),
    changed.extend({ id: playlistId }),
  ),
  /** Throws NOT_FOUND, as all below do where the playlist is gone. */
  'playlists.rename': command(z.object({ id: playlistId, name }), changed),
  'playlists.setNote': command(z.object({ id: playlistId, note: z.string().max(10_000) }), changed),
  /** How it is shown; no operation. Null for as a new one is. */
  'playlists.setLayout': command(z.object({ id: playlistId, layout: playlistLayout.nullable() }), z.void()),
  /**
   * Moves playlists into a folder (null: to the top), before its `index`th child as they stand without them. Throws
   * PLAYLIST_CYCLE where a folder would be in itself, INVALID_INPUT where the parent is no folder.
   */
  'playlists.place': command(
    z.object({ ids: somePlaylists, parentId: playlistId.nullable(), index: z.number().int().min(0) }),
    changed,
  ),
  /** Removes playlists; a folder with all it holds. `count` are all that went. */
  'playlists.remove': command(z.object({ ids: somePlaylists }), changed.extend({ count: z.number().int() })),
  /** A copy behind the original; of a folder with all it holds. The window gives the name. */
  'playlists.duplicate': command(z.object({ id: playlistId, name }), changed.extend({ id: playlistId })),
  /**
   * Adds tracks at a place (null: at the end). `present` are those that were in it before. With `ask` nothing is added
   * where there are any; with `skip` only the others are, once each. A crate always skips.
   */
  'playlists.addTracks': command(
    z.object({
      id: playlistId,
      trackIds: someTracks.min(1),
      at: z.number().int().min(0).nullable().default(null),
      ifPresent: z.enum(['add', 'skip', 'ask']),
    }),
    changed.extend({ added: z.number().int(), present: z.array(trackId) }),
  ),
  'playlists.removeEntries': command(
    z.object({ id: playlistId, entryIds: someEntries }),
    changed.extend({ count: z.number().int() }),
  ),
  /** Moves entries, in their order, to before the entry that stands at `at` now. Throws INVALID_INPUT for a crate. */
  'playlists.moveEntries': command(
    z.object({ id: playlistId, entryIds: someEntries, at: z.number().int().min(0) }),
    changed,
  ),
  /** Sorts the entries; that is the list's order from then on. Throws INVALID_INPUT for a crate. */
  'playlists.sortEntries': command(z.object({ id: playlistId, sort: z.array(sortTerm).min(1).max(5) }), changed),
  /** Puts these tracks in place of all it holds; an entry whose track stays keeps its note. */
  'playlists.setTracks': command(z.object({ id: playlistId, trackIds: someTracks }), changed),
  'playlists.setEntry': command(
    z.object({
      id: playlistId,
      entryId: playlistEntryId,
      note: z.string().max(10_000).optional(),
      isLocked: z.boolean().optional(),
    }),
    changed,
  ),
  /** What a playlist was, newest first. */
  'playlists.versions': query(
    ['playlists', 'history'],
    z.object({ id: playlistId, count: z.number().int().min(1).max(200).default(50) }),
    z.array(playlistVersion),
  ),
  /** The entries after an operation. Throws NOT_FOUND where that version is no longer known. */
  'playlists.version': query(
    ['playlists', 'history', 'tracks'],
    z.object({ id: playlistId, operation: operationId, count: z.number().int().min(1).max(500).default(500) }),
    z.object({ name: z.string(), total: z.number().int(), entries: z.array(playlistEntry) }),
  ),
  /** Makes a playlist hold again what it held after an operation; a new operation of its own. */
  'playlists.goBack': command(z.object({ id: playlistId, operation: operationId }), changed),
  /** Entries without a track in the library, of one playlist or of all. */
  'playlists.countDead': query(
    ['playlists', 'tracks'],
    z.object({ id: playlistId.nullable() }),
    z.object({ count: z.number().int() }),
  ),
  /** Looks for the tracks of all dead entries of a playlist; `linked` found theirs, `unsure` wait for the user's choice. */
  'playlists.findInLibrary': command(
    z.object({ id: playlistId }),
    changed.extend({ linked: z.number().int(), unsure: z.number().int() }),
  ),
  /** Tracks that an entry may mean, the best first. */
  'playlists.candidates': query(
    ['tracks', 'playlists'],
    z.object({ entryId: playlistEntryId }),
    z.array(entryCandidate),
  ),
  /** The user says which track an entry means. Throws NOT_FOUND, and IN_CRATE where a crate has that track already. */
  'playlists.linkEntry': command(z.object({ id: playlistId, entryId: playlistEntryId, trackId }), changed),
};

/** Smart playlists: those whose tracks are what a query finds. */
export const smartPlaylistsContract = {
  /**
   * The tracks of a smart playlist as a view, read by `tracks.viewRows` and the like; rules as in `tracks.openView`. `sort`
   * is how they are shown; which ones the limit takes is the rules' own order. Open it again when 'tracks' or 'playlists'
   * changed. Throws NOT_FOUND (also of other kinds), PLAYLIST_CYCLE.
   */
  'playlists.openSmart': query(
    [],
    z.object({ slot: z.string().max(40), id: playlistId, sort: z.array(sortTerm).max(5).default([]) }),
    z.object({ view: viewId, total: z.number().int(), summary: listSummary, errors: z.array(queryError) }),
  ),
  /** How much each smart playlist holds; others among the ids are left out. `failure` says why one has no tracks. */
  'playlists.smartCounts': query(
    ['playlists', 'tracks'],
    z.object({ ids: z.array(playlistId).max(500) }),
    z.array(z.object({ id: playlistId, summary: listSummary.nullable(), failure: z.enum(errorCodes).nullable() })),
  ),
  /** What rules would hold before they are kept. `id` is the smart playlist they are for, null for a new one. */
  'playlists.previewSmart': query(
    ['playlists', 'tracks'],
    z.object({ id: playlistId.nullable(), rules: smartRules }),
    z.object({ summary: listSummary, errors: z.array(queryError) }),
  ),
  /** Gives a smart playlist other rules. Throws PLAYLIST_CYCLE where it would hold itself, directly or by another one. */
  'playlists.setRules': command(z.object({ id: playlistId, rules: smartRules }), changed),
  /** Picks other tracks, where the rules pick at random. */
  'playlists.pickAnew': command(z.object({ id: playlistId }), changed),
};
