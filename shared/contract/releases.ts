import { z } from 'zod';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { dayOrNone, eachOnce, packId, pictureHash, releaseId, songId } from './studio-ids.ts';

export const releaseKinds = ['single', 'ep', 'album', 'compilation', 'djMix'] as const;

const text = z.string().trim().max(500);

export const releaseFacts = z.object({
  title: text.min(1),
  versionTitle: text,
  artist: text,
  kind: z.enum(releaseKinds),
  label: text,
  catalogueNumber: z.string().trim().max(60),
  upc: z.string().trim().max(20),
  genre: text,
  language: z.string().trim().max(35),
  releaseDate: dayOrNone,
  description: z.string().max(4000),
  pLine: text,
  cLine: text,
  artworkHash: pictureHash.nullable(),
});

/** Of somebody's part in a track; shares in hundredths of a percent. */
export const releaseCredit = z.object({
  personId,
  role: z.string().max(100),
  share: z.number().int().min(0).max(10_000).nullable(),
});

export const releaseTrack = z.object({
  disc: z.number().int().min(1).max(99),
  songId: songId.nullable(),
  trackId: trackId.nullable(),
  title: text.min(1),
  versionTitle: text,
  artist: text,
  isrc: z.string().trim().max(20),
  iswc: z.string().trim().max(20),
  language: z.string().trim().max(35),
  isExplicit: z.boolean(),
  durationMs: z.number().int().min(0).nullable(),
  credits: z.array(releaseCredit).max(200),
});
export type ReleaseTrack = z.output<typeof releaseTrack>;

const count = z.number().int().min(0);
export const release = releaseFacts.extend({
  id: releaseId,
  state: z.enum(['draft']),
  packId: packId.nullable(),
  packName: z.string(),
  trackCount: count,
  durationMs: count,
  createdAt: z.number(),
  changedAt: z.number(),
});
export type Release = z.output<typeof release>;

const made = z.object({ id: releaseId, operation: operationId });
const done = z.object({ operation: operationId.nullable() });

/** What the studio hands on to the label: drafts of releases, filled from packs, songs and tracks. */
export const releasesContract = {
  /** The newest first. */
  'releases.list': query(['releases', 'packs'], z.void(), z.array(release)),
  'releases.get': query(
    ['releases', 'packs', 'people'],
    z.object({ id: releaseId }),
    release.extend({
      tracks: z.array(releaseTrack.extend({ /** Whether there is a file. */ hasAudio: z.boolean() })),
      people: z.array(z.object({ id: personId, name: z.string() })),
    }),
  ),
  /** Everything that is known of its core songs and their current versions. Throws PACK_NOTHING_READY without a core song. */
  'releases.makeFromPack': command(z.object({ packId }), made),
  'releases.makeFromSongs': command(z.object({ songIds: z.array(songId).min(1).max(1000).transform(eachOnce) }), made),
  'releases.makeFromTracks': command(z.object({ trackIds: z.array(trackId).min(1).max(1000) }), made),
  /** Throws IDENTIFIER_INVALID for a UPC that is none. */
  'releases.edit': command(z.object({ id: releaseId, patch: releaseFacts.partial() }), done),
  /** Throws IDENTIFIER_INVALID for a code that is none; what came from a file stays. */
  'releases.setTracks': command(z.object({ id: releaseId, tracks: z.array(releaseTrack).max(1000) }), done),
  'releases.remove': command(z.object({ id: releaseId }), done),
};
