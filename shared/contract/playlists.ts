import { z } from 'zod';
import { command, query } from './define.ts';
import { trackId, trackRow } from './library/tracks.ts';
import { operationId } from './operation.ts';

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
  /** A query tracks are taken from; empty for the whole library. */
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
  /** Entries of a list or a crate; null for folders and smart ones. */
  count: z.number().int().nullable(),
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

const changed = z.object({ operation: operationId.nullable() });
const name = z.string().trim().min(1).max(200);

export const playlistsContract = {
  'playlists.list': query(['playlists', 'tracks'], z.void(), z.array(playlist)),
  'playlists.get': query(['playlists', 'tracks'], z.object({ id: playlistId }), playlist),
  'playlists.entries': query(
    ['playlists', 'tracks'],
    z.object({ id: playlistId, start: z.number().int().min(0), count: z.number().int().min(1).max(500) }),
    z.object({ total: z.number().int(), entries: z.array(playlistEntry) }),
  ),
  /** Makes a playlist, at the end of its siblings. */
  'playlists.create': command(
    z.object({
      name,
      kind: z.enum(playlistKinds),
      parentId: playlistId.nullable().default(null),
      trackIds: z.array(trackId).max(100_000).default([]),
      rules: smartRules.nullable().default(null),
      plan: setPlan.nullable().default(null),
    }),
    changed.extend({ id: playlistId }),
  ),
};
