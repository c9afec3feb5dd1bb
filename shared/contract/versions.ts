import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { eachOnce, songId, songVersionId } from './studio-ids.ts';

/** What analysis knows of a version's sound; null before it, and where the sound is not known any more. */
export const soundFacts = z.object({
  durationMs: z.number().nullable(),
  lufs: z.number().nullable(),
  truePeakDb: z.number().nullable(),
  bpm: z.number().nullable(),
  /** 0 to 23 in Camelot order, see shared/music-key.ts. */
  key: z.number().int().nullable(),
});
export type SoundFacts = z.output<typeof soundFacts>;

/**
 * Where the sound of a version is: `here`; `offline` with its disk; `missing`, its file or its track is gone; `replaced`, the
 * file holds a newer bounce now. What was found out about the sound stays known.
 */
export const versionState = z.enum(['here', 'offline', 'missing', 'replaced']);
export type VersionState = z.output<typeof versionState>;

export const songVersion = z.object({
  id: songVersionId,
  songId,
  number: z.number().int(),
  name: z.string(),
  note: z.string(),
  isCurrent: z.boolean(),
  personId: personId.nullable(),
  createdAt: z.number(),
  state: versionState,
  /** What it is played by; null where its sound is not in the library. */
  trackId: trackId.nullable(),
  facts: soundFacts,
  isAnalysed: z.boolean(),
  /** The overview waveform as in rows of tracks, or null. */
  waveform: z.string().nullable(),
  commentCount: z.number().int(),
});
export type SongVersion = z.output<typeof songVersion>;

/** A file on its way to be a version, or one that cannot be: `same` is the number of the version that sounds the same. */
export const waitingVersion = z.object({
  name: z.string(),
  state: z.enum(['reading', 'same', 'failed']),
  code: z.enum(errorCodes).nullable(),
  same: z.number().int().nullable(),
});
export type WaitingVersion = z.output<typeof waitingVersion>;

/** What becomes of bounces that appear in a song's folder: the next version by themselves, or an offer. */
export const bounceMode = z.enum(['add', 'offer']);
export type BounceMode = z.output<typeof bounceMode>;

export const bounceWatch = z.object({
  /** Empty: none. */
  folder: z.string(),
  mode: bounceMode,
  /** `starting` until what lies there is known; `off` where background watching is switched off. */
  state: z.enum(['none', 'starting', 'watching', 'offline', 'off']),
});

const edited = z.object({ operation: operationId.nullable() });
const versionName = z.string().trim().max(200);

/** Where two versions of a song differ. */
export const versionComparison = z.object({
  /** What each is played more quietly by, in decibels, so that they sound equally loud: 0 or less, and 0 where not measured. */
  gainDb: z.tuple([z.number(), z.number()]),
  /** What the second has more than the first; null where one of them is not known. */
  difference: z.object({
    durationMs: z.number().nullable(),
    lufs: z.number().nullable(),
    truePeakDb: z.number().nullable(),
    bpm: z.number().nullable(),
    /** Semitones up, −5 to 6, between the same kind of keys. */
    semitones: z.number().int().nullable(),
  }),
  hasOtherKey: z.boolean().nullable(),
  /** From where they look different, once equally loud; null where they do not, or are not known. Read off the waveforms. */
  differsAtMs: z.number().nullable(),
  /** 0 to 1, how alike the waveforms are; null where they are not known. */
  likeness: z.number().min(0).max(1).nullable(),
});
export type VersionComparison = z.output<typeof versionComparison>;

export const versionsContract = {
  /** Of a song, the newest first, with what is on its way and what its folder offers. */
  'versions.list': query(
    ['songs', 'tracks', 'folders', 'settings'],
    z.object({ songId }),
    z.object({
      versions: z.array(songVersion),
      waiting: z.array(waitingVersion),
      offers: z.array(z.object({ trackId, name: z.string(), modifiedAt: z.number() })),
      bounces: bounceWatch,
      canEdit: z.boolean(),
    }),
  ),
  /**
   * Makes versions of tracks of the library, in their order. What was not analysed yet is read first, so it may come a little
   * later. What sounds like a version that is there is left out.
   */
  'versions.addTracks': command(z.object({ songId, trackIds: z.array(trackId).min(1).max(100) }), z.void()),
  /**
   * Makes versions of files, once they are whole and read; their folders come into the library, unwatched, where they are not in
   * it. Throws FILE_NOT_FOUND, FOLDER_UNREADABLE or INVALID_INPUT for a path that is no file.
   */
  'versions.addFiles': command(z.object({ songId, paths: z.array(absolutePath).min(1).max(100) }), z.void()),
  /** Forgets what was not made a version, for some reason. */
  'versions.clearWaiting': command(z.object({ songId }), z.void()),
  'versions.edit': command(
    z.object({ id: songVersionId, name: versionName.optional(), note: z.string().max(20_000).optional() }),
    edited,
  ),
  'versions.setCurrent': command(z.object({ id: songVersionId }), edited),
  /** All versions of a song in the order of their numbers, which are counted anew from 1. */
  'versions.reorder': command(z.object({ songId, ids: z.array(songVersionId).min(1).max(1000) }), edited),
  /** The tracks and their files stay. */
  'versions.remove': command(z.object({ ids: z.array(songVersionId).min(1).max(1000).transform(eachOnce) }), edited),
  /** Two versions of one song. */
  'versions.compare': query(
    ['songs', 'tracks'],
    z.object({ first: songVersionId, second: songVersionId }),
    versionComparison,
  ),
  /** Looks for bounces in a folder from now on; null ends it. It comes into the library. Throws FOLDER_… */
  'versions.setBounceFolder': command(z.object({ songId, path: absolutePath.nullable() }), edited),
  'versions.setBounceMode': command(z.object({ songId, mode: bounceMode }), z.void()),
  'versions.takeOffers': command(z.object({ songId, trackIds: z.array(trackId).min(1).max(1000) }), z.void()),
  'versions.dismissOffers': command(z.object({ songId, trackIds: z.array(trackId).min(1).max(1000) }), z.void()),
};
