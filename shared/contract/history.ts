import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operation, operationId, operationKinds } from './operation.ts';

/** One change that happened. Values are those of the field: a number, a text, a list of moods, or null for none. */
export const historyEvent = z.object({
  id: z.number().int(),
  at: z.number(),
  actor: z.enum(['user', 'analysis']),
  kind: z.enum(['overridden', 'reset', 'analysed']),
  trackId: trackId.nullable(),
  field: z.string(),
  oldValue: z.json().nullable(),
  newValue: z.json().nullable(),
  confidence: z.number().nullable(),
  /** What found the new value, with its version: 'tempo 2'. */
  algorithm: z.string().nullable(),
});
export type HistoryEvent = z.output<typeof historyEvent>;

export const historyContract = {
  /** What happened to values, newest first; `before` is the id of the last event of the page before. */
  'history.list': query(
    ['tracks'],
    z.object({
      trackId: trackId.optional(),
      before: z.number().int().optional(),
      count: z.number().int().min(1).max(500),
    }),
    z.array(historyEvent),
  ),
  /** What the user did, newest first. `from` and `to` are times; `before` is the last id of the page before. */
  'history.operations': query(
    ['history'],
    z.object({
      trackId: trackId.optional(),
      kind: z.enum(operationKinds).optional(),
      from: z.number().optional(),
      to: z.number().optional(),
      before: operationId.optional(),
      count: z.number().int().min(1).max(500),
    }),
    z.array(operation),
  ),
  /** One operation with what it did, as far as it fits a window (of items what is one value), and what newer ones stand in the way of undoing it. */
  'history.operation': query(
    ['history'],
    z.object({ id: operationId }),
    operation.extend({
      changes: z.array(
        z.object({
          /** Null for a playlist or a tracklist; its name is the title then. */
          trackId: z.number().int().nullable(),
          title: z.string(),
          field: z.string(),
          oldValue: z.json(),
          newValue: z.json(),
        }),
      ),
      steps: z.array(
        z.object({
          kind: z.enum(['write', 'move', 'copy', 'create', 'trash', 'restore', 'makeFolder', 'removeFolder']),
          trackId: z.number().int().nullable(),
          source: z.string(),
          target: z.string().nullable(),
          state: z.enum(['planned', 'prepared', 'done', 'failed', 'skipped']),
          code: z.enum(errorCodes).nullable(),
        }),
      ),
      blockedBy: z.array(operation),
      canUndo: z.boolean(),
    }),
  ),
  /** What Undo and Redo would do now. */
  'history.next': query(['history'], z.void(), z.object({ undo: operation.nullable(), redo: operation.nullable() })),
  /**
   * Takes back the newest operation, or the one named, and answers with the operation that does so; files follow in the
   * background. Null when there is nothing. Throws UNDO_BLOCKED where something newer builds on it, UNDO_GONE where what
   * it needs is no longer kept.
   */
  'history.undo': command(z.object({ id: operationId.optional() }), operation.nullable()),
  'history.redo': command(z.void(), operation.nullable()),
  /** Goes on with an operation that was stopped. */
  'history.resume': command(z.object({ id: operationId }), operation),
  /** What is kept for undo, and how much it may take. */
  'history.space': query(
    ['history', 'settings'],
    z.void(),
    z.object({
      sizeBytes: z.number(),
      limitBytes: z.number(),
      keepDays: z.number().int(),
      oldestAt: z.number().nullable(),
    }),
  ),
};
