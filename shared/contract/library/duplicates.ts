import { z } from 'zod';
import { errorCodes } from '../../errors.ts';
import { qualityVerdicts } from '../../findings.ts';
import { command, query } from '../define.ts';
import { operationId } from '../operation.ts';
import { trackId, trackRow } from './tracks.ts';

/**
 * `exact`: the same audio to the byte. `recording`: it sounds the same, in another format or at another bitrate. `maybe`:
 * called the same, or much alike.
 */
export const duplicateKinds = ['exact', 'recording', 'maybe'] as const;
export type DuplicateKind = (typeof duplicateKinds)[number];

export const duplicateId = z.number().int().positive().brand<'DuplicateId'>();
export type DuplicateId = z.output<typeof duplicateId>;

/** In what a suggested file is better than another one, the most important first. */
export const keeperReasons = [
  'whole',
  'genuine',
  'lossless',
  'noDoubt',
  'bandwidth',
  'bits',
  'sampleRate',
  'bitrate',
  'clipping',
  'tags',
  'artwork',
  'edits',
  'plays',
  'older',
] as const;
export type KeeperReason = (typeof keeperReasons)[number];

/** The facts shown of each file, in this order. */
export const duplicateFacts = [
  'format',
  'resolution',
  'bitrate',
  'bandwidth',
  'peak',
  'length',
  'tags',
  'edits',
  'rating',
  'plays',
  'added',
] as const;
export type DuplicateFact = (typeof duplicateFacts)[number];

/** Tags a file may have, the most important first. */
export const duplicateTags = [
  'title',
  'artist',
  'album',
  'albumArtist',
  'genre',
  'label',
  'isrc',
  'date',
  'trackNumber',
  'composer',
  'remixer',
  'comment',
  'artwork',
] as const;
export type DuplicateTag = (typeof duplicateTags)[number];

/** Values the user set by hand. */
export const duplicateEdits = ['grid', 'bpm', 'key', 'mood', 'quality'] as const;
export type DuplicateEdit = (typeof duplicateEdits)[number];

const share = z.number().min(0).max(1);

/** What a file gets from those that go; empty and null where it has it all. */
export const duplicateGains = z.object({
  rating: z.number().int().nullable(),
  plays: z.number().int(),
  edits: z.array(z.enum(duplicateEdits)),
  tags: z.array(z.enum(duplicateTags)),
});
export type DuplicateGains = z.output<typeof duplicateGains>;

export const duplicateFile = z.object({
  track: trackRow,
  folderName: z.string(),
  /** The folders in it, with '/' between; empty at its top. */
  folderPath: z.string(),
  sampleRate: z.number().nullable(),
  bitDepth: z.number().nullable(),
  /** Bits that are really used. */
  effectiveBits: z.number().int().nullable(),
  bandwidthHz: z.number().nullable(),
  verdict: z.enum(qualityVerdicts).nullable(),
  truePeakDb: z.number().nullable(),
  clippedRuns: z.number().int().nullable(),
  tags: z.array(z.enum(duplicateTags)),
  edits: z.array(z.enum(duplicateEdits)),
  plays: z.number().int(),
  lastPlayedAt: z.number().nullable(),
  /** The long-term spectrum, base64 (shared/spectrum-picture.ts); null before analysis. */
  spectrum: z.string().nullable(),
  /** How alike it is to the suggested file; null where that cannot be said. */
  likeness: share.nullable(),
  /** By how much later than in the suggested file the same moment comes. */
  offsetMs: z.number(),
  /** Facts in which it is better than another one, or that speak against it. */
  marks: z.partialRecord(z.enum(duplicateFacts), z.enum(['best', 'warn'])),
  /** If this one is kept and all others go. */
  gains: duplicateGains,
});
export type DuplicateFile = z.output<typeof duplicateFile>;

export const duplicateGroup = z.object({
  id: duplicateId,
  kind: z.enum(duplicateKinds),
  title: z.string(),
  /** What another of its files is called, where that is something else; empty where all are called the same. */
  otherTitle: z.string(),
  artist: z.string(),
  artworkHash: z.string().nullable(),
  fileCount: z.number().int(),
  /** The file that is suggested, and what the others take. */
  suggestedName: z.string(),
  sizeBytes: z.number(),
  likeness: share.nullable(),
  isSure: z.boolean(),
});
export type DuplicateGroup = z.output<typeof duplicateGroup>;

const ids = z.array(trackId).min(1).max(1000);
const merge = z.object({ id: duplicateId, keep: trackId, trash: ids });

const merged = z.object({
  /** Null where nothing could be done. */
  operation: operationId.nullable(),
  groups: z.number().int(),
  /** Files on their way to the trash. */
  files: z.number().int(),
  sizeBytes: z.number(),
  /** Files that were not touched, and why: offline, changed since, or the same file as the one kept. */
  left: z.array(z.object({ id: trackId, fileName: z.string(), code: z.enum(errorCodes) })),
});
export type MergedDuplicates = z.output<typeof merged>;

export const duplicatesContract = {
  /** Looks for duplicates now, in the background. */
  'duplicates.look': command(z.void(), z.void()),
  'duplicates.summary': query(
    ['duplicates'],
    z.void(),
    z.object({
      /** Groups that are one recording, and those that may be. */
      same: z.number().int(),
      maybe: z.number().int(),
      sure: z.number().int(),
      /** What the files that are not suggested take, in groups that are one recording. */
      sizeBytes: z.number(),
      tracks: z.number().int(),
      lookedAt: z.number().nullable(),
      isLooking: z.boolean(),
    }),
  ),
  /** The largest first, those that may be the same behind. */
  'duplicates.list': query(
    ['duplicates'],
    z.object({ start: z.number().int().min(0), count: z.number().int().min(1).max(500) }),
    z.array(duplicateGroup),
  ),
  /** Throws NOT_FOUND where less than two of its files are left. */
  'duplicates.get': query(
    ['duplicates', 'tracks'],
    z.object({ id: duplicateId }),
    duplicateGroup.extend({
      suggested: trackId,
      reasons: z.array(z.enum(keeperReasons)),
      /** The suggested one first. */
      files: z.array(duplicateFile),
    }),
  ),
  /** Gives the kept file what the others have that it lacks, and the others to the trash. One operation. */
  'duplicates.merge': command(z.object({ groups: z.array(merge).min(1).max(1000) }), merged),
  /** The same with what is suggested, in every group where there is no doubt. */
  'duplicates.mergeSure': command(z.void(), merged),
  /** Says that no two files of these groups are duplicates. */
  'duplicates.dismiss': command(
    z.object({ ids: z.array(duplicateId).min(1).max(1000) }),
    z.object({ operation: operationId.nullable() }),
  ),
};
