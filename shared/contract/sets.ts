import { z } from 'zod';
import { reason } from '../reasons.ts';
import { command, query } from './define.ts';
import { trackId, trackRow } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { playlistEntry, playlistEntryId, playlistId, setPlan } from './playlists.ts';

/** Sets of more are lists: nobody plays five hundred tracks in a night. */
export const mostSetRows = 500;

const points = z.number().int();
/** Whole points that add up to the score: key 35, tempo 25, energy 20, mood 10, ends 10 (outro to intro). */
export const stepParts = z.object({ key: points, tempo: points, energy: points, mood: points, ends: points });
export type StepParts = z.output<typeof stepParts>;

/** A step from one track to the next, 0 to 100, and why. */
export const setStep = z.object({
  score: points,
  parts: stepParts,
  reasons: z.array(reason),
  /** Something of it is a fault: keys that clash, a jump of the tempo or the energy. */
  isWeak: z.boolean(),
});
export type SetStep = z.output<typeof setStep>;

const count = z.number().int();
const milliseconds = z.number();
/** What of a wish could not be met. */
export const setProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('poolEmpty') }),
  z.object({ kind: z.literal('poolTooSmall'), wanted: count, found: count }),
  /** Of the tracks that could be taken, these have another tempo, and of these nobody knows it. */
  z.object({ kind: z.literal('noneInTempo'), outside: count, unknown: count }),
  z.object({ kind: z.literal('lockedTooLong'), lockedMs: milliseconds, wantedMs: milliseconds }),
  z.object({ kind: z.literal('lengthMissed'), totalMs: milliseconds, wantedMs: milliseconds }),
  z.object({ kind: z.literal('artistsTooNear'), count }),
  z.object({ kind: z.literal('copies'), count }),
]);
export type SetProblem = z.output<typeof setProblem>;

export const setRow = z.object({
  entry: playlistEntry,
  /** Since the set began. */
  startsMs: milliseconds,
  /** What it counts as: five minutes where it is not known. */
  lengthMs: milliseconds,
  /** What the curve asks for in its middle, 0 to 10. */
  wishedEnergy: z.number(),
  /** To the row that follows. */
  step: setStep.nullable(),
});
export type SetRow = z.output<typeof setRow>;

/** What narrows the tracks that are offered for a place. */
export const placeFilters = ['key', 'tempo', 'energy', 'onward', 'notPlayed'] as const;
export type PlaceFilter = (typeof placeFilters)[number];

export const setCandidate = z.object({
  track: trackRow,
  /** From the row before; at the beginning to the row behind. */
  step: setStep,
});
export type SetCandidate = z.output<typeof setCandidate>;

/** A row to be: an entry that is there, or a track that comes in. */
const savedRow = z.object({
  entryId: playlistEntryId.nullable(),
  trackId: trackId.nullable(),
  isLocked: z.boolean(),
});
export type SavedSetRow = z.output<typeof savedRow>;

const rows = z.array(savedRow).max(mostSetRows);

export const setsContract = {
  /** A playlist as a set. Without a plan of its own it gets the usual one. Lists of more than 500 answer SET_TOO_LONG. */
  'sets.get': query(
    ['playlists', 'tracks'],
    z.object({ id: playlistId }),
    z.object({
      changedAt: z.number(),
      plan: setPlan,
      rows: z.array(setRow),
      durationMs: milliseconds,
      problems: z.array(setProblem),
    }),
  ),
  /**
   * Builds the set anew around its locked entries, and changes nothing: `sets.save` keeps what it answers. The same seed
   * gives the same set; tracks that stand there unlocked give way to others that are as good. A newer request for the same playlist ends an older one with CANCELLED.
   */
  'sets.solve': query(
    [],
    z.object({ id: playlistId, plan: setPlan, seed: z.number().int().min(0) }),
    z.object({
      changedAt: z.number(),
      rows,
      problems: z.array(setProblem),
      /** Tracks that were not looked at: of another tempo, or of none that is known. */
      leftOut: z.object({ tempoOutside: count, tempoUnknown: count }),
    }),
  ),
  /** The tracks that fit best at a place, the best first; none that the set has already. */
  'sets.suggest': query(
    ['playlists', 'tracks'],
    z.object({
      id: playlistId,
      /** Counted from 0. With `isNew` a track comes in before it, else it takes the place of the one that is there. */
      place: z.number().int().min(0),
      isNew: z.boolean(),
      filters: z.array(z.enum(placeFilters)),
      count: z.number().int().min(1).max(100).default(20),
    }),
    z.object({
      candidates: z.array(setCandidate),
      /** What the filters stand for here; null where one has nothing to go by. */
      limits: z.object({
        key: z.number().int().nullable(),
        tempo: z.object({ low: z.number(), high: z.number() }).nullable(),
        energy: z.object({ low: z.number(), high: z.number() }).nullable(),
        /** Title of what follows. */
        onward: z.string().nullable(),
        notPlayedDays: count,
      }),
    }),
  ),
  /**
   * Keeps a plan, rows, or both as one operation. `changedAt` is what the window saw: answers LIST_CHANGED where the
   * playlist is another one by now, so that nothing somebody else put in gets lost.
   */
  'sets.save': command(
    z.object({ id: playlistId, changedAt: z.number(), plan: setPlan.optional(), rows: rows.optional() }),
    z.object({ operation: operationId.nullable() }),
  ),
};
