import { z } from 'zod';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { eachOnce, recordingId, releaseId, songId, workId } from './studio-ids.ts';

export const artistRoles = ['main', 'featured', 'with', 'remixer'] as const;
export type ArtistRole = (typeof artistRoles)[number];
export const explicitStates = ['unset', 'none', 'explicit', 'clean'] as const;
export type ExplicitState = (typeof explicitStates)[number];
export const ownerships = [
  'original',
  'licensed',
  'publicDomain',
  'sampleCleared',
  'remixAuthorized',
  'cover',
] as const;
/** How much of it a machine made. */
export const aiContents = ['unset', 'none', 'partly', 'all'] as const;

const text = z.string().trim().max(500);

/** Whom stores show. `personId` is null for a name of nobody known. */
export const displayArtist = z.object({
  name: text.min(1),
  personId: personId.nullable(),
  role: z.enum(artistRoles),
});
export type DisplayArtist = z.output<typeof displayArtist>;

/** Of somebody's part in a recording; shares in hundredths of a percent. */
export const recordingCredit = z.object({
  personId,
  role: z.string().trim().max(100),
  share: z.number().int().min(0).max(10_000).nullable(),
});
export type RecordingCredit = z.output<typeof recordingCredit>;

/** Of somebody's part in a work; shares in 1/10 000 of a percent. */
export const writer = z.object({
  personId,
  role: z.string().trim().max(100),
  share: z.number().int().min(0).max(1_000_000).nullable(),
});
export type Writer = z.output<typeof writer>;

const milliseconds = z.number().int().min(0);

export const recordingFacts = z.object({
  title: text.min(1),
  versionTitle: text,
  /** As stores show it: 'Ines Valloria feat. Kit Okafor'. */
  artist: text,
  /** Empty: read from the line of the artist. */
  artists: z.array(displayArtist).max(100),
  /** Without hyphens; empty where there is none. */
  isrc: z.string().trim().max(20),
  trackId: trackId.nullable(),
  /** BCP 47; 'zxx' is instrumental; empty is not said. */
  language: z.string().trim().max(35),
  explicit: z.enum(explicitStates),
  durationMs: milliseconds.nullable(),
  genre: text,
  pLine: text,
  recordedYear: z.number().int().min(1850).max(9999).nullable(),
  ownership: z.enum(ownerships),
  aiContent: z.enum(aiContents),
  aiNote: z.string().max(2000),
  lyrics: z.string().max(20_000),
  previewStartMs: milliseconds.nullable(),
  credits: z.array(recordingCredit).max(200),
});

/** Of what was written. */
export const workFacts = z.object({
  iswc: z.string().trim().max(20),
  writers: z.array(writer).max(200),
});

/** What the library knows of its file; measured, never typed. */
export const recordingAudio = z.object({
  fileName: z.string(),
  /** False where the file is gone. */
  isPresent: z.boolean(),
  isLossless: z.boolean(),
  codec: z.string(),
  bitDepth: z.number().nullable(),
  sampleRate: z.number().nullable(),
  channels: z.number().nullable(),
  audioHash: z.string().nullable(),
  /** Of the whole file, in base64 as rows of tracks have it; null before it was analysed. */
  waveform: z.string().nullable(),
});
export type RecordingAudio = z.output<typeof recordingAudio>;

export const recording = recordingFacts.extend(workFacts.shape).extend({
  id: recordingId,
  songId: songId.nullable(),
  workId: workId.nullable(),
  audio: recordingAudio.nullable(),
});
export type Recording = z.output<typeof recording>;

const listed = z.object({
  ...{ id: recordingId, title: z.string(), versionTitle: z.string(), artist: z.string(), isrc: z.string() },
  ...{ durationMs: z.number().nullable(), trackId: trackId.nullable(), workId: workId.nullable(), iswc: z.string() },
  /** The releases it stands on. */
  releases: z.array(z.object({ id: releaseId, title: z.string() })),
});
export type CatalogueRow = z.output<typeof listed>;

const done = z.object({ operation: operationId.nullable() });

/** Recordings and works, each once, however many releases hold them. */
export const catalogueContract = {
  /** By title; `text` looks in titles, artists and ISRCs. `total` counts all that were found. */
  'catalogue.list': query(
    ['recordings', 'releases'],
    z.object({
      text: z.string().max(200).default(''),
      offset: z.number().int().min(0).default(0),
      count: z.number().int().min(1).max(1000).default(200),
    }),
    z.object({ recordings: z.array(listed), total: z.number().int() }),
  ),
  'catalogue.getRecording': query(['recordings', 'releases', 'people'], z.object({ id: recordingId }), recording),
  /** One of the back catalogue, which need not have a file. Throws IDENTIFIER_INVALID, ISRC_TAKEN. */
  'catalogue.makeRecording': command(
    recordingFacts
      .partial()
      .extend(workFacts.partial().shape)
      .extend({ title: text.min(1) }),
    z.object({ id: recordingId, operation: operationId }),
  ),
  /**
   * The same values for each; ISWC and writers go to their works. Releases that were approved become drafts again.
   * Throws IDENTIFIER_INVALID for codes that are none (what came from a file stays), ISRC_TAKEN, FORBIDDEN.
   */
  'catalogue.editRecordings': command(
    z.object({
      ids: z.array(recordingId).min(1).max(1000).transform(eachOnce),
      patch: recordingFacts.partial().extend(workFacts.partial().shape),
    }),
    done,
  ),
  /** Throws RECORDING_IN_USE for one that stands on a release. */
  'catalogue.removeRecordings': command(
    z.object({ ids: z.array(recordingId).min(1).max(1000).transform(eachOnce) }),
    done,
  ),
};
