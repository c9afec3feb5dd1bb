import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { templateErrorKinds, templateFields } from '../name-template/index.ts';
import { command, query } from './define.ts';
import { absolutePath, folderId } from './library/folders.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';

const pattern = z.string().max(4000);
const queryText = z.string().max(2000);

/** Which pattern a file follows: the first rule that fits counts. */
export const nameRule = z.object({
  id: z.string().min(1).max(60),
  /** Empty for any track. */
  query: queryText,
  /** As `track.format` names them; empty for any. */
  formats: z.array(z.string().min(1).max(20)).max(40),
  pattern,
  /** Where everything goes; null for the folder of the library a file is in. */
  folderId: folderId.nullable(),
  /** "Unknown Artist" and the like instead of a conflict. */
  hasFallbacks: z.boolean(),
});
export type NameRule = z.output<typeof nameRule>;

export const organizeRules = z.object({
  rules: z.array(nameRule).min(1).max(50),
  /** Names that every system takes, or only this one. */
  system: z.enum(['windows', 'posix']),
  hasPlainPunctuation: z.boolean(),
  /** Whole paths of at most 259 letters, as older programs on Windows need. */
  hasShortPaths: z.boolean(),
});
export type OrganizeRules = z.output<typeof organizeRules>;

export const nameTemplate = z.object({
  id: z.string(),
  /** Ours are named by their id, in renderer/messages. */
  name: z.string(),
  pattern,
  isBuiltIn: z.boolean(),
  useCount: z.number().int(),
});
export type NameTemplate = z.output<typeof nameTemplate>;

export const conflictKinds = [
  'existsSameAudio',
  'existsOther',
  'sameTarget',
  'caseOnly',
  'unicodeOnly',
  'fieldEmpty',
  'nameEmpty',
  'tooLong',
  'reserved',
  'forbidden',
  'outside',
  'folderTaken',
  'offline',
  'changed',
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

export const warningKinds = [
  'shortened',
  'fromFileName',
  'assumed',
  'replaced',
  'reserved',
  'punctuation',
  'hidden',
  'temporary',
] as const;
export type WarningKind = (typeof warningKinds)[number];

/** What to do about a conflict. `replace` puts what is there into the trash. */
export const strategies = ['number', 'skip', 'replace'] as const;
export type Strategy = (typeof strategies)[number];

export const proposalFilters = ['all', 'conflicts', 'warnings', 'ready'] as const;
export type ProposalFilter = (typeof proposalFilters)[number];

/** How sure a proposal is, 0 to 1 each. */
export const confidenceParts = z.object({
  completeness: z.number(),
  pattern: z.number(),
  fileName: z.number(),
  noConflict: z.number(),
  source: z.number(),
  consistency: z.number(),
});
export type ConfidenceParts = z.output<typeof confidenceParts>;

export const proposal = z.object({
  id: trackId,
  group: z.enum(['conflicts', 'warnings', 'ready']),
  /** The folder of the library, by name, and the path below it, with '/'. */
  fromRoot: z.string(),
  from: z.string(),
  toRoot: z.string(),
  /** Null where there can be no name. */
  to: z.string().nullable(),
  conflict: z.enum(conflictKinds).nullable(),
  /** The folder and file in the way, or the name of the disk that is away. */
  other: z.string(),
  /** The track in the way, where it is in the library. */
  otherId: trackId.nullable(),
  /** Others that end at the same place have the same number; 0 elsewhere. */
  cluster: z.number().int(),
  missing: z.array(z.enum(templateFields)),
  warnings: z.array(z.enum(warningKinds)),
  /** UTF-8 bytes before the name was shortened. */
  fullLength: z.number().int(),
  changedAt: z.number().nullable(),
  isApproved: z.boolean(),
  /** The user ticked or unticked it. */
  isDecided: z.boolean(),
  isEdited: z.boolean(),
  strategy: z.enum(strategies),
  /** 0 to 1. */
  confidence: z.number(),
  parts: confidenceParts,
});
export type Proposal = z.output<typeof proposal>;

export const organizeSummary = z.object({
  isLooking: z.boolean(),
  /** When the list was made; null where there is none. */
  madeAt: z.number().nullable(),
  total: z.number().int(),
  conflicts: z.number().int(),
  warnings: z.number().int(),
  ready: z.number().int(),
  approved: z.number().int(),
  approvedConflicts: z.number().int(),
  /** Ids of what will be renamed may be asked for by 'organize.list'; here is where to, and what is copied on the way. */
  folderCount: z.number().int(),
  copyBytes: z.number(),
  copyFrom: z.array(z.string()).max(20),
  trashCount: z.number().int(),
  /** How many conflicts of each kind. */
  kinds: z.record(z.string(), z.number().int()),
});
export type OrganizeSummary = z.output<typeof organizeSummary>;

export const templateError = z.object({
  kind: z.enum(templateErrorKinds),
  start: z.number().int(),
  end: z.number().int(),
  word: z.string(),
  suggestion: z.enum(templateFields).nullable(),
});

const scope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all') }),
  z.object({ type: z.literal('query'), text: queryText }),
  z.object({ type: z.literal('ids'), ids: z.array(trackId).min(1).max(10_000) }),
]);
export type OrganizeScope = z.output<typeof scope>;

