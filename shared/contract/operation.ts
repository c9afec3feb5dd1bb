import { z } from 'zod';

/** Everything a user does that can be undone. */
export const operationKinds = [
  'rate',
  'override',
  'acceptReview',
  'editTags',
  'writeTags',
  'organize',
  'mergeDuplicates',
  'dismissDuplicates',
  'trash',
  'forgetTracks',
  'acceptInbox',
  'importCopy',
  'importMove',
  'readExport',
  'makePlaylist',
  'editPlaylist',
  'movePlaylist',
  'removePlaylist',
  'makeTracklist',
  'editTracklist',
  'publishTracklist',
  'rollBackTracklist',
  'removeTracklist',
  'splitMix',
  'saveCue',
  'editCues',
  'importLibrary',
  'enrich',
] as const;
export type OperationKind = (typeof operationKinds)[number];

export const operationId = z.number().int().positive().brand<'OperationId'>();
export type OperationId = z.output<typeof operationId>;

/** Something the user did, to data, to files or to both. Undoing it is an operation of its own. */
export const operation = z.object({
  id: operationId,
  at: z.number(),
  kind: z.enum(operationKinds),
  /** 'stopped' has a rest to do: the user, a failure or a dead process ended it. */
  state: z.enum(['running', 'done', 'stopped']),
  isUndo: z.boolean(),
  /** The operation this one takes back; of a redo that is the undo. */
  undoes: operationId.nullable(),
  undoneBy: operationId.nullable(),
  trackCount: z.number().int(),
  /** A title or a file's name where it is about one thing; else empty. */
  subject: z.string(),
  files: z.object({
    total: z.number().int(),
    done: z.number().int(),
    failed: z.number().int(),
  }),
});
export type Operation = z.output<typeof operation>;
