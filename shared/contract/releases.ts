import { z } from 'zod';
import { aiContents, displayArtist, recording } from './catalogue.ts';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { dayOrNone, eachOnce, packId, pictureHash, recordingId, releaseId, songId } from './studio-ids.ts';

export const releaseKinds = ['single', 'ep', 'album', 'compilation', 'djMix'] as const;
export const releaseStates = ['draft', 'submitted', 'changesAsked', 'approved'] as const;
export type ReleaseStateName = (typeof releaseStates)[number];
export const territoryModes = ['world', 'only', 'except'] as const;

const text = z.string().trim().max(500);

/** Where it may be heard; codes of ISO 3166, two capitals. */
export const territories = z.object({
  mode: z.enum(territoryModes),
  codes: z.array(z.string().regex(/^[A-Z]{2}$/)).max(300),
});
export type Territories = z.output<typeof territories>;

export const releaseFacts = z.object({
  title: text.min(1),
  versionTitle: text,
  /** As stores show it. */
  artist: text,
  /** Empty: read from the line of the artist. */
  artists: z.array(displayArtist).max(100),
  kind: z.enum(releaseKinds),
  label: text,
  catalogueNumber: z.string().trim().max(60),
  /** UPC or EAN. */
  upc: z.string().trim().max(20),
  /** Those it had before, as with another distributor. */
  upcHistory: z.array(z.string().trim().max(20)).max(50),
  grid: z.string().trim().max(30),
  genre: text,
  subgenre: text,
  language: z.string().trim().max(35),
  releaseDate: dayOrNone,
  originalReleaseDate: dayOrNone,
  preorderDate: dayOrNone,
  priceTier: z.string().trim().max(60),
  territories,
  description: z.string().max(4000),
  keywords: z.string().trim().max(1000),
  pLine: text,
  cLine: text,
  aiContent: z.enum(aiContents),
  /** Keys of shared/stores.ts. */
  stores: z.array(z.string().max(60)).max(200).transform(eachOnce),
  artworkHash: pictureHash.nullable(),
});

export const ignoredFinding = z.object({ rule: z.string(), place: z.string(), reason: z.string() });

export const releaseDecision = z.object({
  act: z.enum(['submitted', 'approved', 'changesAsked', 'withdrawn']),
  at: z.number(),
  personId: personId.nullable(),
  note: z.string(),
});
export type ReleaseDecision = z.output<typeof releaseDecision>;

const place = z.object({
  disc: z.number().int().min(1).max(99),
  isBonus: z.boolean(),
  /** May be bought or heard before the release. */
  isInstant: z.boolean(),
});

/** A place of a release with what its recording and work say. */
export const releaseTrack = recording.omit({ id: true }).extend(place.shape).extend({ recordingId });
export type ReleaseTrack = z.output<typeof releaseTrack>;

/** What is put there: a recording, or what its recording is found by, and made from where there is none. */
export const placedTrack = place.partial().extend({
  recordingId: recordingId.optional(),
  songId: songId.optional(),
  trackId: trackId.optional(),
});
export type PlacedTrack = z.output<typeof placedTrack>;

const count = z.number().int().min(0);
export const release = releaseFacts.extend({
  id: releaseId,
  state: z.enum(releaseStates),
  packId: packId.nullable(),
  packName: z.string(),
  isArchived: z.boolean(),
  trackCount: count,
  durationMs: count,
  createdAt: z.number(),
  changedAt: z.number(),
});
export type Release = z.output<typeof release>;

const note = z.string().trim().max(2000);
const made = z.object({ id: releaseId, operation: operationId });
const done = z.object({ operation: operationId.nullable() });

/** Releases, filled from packs, songs, tracks and the catalogue. */
export const releasesContract = {
  /** The newest first, with those in the archive. */
  'releases.list': query(['releases', 'recordings', 'packs'], z.void(), z.array(release)),
  'releases.get': query(
    ['releases', 'recordings', 'packs', 'people', 'tracks'],
    z.object({ id: releaseId }),
    release.extend({
      decisions: z.array(releaseDecision),
      ignoredFindings: z.array(ignoredFinding),
      /** What whoever asks may do about its approval, and whether deliveries wait for one. */
      approval: z.object({ isNeeded: z.boolean(), submit: z.boolean(), withdraw: z.boolean(), decide: z.boolean() }),
      tracks: z.array(releaseTrack),
      /** Everybody it names, with what names them in the trade. */
      people: z.array(z.object({ id: personId, name: z.string(), ipi: z.string(), isni: z.string() })),
    }),
  ),
  /** An empty one. */
  'releases.make': command(z.object({ title: text.min(1), artist: text.default('') }), made),
  /** Everything that is known of its core songs and their current versions. Throws PACK_NOTHING_READY without a core song. */
  'releases.makeFromPack': command(z.object({ packId }), made),
  'releases.makeFromSongs': command(z.object({ songIds: z.array(songId).min(1).max(1000).transform(eachOnce) }), made),
  'releases.makeFromTracks': command(z.object({ trackIds: z.array(trackId).min(1).max(1000) }), made),
  /** Another edition: the same recordings, without codes and dates of its own. */
  'releases.duplicate': command(z.object({ id: releaseId, versionTitle: text.default('') }), made),
  /** One that was approved becomes a draft again. Throws IDENTIFIER_INVALID for a code that is none, CODE_TAKEN, FORBIDDEN. */
  'releases.edit': command(z.object({ id: releaseId, patch: releaseFacts.partial() }), done),
  /** All of its tracks in their order. Throws NOT_FOUND for what is not here. */
  'releases.setTracks': command(z.object({ id: releaseId, tracks: z.array(placedTrack).max(1000) }), done),
  /** Hands it in for approval. Throws RELEASE_EMPTY, STATE_REFUSED, FORBIDDEN. */
  'releases.submit': command(z.object({ id: releaseId, note: note.default('') }), done),
  'releases.withdraw': command(z.object({ id: releaseId }), done),
  /** Throws FORBIDDEN, OWN_APPROVAL, STATE_REFUSED. */
  'releases.approve': command(z.object({ id: releaseId, note: note.default('') }), done),
  'releases.askChanges': command(z.object({ id: releaseId, note: note.min(1) }), done),
  'releases.archive': command(z.object({ id: releaseId, isArchived: z.boolean() }), done),
  /** Its recordings stay in the catalogue. */
  'releases.remove': command(z.object({ id: releaseId }), done),
};
