import { z } from 'zod';
import { transitions } from '../tracklist/tracklist-parts.ts';
import { command, query } from './define.ts';
import { trackId, trackRow } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { playlistId } from './playlists.ts';

export const tracklistId = z.number().int().positive().brand<'TracklistId'>();
export type TracklistId = z.output<typeof tracklistId>;
export const tracklistEntryId = z.number().int().positive().brand<'TracklistEntryId'>();
export type TracklistEntryId = z.output<typeof tracklistEntryId>;

/** As many as one list may have. */
export const mostEntries = 2000;

/** Milliseconds from the start of the mix, up to two days. */
const time = z.number().int().min(0).max(172_800_000);
const share = z.number().min(0).max(1);
const text = z.string().max(500);

export const tracklistSources = ['manual', 'text', 'csv', 'json', 'cue', 'embedded', 'playlist'] as const;
export const tracklistFacts = z.object({
  name: z.string().trim().min(1).max(200),
  artist: text,
  event: text,
  venue: text,
  date: z.string().regex(/^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?$/),
  genre: text,
  note: z.string().max(4000),
});

/** What an entry says of itself; shared/tracklist/tracklist-parts.ts. */
export const entryFields = z.object({
  startMs: time.nullable(),
  endMs: time.nullable(),
  artist: text,
  title: text,
  remix: text,
  label: text,
  isrc: z.string().max(40),
  isUnknown: z.boolean(),
  transition: z.enum(transitions),
  bpm: z.number().min(20).max(400).nullable(),
  musicalKey: z.number().int().min(0).max(23).nullable(),
  note: z.string().max(4000),
  /** Of the reading; null for what was typed. */
  confidence: share.nullable(),
});

export const tracklist = tracklistFacts.extend({
  id: tracklistId,
  source: z.enum(tracklistSources),
  confidence: share.nullable(),
  version: z.number().int(),
  state: z.enum(['draft', 'published']),
  /** Of the mix where there is one, else what was said, else three minutes behind the last start. */
  durationMs: z.number().nullable(),
  count: z.number().int(),
  matchedCount: z.number().int(),
  unknownCount: z.number().int(),
  createdAt: z.number(),
  changedAt: z.number(),
});
export type Tracklist = z.output<typeof tracklist>;

export const tracklistEntry = entryFields.extend({
  id: tracklistEntryId,
  /** The track of the library that was played; null where none is known, or it is gone. */
  track: trackRow.nullable(),
  matchScore: share.nullable(),
  /** The user said which track it is, or that there is none. */
  isMatchFixed: z.boolean(),
  isManual: z.boolean(),
});
export type TracklistEntry = z.output<typeof tracklistEntry>;

/** What is wrong with times. `high` for what is surely a mistake. */
export const timingCodes = ['order', 'overlap', 'gap', 'short', 'long', 'pastEnd', 'noTime'] as const;
export const timingFinding = z.object({
  code: z.enum(timingCodes),
  severity: z.enum(['low', 'high']),
  entryId: tracklistEntryId,
  /** The position of the entry, from 1. */
  number: z.number().int(),
  /** By how much, or how long; 0 where it makes no sense. */
  ms: z.number(),
});
export type TimingFinding = z.output<typeof timingFinding>;

/** How likely a file is the recording of a list: 0.9 very high, 0.7 high, 0.5 medium, 0.3 low. */
export const mixCandidate = z.object({
  track: trackRow,
  score: share,
  band: z.enum(['veryHigh', 'high', 'medium', 'low']),
});
export const entryCandidate = z.object({ track: trackRow, score: share });

/** One way to change the entries of a list. Several are done in order, as one thing to undo. */
export const entryStep = z.discriminatedUnion('type', [
  /** Without `at` where its start puts it, or at the end. */
  z.object({
    type: z.literal('add'),
    entry: entryFields.partial(),
    at: z.number().int().min(0).optional(),
    trackId: trackId.optional(),
  }),
  z.object({ type: z.literal('update'), id: tracklistEntryId, values: entryFields.partial() }),
  z.object({ type: z.literal('remove'), ids: z.array(tracklistEntryId).max(mostEntries) }),
  /** `to` counts without those that move. */
  z.object({ type: z.literal('move'), ids: z.array(tracklistEntryId).max(mostEntries), to: z.number().int().min(0) }),
  /** All entries at once; those with the id of one before keep what is not named. */
  z.object({
    type: z.literal('replace'),
    entries: z.array(entryFields.partial().extend({ id: tracklistEntryId.optional() })).max(mostEntries),
  }),
  /** The user's choice, which no matching changes again; null says that there is none. */
  z.object({ type: z.literal('setTrack'), id: tracklistEntryId, trackId: trackId.nullable() }),
  /** Matching may choose again. */
  z.object({ type: z.literal('freeTrack'), id: tracklistEntryId }),
]);
export type EntryStep = z.input<typeof entryStep>;

export const timeFix = z.discriminatedUnion('type', [
  /** All entries, or those from one on. */
  z.object({
    type: z.literal('shift'),
    byMs: z.number().int().min(-172_800_000).max(172_800_000),
    from: tracklistEntryId.optional(),
  }),
  /** What ends before the next begins ends with it. */
  z.object({ type: z.literal('fillGaps') }),
  /** What overlaps meets in the middle. */
  z.object({ type: z.literal('overlaps') }),
  /** The whole list stretched to a duration. */
  z.object({ type: z.literal('scale'), toMs: time.min(1) }),
  /** Each ends where the next begins, the last with the mix. */
  z.object({ type: z.literal('ends') }),
  /** Those without a time are spread between those with one. */
  z.object({ type: z.literal('spread') }),
  z.object({ type: z.literal('sort') }),
]);
export type TimeFix = z.input<typeof timeFix>;

