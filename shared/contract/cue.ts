import { z } from 'zod';
import { conversionModes, lossKinds } from '../cue/convert.ts';
import { cueDialects } from '../cue/dialects.ts';
import { type CueRule, cueRules, cueSeverities } from '../cue/problem.ts';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { templateError } from './organize.ts';
import { tracklistEntryId, tracklistId } from './tracklists.ts';

/** What a sheet can be read in. */
export const cueEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1251', 'gbk'] as const;
export type CueEncoding = (typeof cueEncodings)[number];
/** What a sheet can be written in. */
export const cueWriteEncodings = ['utf-8', 'utf-8-bom', 'latin-1', 'windows-1252'] as const;
export type CueWriteEncoding = (typeof cueWriteEncodings)[number];

/** No sheet of anybody is larger. */
export const mostCueBytes = 1_048_576;

const dialect = z.enum(cueDialects);
const mode = z.enum(conversionModes);
const ruleNames = Object.keys(cueRules) as [CueRule, ...CueRule[]];

/** What the tracklist would need to be changed to, so that the sheet is right. */
const tracklistFix = z.discriminatedUnion('type', [
  z.object({ type: z.literal('isrc'), entryId: tracklistEntryId, value: z.string() }),
  /** 'tracklists.fixTimes' */
  z.object({ type: z.literal('times'), fix: z.enum(['spread', 'sort']) }),
]);
export type CueTracklistFix = z.output<typeof tracklistFix>;

export const sheetProblem = z.object({
  rule: z.enum(ruleNames),
  severity: z.enum(cueSeverities),
  /** Of the text, from 1. */
  line: z.number().int().nullable(),
  entryId: tracklistEntryId.nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  fix: tracklistFix.nullable(),
});
export type SheetProblem = z.output<typeof sheetProblem>;

const loss = z.object({
  kind: z.enum(lossKinds),
  tracks: z.array(z.number().int()),
  names: z.array(z.string()),
  isKeptAsRemark: z.boolean(),
});
const conversion = z.object({ dialect, losses: z.array(loss), score: z.number().int() });

/** A sheet that was saved as a file: still what would be saved now, older than the tracklist, or not ours any more. */
export const savedSheet = z.object({
  path: z.string(),
  dialect,
  mode,
  encoding: z.enum(cueWriteEncodings),
  state: z.enum(['current', 'outdated', 'changed', 'gone']),
  /** How often it was saved there. */
  version: z.number().int(),
  savedAt: z.number(),
});
export type SavedSheet = z.output<typeof savedSheet>;

/** Where a sheet or the parts of a mix go: into the folder of the mix, or another one. */
export const cuePlace = z.discriminatedUnion('type', [
  z.object({ type: z.literal('beside') }),
  z.object({ type: z.literal('folder'), path: absolutePath }),
]);
export type CuePlace = z.output<typeof cuePlace>;

/** Where a sheet is read from. */
export const cueSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('path'), path: absolutePath }),
  /** What a browser has of a file. */
  z.object({
    type: z.literal('bytes'),
    name: z.string().max(500),
    base64: z.string().max(Math.ceil((mostCueBytes * 4) / 3) + 4),
  }),
  /** One of 'cue.ofTrack'. */
  z.object({
    type: z.literal('track'),
    trackId,
    place: z.enum(['block', 'comment', 'file']),
    name: z.string().max(500),
  }),
]);
export type CueSource = z.output<typeof cueSource>;

export const splitFormats = ['flac', 'wav', 'mp3'] as const;
export type SplitFormat = (typeof splitFormats)[number];
const splitRequest = z.object({
  tracklistId,
  format: z.enum(splitFormats),
  pattern: z.string().max(1000),
  place: cuePlace,
  /** Only these; all where it is left out. */
  entryIds: z.array(tracklistEntryId).max(2000).optional(),
});
export type SplitRequest = z.output<typeof splitRequest>;

export const splitPart = z.object({
  entryId: tracklistEntryId,
  number: z.number().int(),
  fromMs: z.number(),
  /** Null for the end of the mix. */
  toMs: z.number().nullable(),
  /** Below the folder, with '/'; null where the pattern makes no name of it. */
  name: z.string().nullable(),
  /** Another file had the name, and it was numbered. */
  isNumbered: z.boolean(),
});
export type SplitPart = z.output<typeof splitPart>;

export const cueContract = {
  /** The sheet of a tracklist in a dialect, what is to say about it, and what each dialect would keep. */
  'cue.sheet': query(
    ['tracklists', 'tracks', 'history'],
    z.object({ tracklistId, dialect, mode: mode.default('standard') }),
    z.object({
      text: z.string(),
      /** The entry a line belongs to, by the line; null above the first track. */
      entryOfLine: z.array(tracklistEntryId.nullable()),
      problems: z.array(sheetProblem),
      /** What this dialect leaves out, and then all dialects. */
      losses: z.array(loss),
      conversions: z.array(conversion),
      /** 'strict' would not be written. */
      isRefused: z.boolean(),
      hasMix: z.boolean(),
      fileName: z.string(),
      saved: z.array(savedSheet),
    }),
  ),
  /**
   * Saves the sheet as a file. One of ours that nobody changed since goes to the trash for it; any other file of that name
   * is FILE_EXISTS. Throws ENCODING_UNFIT, CUE_LOSSY (mode 'strict'), FOLDER_OFFLINE, and errors of files.
   */
  'cue.save': command(
    z.object({ tracklistId, dialect, mode, encoding: z.enum(cueWriteEncodings), place: cuePlace }),
    z.object({ operation: operationId.nullable(), path: z.string() }),
  ),
  /** Sheets that belong to a track: inside of a FLAC file, or files beside it. */
  'cue.ofTrack': query(
    ['tracks'],
    z.object({ trackId }),
    z.array(z.object({ place: z.enum(['block', 'comment', 'file']), name: z.string(), trackCount: z.number().int() })),
  ),
  /** Reads a sheet. Throws FILE_NOT_FOUND, FILE_TOO_LARGE, FORMAT_UNKNOWN for what is no sheet. */
  'cue.read': query(
    ['tracks'],
    z.object({ source: cueSource, encoding: z.enum(cueEncodings).optional() }),
    z.object({
      name: z.string(),
      text: z.string(),
      encoding: z.enum(cueEncodings),
      hasByteOrderMark: z.boolean(),
      /** What lies where each FILE points; null where nobody can tell. */
      files: z.array(z.object({ isThere: z.boolean(), durationMs: z.number().nullable() }).nullable()),
      /** The track of the library it is about. */
      mixTrackId: trackId.nullable(),
    }),
  ),
  /** What splitting would make, without making it. */
  'cue.previewSplit': query(
    ['tracklists', 'tracks', 'folders'],
    splitRequest,
    z.object({
      /** Formats that this mix can be split into; `isExact` where not a sample changes. */
      formats: z.array(z.object({ format: z.enum(splitFormats), isExact: z.boolean() })),
      folder: z.string(),
      parts: z.array(splitPart),
      /** Entries without a time of their own. */
      leftOut: z.number().int(),
      patternError: templateError.nullable(),
      neededBytes: z.number(),
      freeBytes: z.number().nullable(),
      /** Why it cannot be done now. */
      refusal: z.enum(errorCodes).nullable(),
    }),
  ),
  /**
   * Makes a file of each entry, in the background, as one operation. Throws what the preview says, DISK_FULL,
   * PATTERN_INVALID.
   */
  'cue.split': command(splitRequest, z.object({ operation: operationId, count: z.number().int() })),
};
