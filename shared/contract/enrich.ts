import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { trackId, trackRow } from './library/tracks.ts';
import { operationId } from './operation.ts';

/** Fields that can be looked up; names of tags (shared/tags/tag-fields.ts). */
export const enrichFields = [
  'title',
  'artist',
  'album',
  'albumArtist',
  'trackNumber',
  'trackTotal',
  'discNumber',
  'discTotal',
  'date',
  'originalDate',
  'label',
  'catalogNumber',
  'isrc',
  'genre',
] as const;
export type EnrichField = (typeof enrichFields)[number];
const fieldName = z.enum(enrichFields);

/** A recording on a release that may be the track. */
export const candidate = z.object({
  id: z.string(),
  /** MusicBrainz identifiers. */
  recordingId: z.string(),
  releaseId: z.string().nullable(),
  /** 0 to 1. */
  score: z.number().min(0).max(1),
  /** What it was found by. */
  by: z.enum(['isrc', 'fingerprint', 'search']),
  /** What each field would be; a field that is not known is missing. */
  fields: z.partialRecord(fieldName, z.string()),
  durationMs: z.number().nullable(),
  /** Of the release: 'Album', 'Compilation', its country, whether it is official. */
  release: z.object({ kind: z.string(), country: z.string(), isOfficial: z.boolean() }).nullable(),
});
export type Candidate = z.output<typeof candidate>;

export const lookUp = z.object({
  track: trackRow,
  /** What each field is now, as the library has it. */
  current: z.partialRecord(fieldName, z.string()),
  state: z.enum(['waiting', 'found', 'none', 'failed']),
  error: z.enum(errorCodes).nullable(),
  /** The best first. */
  candidates: z.array(candidate),
});
export type LookUp = z.output<typeof lookUp>;

const choice = z.object({
  id: trackId,
  candidateId: z.string(),
  fields: z.array(fieldName),
  /** A picture fetched with `enrich.cover`. */
  coverHash: z.string().nullable().default(null),
});

export const enrichContract = {
  /** Looks tracks up at MusicBrainz (and by their sound at AcoustID, where it is connected), in the background. */
  'enrich.lookUp': command(z.object({ ids: z.array(trackId).min(1).max(10_000) }), z.void()),
  /** What was found for tracks and is not decided, in the order they were asked for. */
  'enrich.list': query(
    ['connectors', 'tracks'],
    z.object({ start: z.number().int().min(0), count: z.number().int().min(1).max(200) }),
    z.object({ total: z.number().int(), lookUps: z.array(lookUp) }),
  ),
  /** Fetches the cover of a release and keeps it for tags. Null where the Cover Art Archive has none. */
  'enrich.cover': query(
    [],
    z.object({ releaseId: z.uuid() }),
    z.object({ hash: z.string(), width: z.number().int(), height: z.number().int() }).nullable(),
  ),
  /** Takes fields of candidates as tag edits: files change only when tags are written. One operation. */
  'enrich.apply': command(
    z.object({ choices: z.array(choice).min(1).max(10_000) }),
    z.object({ operation: operationId.nullable(), count: z.number().int() }),
  ),
  /**
   * Takes the best candidate of every track from a score on; with `onlyEmpty` (the usual) nothing that is there is changed.
   */
  'enrich.applyAll': command(
    z.object({ minimumScore: z.number().min(0).max(1), onlyEmpty: z.boolean().default(true) }),
    z.object({ operation: operationId.nullable(), count: z.number().int() }),
  ),
  /** Lets go of what was found for these tracks; nothing is changed. */
  'enrich.dismiss': command(z.object({ ids: z.array(trackId).min(1).max(10_000) }), z.void()),
};