export const tracklistVersion = z.object({
  number: z.number().int(),
  at: z.number(),
  state: z.enum(['draft', 'published', 'archived']),
  change: z.enum(['manualEdit', 'importUpdate', 'rollback']),
  count: z.number().int(),
});
export type TracklistVersion = z.output<typeof tracklistVersion>;

/** One entry in two states of a list; `before` is null for one that came, `after` for one that went. */
export const entryDifference = z.object({
  kind: z.enum(['added', 'removed', 'modified', 'same']),
  before: entryFields.nullable(),
  after: entryFields.nullable(),
  /** Names of the values that differ. */
  fields: z.array(z.string()),
  /** The first track, an intro or an outro: no import takes it away. */
  isCritical: z.boolean(),
});
export type EntryDifference = z.output<typeof entryDifference>;
const differences = z.array(entryDifference);

export const updateActions = ['keepCurrent', 'useProposed', 'merge'] as const;
/** What importing a newer state of a list would change, and how sure it is that it should. */
export const updateProposal = z.object({
  differences,
  added: z.number().int(),
  removed: z.number().int(),
  modified: z.number().int(),
  confidence: share,
  kind: z.enum(['none', 'trackAdded', 'trackRemoved', 'trackModified', 'majorRestructure']),
  /** From 0.9 on nobody needs to be asked. */
  isSure: z.boolean(),
});

const changed = z.object({ operation: operationId.nullable() });
const one = z.object({ id: tracklistId });
const importedPart = z.object({
  /** A text may have no name for it. */
  facts: tracklistFacts.extend({ name: z.string().trim().max(200) }).partial(),
  entries: z.array(entryFields).max(mostEntries),
});
export type ImportedPart = z.input<typeof importedPart>;

export const tracklistsContract = {
  /** Those changed last first. */
  'tracklists.list': query(['tracklists', 'tracks'], z.void(), z.array(tracklist)),
  'tracklists.get': query(
    ['tracklists', 'tracks'],
    one,
    tracklist.extend({
      mix: trackRow.nullable(),
      /** Null where the user chose the mix. */
      mixScore: share.nullable(),
      entries: z.array(tracklistEntry),
      findings: z.array(timingFinding),
    }),
  ),
  /** One list for each part, with their entries matched to the library and the list to its mix where that is sure. */
  'tracklists.create': command(
    z.object({
      parts: z.array(importedPart).min(1).max(50),
      source: z.enum(tracklistSources).default('manual'),
      /** Of the mix the lists are about, where the user is at one. */
      mixTrackId: trackId.nullable().default(null),
      /** What a list without a name is called. */
      name: z.string().trim().min(1).max(200),
    }),
    changed.extend({ ids: z.array(tracklistId), count: z.number().int(), matched: z.number().int() }),
  ),
  'tracklists.remove': command(one, changed),
  'tracklists.edit': command(one.extend({ facts: tracklistFacts.partial() }), changed),
  'tracklists.editEntries': command(
    one.extend({ steps: z.array(entryStep).min(1).max(100) }),
    /** Entries that were added, in order. */
    changed.extend({ added: z.array(tracklistEntryId) }),
  ),
  'tracklists.fixTimes': command(one.extend({ fix: timeFix }), changed),
  /** Matches the entries to the library again; what the user chose stays. */
  'tracklists.match': command(one, changed.extend({ matched: z.number().int() })),
  /** Tracks that an entry may be, the likeliest first. */
  'tracklists.entryCandidates': query(
    ['tracklists', 'tracks'],
    one.extend({ entryId: tracklistEntryId }),
    z.array(entryCandidate),
  ),
  'tracklists.mixCandidates': query(['tracklists', 'tracks'], one, z.array(mixCandidate)),
  /** The user's choice of the recording, or that there is none. */
  'tracklists.setMix': command(one.extend({ trackId: trackId.nullable() }), changed),
  /** What was published before is archived. */
  'tracklists.publish': command(one, changed),
  /** Newest first. */
  'tracklists.versions': query(['tracklists'], one, z.array(tracklistVersion)),
  /** From a version to another one, or to what the list is now. */
  'tracklists.compare': query(
    ['tracklists'],
    one.extend({ from: z.number().int(), to: z.number().int().optional() }),
    differences,
  ),
  /** Makes what the list was in a version its newest draft. */
  'tracklists.rollBack': command(one.extend({ version: z.number().int() }), changed),
  'tracklists.proposeUpdate': query(['tracklists'], one.extend({ part: importedPart }), updateProposal),
  'tracklists.update': command(one.extend({ part: importedPart, action: z.enum(updateActions) }), changed),
  /** A playlist of the entries, those without a track as wishes. */
  'tracklists.toPlaylist': command(one, changed.extend({ playlistId })),
  /** A tracklist of a playlist; each track begins where the one before it ends. */
  'tracklists.fromPlaylist': command(z.object({ playlistId }), changed.extend({ id: tracklistId })),
};