const chosen = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ids'), ids: z.array(trackId).min(1).max(10_000) }),
  z.object({ type: z.literal('list'), filter: z.enum(proposalFilters), text: queryText }),
  z.object({ type: z.literal('kind'), kind: z.enum(conflictKinds) }),
]);
const change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('approve'), isApproved: z.boolean() }),
  /** Also says yes to the conflict, and no where it is to be skipped. */
  z.object({ type: z.literal('strategy'), strategy: z.enum(strategies) }),
  /** Below the folder of the library, with '/'. */
  z.object({ type: z.literal('path'), path: z.string().min(1).max(8192) }),
  z.object({ type: z.literal('lookAgain') }),
]);
export type ProposalChoice = z.output<typeof chosen>;
export type ProposalChange = z.output<typeof change>;

export const organizeContract = {
  'organize.rules': query(['organize', 'folders'], z.void(), organizeRules),
  /** Throws PATTERN_INVALID with the rule and the place, or FOLDER_NOT_FOUND. */
  'organize.saveRules': command(organizeRules, organizeRules),
  'organize.templates': query(['organize'], z.object({ text: z.string().max(200).default('') }), z.array(nameTemplate)),
  /** Without an id a new one. Throws PATTERN_INVALID. */
  'organize.saveTemplate': command(
    z.object({ id: z.string().max(60).optional(), name: z.string().trim().min(1).max(80), pattern }),
    nameTemplate,
  ),
  /** Ours stay. */
  'organize.removeTemplate': command(z.object({ id: z.string().max(60) }), z.void()),
  /** What a pattern makes of real tracks: those named, or a few of the library that it is for. */
  'organize.previewPattern': query(
    ['tracks', 'folders'],
    z.object({ pattern, rule: nameRule.optional(), ids: z.array(trackId).max(50).optional() }),
    z.object({
      error: templateError.nullable(),
      /** Where the parts stand in the text, for the editor. */
      parts: z
        .array(
          z.object({
            type: z.enum(['field', 'optional', 'folder']),
            start: z.number().int(),
            end: z.number().int(),
            fields: z.array(z.enum(templateFields)),
          }),
        )
        .max(4000),
      examples: z
        .array(
          z.object({
            id: trackId,
            root: z.string(),
            path: z.string().nullable(),
            missing: z.array(z.enum(templateFields)),
          }),
        )
        .max(50),
    }),
  ),
  /** Looks which files do not match their pattern; in the background, as activity 'organize'. */
  'organize.propose': command(z.object({ scope }), z.void()),
  'organize.count': query(['organize', 'tracks'], z.void(), z.number().int()),
  'organize.summary': query(['organize', 'tracks', 'folders'], z.void(), organizeSummary),
  /** `text`: words, `folder:Inbox`, `confidence:<90`, and whatever a search for tracks takes. Conflicts first. */
  'organize.list': query(
    ['organize', 'tracks', 'folders'],
    z.object({
      filter: z.enum(proposalFilters),
      text: queryText,
      start: z.number().int().min(0),
      count: z.number().int().min(1).max(200),
    }),
    z.object({
      total: z.number().int(),
      /** How many of each group are in this list. */
      conflicts: z.number().int(),
      warnings: z.number().int(),
      ready: z.number().int(),
      rows: z.array(proposal).max(200),
    }),
  ),
  /** Throws NOT_FOUND where a proposal is gone. */
  'organize.update': command(z.object({ chosen, change }), z.object({ count: z.number().int() })),
  /** Renames what is approved, or says what that would do. Throws FOLDER_OFFLINE or INVALID_INPUT where there is nothing. */
  'organize.apply': command(
    z.object({ isDryRun: z.boolean() }),
    z.object({
      operation: operationId.nullable(),
      moveCount: z.number().int(),
      folderCount: z.number().int(),
      sidecarCount: z.number().int(),
      trashCount: z.number().int(),
      copyBytes: z.number(),
      /** What would not go, and why; at most the first hundred. */
      refused: z.array(z.object({ id: trackId, path: z.string(), code: z.enum(errorCodes) })).max(100),
      refusedCount: z.number().int(),
    }),
  ),
  /**
   * Copies or moves music from outside into a folder of the library, under the names of the pattern. What lies in the
   * library already stays as it is. Null where there was nothing to do. Throws DISK_FULL, FOLDER_NOT_FOUND.
   */
  'organize.importFiles': command(
    z.object({ path: absolutePath, mode: z.enum(['copy', 'move']), folderId }),
    z.object({ operation: operationId.nullable(), fileCount: z.number().int(), skippedCount: z.number().int() }),
  ),
};
