import { z } from 'zod';
import { deliveryStates } from '../delivery/delivery-states.ts';
import {
  lintFixLabels,
  lintRuleIds,
  lintSeverities,
  releaseLintFields,
  storeLintStates,
  trackLintFields,
} from '../lint-rules.ts';
import { artistRoles } from './catalogue.ts';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { dayOrNone, recordingId, releaseId } from './studio-ids.ts';

const severity = z.enum(lintSeverities);
const values = z.record(z.string(), z.union([z.string(), z.number()]));
const count = z.number().int().min(0);

/** `track` is a place in the order of the release, from 0. */
export const lintPlace = z.discriminatedUnion('of', [
  z.object({ of: z.literal('release'), field: z.enum(releaseLintFields) }),
  z.object({ of: z.literal('track'), track: count, recordingId, field: z.enum(trackLintFields) }),
]);
export type LintPlace = z.output<typeof lintPlace>;

/** `patch` is done by `lint.fix`; for the others somebody has to choose. */
export const lintFix = z.object({
  kind: z.enum(['patch', 'chooseFile', 'chooseArtwork']),
  label: z.enum(lintFixLabels),
  values,
  isSafe: z.boolean(),
  /** The fields of its place that it changes, as they are then; a list of artists has no text. */
  after: z.array(
    z.object({
      field: z.enum([...releaseLintFields, ...trackLintFields]),
      text: z.string(),
      artists: z.array(z.object({ name: z.string(), role: z.enum(artistRoles) })).nullable(),
    }),
  ),
});
export type LintFix = z.output<typeof lintFix>;

export const lintFinding = z.object({
  /** The same as long as its place and what it is about are. */
  id: z.string(),
  rule: z.enum(lintRuleIds),
  severity,
  place: lintPlace,
  values,
  /** The text of the field, where it has one. */
  text: z.string(),
  /** Where in it, in UTF-16 units. */
  span: z.tuple([count, count]).nullable(),
  fix: lintFix.nullable(),
  canIgnore: z.boolean(),
  /** The reason it is ignored for; null where it is not. */
  ignored: z.string().nullable(),
  /** What it is to each store that it matters to. */
  stores: z.array(z.object({ store: z.string(), severity })),
});
export type LintFinding = z.output<typeof lintFinding>;

const day = z.string();

export const lintStore = z.object({
  store: z.string(),
  name: z.string(),
  state: z.enum(storeLintStates),
  errors: count,
  warnings: count,
  /** With what November and December add. */
  leadDays: count,
  /** By which day it should have everything; empty without a day of release. */
  deliverBy: dayOrNone,
  isLate: z.boolean(),
  /** Where it is on its way there; null before it is. */
  delivery: z.enum(deliveryStates).nullable(),
});
export type LintStore = z.output<typeof lintStore>;

/** Counted back from the release. */
export const lintDates = z.object({
  releaseDate: day,
  /** Negative when it is out. */
  daysToGo: z.number().int(),
  filesBy: day,
  deliverBy: day,
  /** Null where no chosen store can be asked. */
  pitchBy: day.nullable(),
  freezeBy: day,
  isPitchLate: z.boolean(),
  isBusySeason: z.boolean(),
  isFriday: z.boolean(),
});
export type LintDates = z.output<typeof lintDates>;

export const qualityParts = ['source', 'transcode', 'peak', 'clipping', 'silence', 'resolution', 'channels'] as const;

/** 0 to 100 for what was measured; null for what was not. Each part says what it stands on. */
export const lintQuality = z.object({
  score: z.number().int().nullable(),
  known: count,
  tracks: z.array(
    z.object({
      track: count,
      score: z.number().int().nullable(),
      parts: z.array(
        z.object({
          name: z.enum(qualityParts),
          value: z.union([z.string(), z.number()]).nullable(),
          from: z.enum(['file', 'analysis']),
          /** Of the analysis that found the value. */
          version: z.number().int().nullable(),
          cost: z.number().int().nullable(),
        }),
      ),
    }),
  ),
});
export type LintQuality = z.output<typeof lintQuality>;

export const lintArtwork = z.object({
  width: count,
  height: count,
  format: z.string(),
  space: z.string(),
  sizeBytes: count,
});

const report = z.object({
  /** Errors first; what is ignored stands at the end. */
  findings: z.array(lintFinding),
  stores: z.array(lintStore),
  today: day,
  dates: lintDates.nullable(),
  /** The first Friday that leaves every chosen store its days. */
  firstFriday: day,
  quality: lintQuality,
  /** Null where there is no picture, or none that can be read. */
  artwork: lintArtwork.nullable(),
  /** What became of the latest deliveries of any release: one line for each release and state. */
  lastDeliveries: z.array(
    z.object({
      /** Its catalogue number, or its title where it has none. */
      release: z.string(),
      state: z.enum(deliveryStates),
      /** Of one of them. */
      store: z.string(),
      stores: count,
      changedAt: z.number(),
    }),
  ),
  /** Of tracks with shares, how many add up to 100 %; people who get shares, and how many of them have no account to be paid to. */
  shares: z.object({ tracks: count, whole: count, people: count, withoutAccount: count }),
});
export type LintReport = z.output<typeof report>;

const done = z.object({ operation: operationId.nullable(), count });

/** What is wrong with a release before stores say so, and what can be done about it. */
export const lintContract = {
  'lint.run': query(['releases', 'recordings', 'people', 'tracks', 'deliveries'], z.object({ releaseId }), report),
  /** One operation. Of two fixes of one field the first is done. What is not there any more is left out. */
  'lint.fix': command(z.object({ releaseId, findings: z.array(z.string()).min(1).max(500) }), done),
  /** All that can be done unseen, again until there is none, in one operation. */
  'lint.fixAll': command(z.object({ releaseId }), done),
  /** Throws NOT_FOUND for a finding that is not there, LINT_NOT_IGNORABLE. */
  'lint.ignore': command(
    z.object({ releaseId, finding: z.string(), reason: z.string().trim().min(1).max(500) }),
    done.omit({ count: true }),
  ),
  'lint.unignore': command(z.object({ releaseId, finding: z.string() }), done.omit({ count: true })),
};
