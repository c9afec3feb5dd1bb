import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { formatIds, tableColumns } from './interop-formats.ts';
import { absolutePath } from './library/folders.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { playlistId } from './playlists.ts';

export const format = z.enum(formatIds);

/** Paths that begin with `from` begin with `to` on the other side; with '/' between their parts and at no end. */
export const pathRule = z.object({ from: z.string().max(4096), to: z.string().max(4096) });
export type PathRule = z.output<typeof pathRule>;
export const pathRules = z.array(pathRule).max(50);

/** Milliseconds between two decoders' starts of an MP3 file. */
const shiftMs = z.number().min(-200).max(200);

/** What is taken from another program's library. */
export const importOptions = z.object({
  /** From paths there to paths here; null lets them be found by what fits. */
  paths: pathRules.nullable().default(null),
  ratings: z.boolean().default(true),
  plays: z.boolean().default(true),
  added: z.boolean().default(true),
  cues: z.boolean().default(true),
  grids: z.boolean().default(true),
  /** As values set by hand. */
  bpm: z.boolean().default(false),
  keys: z.boolean().default(false),
  playlists: z.boolean().default(true),
  /** Whose value counts where both have one and they differ. */
  conflicts: z.enum(['mine', 'theirs']).default('mine'),
  /** Added to times of MP3 files. */
  mp3ShiftMs: shiftMs.default(0),
});
export type ImportOptions = z.output<typeof importOptions>;

/** Counts of an import, by name. Values are those that change, or that would. */
export const importCountNames = [
  'tracks',
  'matched',
  'byPath',
  'bySound',
  'byTags',
  'unsure',
  'unmatched',
  'ratings',
  'plays',
  'added',
  'cues',
  'grids',
  'bpm',
  'keys',
  'conflicts',
  'folders',
  'playlists',
  'entries',
  'deadEntries',
  'samePlaylists',
  'keptPlaylists',
  'notes',
] as const;
export type ImportCount = (typeof importCountNames)[number];
export const importCounts = z.record(z.enum(importCountNames), z.number().int());
export type ImportCounts = z.output<typeof importCounts>;

/** Why something of the file is not in the library: no track is it, one may be, or the file itself is odd. */
export const missReasons = [
  'notFound',
  'unsure',
  'skippedSmartList',
  'skippedInternalList',
  'brokenTrack',
  'unknownEntry',
  'badDate',
  'badValue',
  'moreCuesThanSlots',
  'unreadableList',
] as const;
export type MissReason = (typeof missReasons)[number];

export const importMiss = z.object({
  location: z.string(),
  artist: z.string(),
  title: z.string(),
  reason: z.enum(missReasons),
});
export type ImportMiss = z.output<typeof importMiss>;

/** The file that is to be imported, and how far that is. */
export const importState = z.object({
  path: z.string(),
  format,
  state: z.enum(['reading', 'ready', 'importing', 'done', 'failed']),
  options: importOptions,
  /** Tracks read so far. */
  done: z.number().int(),
  counts: importCounts,
  /** How paths are turned into ours: what the user said, or what was found to fit. */
  paths: pathRules,
  /** The first of what is not placed. */
  misses: z.array(importMiss),
  error: z.enum(errorCodes).nullable(),
  reportId: z.number().int().nullable(),
  operation: operationId.nullable(),
});
export type ImportState = z.output<typeof importState>;

export const importReport = z.object({
  id: z.number().int(),
  at: z.number(),
  format,
  path: z.string(),
  operation: operationId.nullable(),
  counts: importCounts,
  missCount: z.number().int(),
});
export type ImportReport = z.output<typeof importReport>;

/** What goes out: all there is, some tracks, or some playlists with their tracks (folders with all they hold). */
export const exportScope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all') }),
  z.object({ type: z.literal('tracks'), ids: z.array(trackId).min(1).max(200_000) }),
  z.object({ type: z.literal('playlists'), ids: z.array(playlistId).min(1).max(10_000) }),
]);
export type ExportScope = z.output<typeof exportScope>;

