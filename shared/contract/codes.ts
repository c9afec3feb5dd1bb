import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { recordingId, releaseId } from './studio-ids.ts';

/** What is given out in order: ISRCs of a registrant, catalogue numbers, UPCs of a GS1 prefix, GRids of an issuer. */
export const codeKinds = ['isrc', 'catalogue', 'upc', 'grid'] as const;
export type CodeKind = (typeof codeKinds)[number];

export const codeSeriesId = z.number().int().positive().brand<'CodeSeriesId'>();
export type CodeSeriesId = z.output<typeof codeSeriesId>;

const seriesFacts = z.object({
  kind: z.enum(codeKinds),
  /**
   * What all of them begin with: of an ISRC country and registrant, 'ZZLR1' (the year follows); of a catalogue number whatever stands
   * before its digits, 'LR-'; of a UPC the GS1 company prefix, 6 to 11 digits; of a GRid the issuer, 'A10302B'.
   */
  prefix: z.string().trim().min(1).max(30),
  /** Of a catalogue number: how many digits it has at least. The others have as many as their kind. */
  digits: z.number().int().min(1).max(10).default(3),
  /** The first number that is given out. */
  first: z.number().int().min(0).max(9_999_999_999).default(1),
  /** Which one is taken where several are of a kind. */
  isDefault: z.boolean().default(false),
});

export const codeSeries = seriesFacts.required().extend({
  id: codeSeriesId,
  /** What is given next, this year; empty where there is none left. */
  next: z.string(),
  /** How many are in use, of all years. */
  used: z.number().int(),
});
export type CodeSeries = z.output<typeof codeSeries>;

export const pasteProblems = ['unreadable', 'noTrack', 'severalTracks', 'invalid', 'taken', 'twice'] as const;

/** A line of what was pasted: 'Track,ISRC'. */
export const pastedIsrc = z.object({
  line: z.number().int(),
  text: z.string(),
  isrc: z.string(),
  recordingId: recordingId.nullable(),
  title: z.string(),
  problem: z.enum(pasteProblems).nullable(),
});
export type PastedIsrc = z.output<typeof pastedIsrc>;

const done = z.object({ operation: operationId.nullable() });

/** Codes of one's own. */
export const codesContract = {
  'codes.list': query(['releases', 'recordings'], z.void(), z.array(codeSeries)),
  /** Throws CODE_PREFIX_INVALID for a prefix that its kind cannot have, NAME_TAKEN for one that is there. */
  'codes.saveSeries': command(seriesFacts.extend({ id: codeSeriesId.optional() }), done.extend({ id: codeSeriesId })),
  /** What was given out stays where it is. */
  'codes.removeSeries': command(z.object({ id: codeSeriesId }), done),
  /** What a release would be given next, by kind; ISRCs of the year it comes out. Null where there is no series or none left. */
  'codes.next': query(
    ['releases', 'recordings'],
    z.object({ releaseId: releaseId.optional() }),
    z.record(z.enum(codeKinds), z.string().nullable()),
  ),
  /**
   * Gives the next codes to a release and its tracks where they have none, in their order, each the smallest that was never used.
   * Throws CODE_SERIES_MISSING, CODES_USED_UP, FORBIDDEN.
   */
  'codes.assign': command(
    z.object({
      releaseId,
      kinds: z.array(z.enum(codeKinds)).min(1),
      /** Of its tracks only these; all without. */
      recordingIds: z.array(recordingId).max(1000).optional(),
    }),
    done.extend({ codes: z.array(z.string()) }),
  ),
  /** Looks at lines 'Track,ISRC' (a title or the number of the track) and changes nothing. */
  'codes.readPasted': query(
    ['releases', 'recordings'],
    z.object({ releaseId, text: z.string().max(200_000) }),
    z.array(pastedIsrc),
  ),
  /** All of them or none. Throws IDENTIFIER_INVALID, ISRC_TAKEN, NOT_FOUND for what is not on the release. */
  'codes.setIsrcs': command(
    z.object({
      releaseId,
      isrcs: z
        .array(z.object({ recordingId, isrc: z.string().trim().max(20) }))
        .min(1)
        .max(1000),
    }),
    done,
  ),
};