export const exportOptions = z.object({
  scope: exportScope,
  /** Of lists: to the file they lie beside. Programs' libraries are always absolute. */
  pathStyle: z.enum(['absolute', 'relative']).default('absolute'),
  /** From paths here to paths there. */
  paths: pathRules.default([]),
  mp3ShiftMs: shiftMs.default(0),
  bootVolume: z.string().trim().max(100).default('Macintosh HD'),
  nmlVersion: z.union([z.literal(19), z.literal(20)]).default(19),
  /** Of a table, what it shows; everything without. */
  columns: z.array(z.enum(tableColumns)).min(1).max(tableColumns.length).optional(),
  /** Text of the comment, with {comment}, {mood}, {energy}, {key}; empty for the comment as it is. */
  commentTemplate: z.string().max(200).default(''),
});
export type ExportOptions = z.output<typeof exportOptions>;

/** What an export did; tracks against the export before. `unchanged` files were not touched. */
export const exportResult = z.object({
  files: z.object({ written: z.number().int(), unchanged: z.number().int() }),
  tracks: z.object({
    total: z.number().int(),
    added: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    gone: z.number().int(),
  }),
  playlists: z.number().int(),
  /** Entries of playlists without a file to name. */
  leftOut: z.number().int(),
});
export type ExportResult = z.output<typeof exportResult>;

export const exportState = z.object({
  format,
  path: z.string(),
  state: z.enum(['exporting', 'done', 'failed']),
  done: z.number().int(),
  total: z.number().int().nullable(),
  result: exportResult.nullable(),
  error: z.enum(errorCodes).nullable(),
});
export type ExportState = z.output<typeof exportState>;

/** An export that can be made again. */
export const exportTarget = z.object({
  id: z.number().int(),
  format,
  path: z.string(),
  options: exportOptions,
  exportedAt: z.number().nullable(),
});
export type ExportTarget = z.output<typeof exportTarget>;

export const interopContract = {
  'interop.formats': query(
    [],
    z.void(),
    z.array(
      z.object({
        id: format,
        extension: z.string(),
        canRead: z.boolean(),
        canWrite: z.boolean(),
        /** Lists are one file each, so an export of several goes into a folder. */
        holds: z.enum(['library', 'list']),
      }),
    ),
  ),
  /** Looks what a file is, and reads it for a preview in the background. Throws IMPORT_UNKNOWN or why it cannot be read. */
  'interop.openImport': command(z.object({ path: absolutePath }), z.object({ format })),
  /** Reads it again with other options. */
  'interop.previewImport': command(z.object({ options: importOptions }), z.void()),
  /** Imports what the preview showed, in the background; one operation. */
  'interop.runImport': command(z.object({ options: importOptions }), z.void()),
  /** Ends reading or importing; what was imported is taken back. Afterwards there is no file. */
  'interop.closeImport': command(z.void(), z.void()),
  'interop.getImport': query(['interop'], z.void(), importState.nullable()),
  /** Newest first. */
  'interop.reports': query(['interop'], z.void(), z.array(importReport)),
  'interop.misses': query(
    ['interop'],
    z.object({
      reportId: z.number().int(),
      start: z.number().int().min(0).default(0),
      count: z.number().int().min(1).max(500),
    }),
    z.object({ total: z.number().int(), misses: z.array(importMiss) }),
  ),
  /** Writes all that was not placed as CSV into a file that is not there yet. Throws FILE_EXISTS and the like. */
  'interop.saveMisses': command(z.object({ reportId: z.number().int(), path: absolutePath }), z.void()),

  /**
   * Writes a file (of a library, or of one list) or a folder of lists, in the background, and remembers it. A file that is
   * there and is not as we left it is never replaced: FILE_EXISTS.
   */
  'interop.export': command(z.object({ format, path: absolutePath, options: exportOptions }), z.void()),
  'interop.cancelExport': command(z.void(), z.void()),
  'interop.getExport': query(['interop'], z.void(), exportState.nullable()),
  'interop.targets': query(['interop'], z.void(), z.array(exportTarget)),
  'interop.forgetTarget': command(z.object({ id: z.number().int() }), z.void()),
};
