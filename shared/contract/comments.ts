import { z } from 'zod';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { eachOnce, songId, songVersionId } from './studio-ids.ts';

export const songCommentId = z.number().int().positive().brand<'SongCommentId'>();
export type SongCommentId = z.output<typeof songCommentId>;

const plainComment = z.object({
  id: songCommentId,
  text: z.string(),
  person: z.object({ id: personId, name: z.string() }).nullable(),
  createdAt: z.number(),
  /** Whether its text was changed later. */
  isEdited: z.boolean(),
  /** Whether you may change its text and take it away. */
  canEdit: z.boolean(),
});

/** A comment with what was answered, oldest first. */
export const songComment = plainComment.extend({
  /** What it was said about; null for the song as a whole, or where that version is gone. */
  versionId: songVersionId.nullable(),
  versionNumber: z.number().int().nullable(),
  /** In the version's sound; null: about all of it. */
  atMs: z.number().int().nullable(),
  isResolved: z.boolean(),
  replies: z.array(plainComment),
});
export type SongComment = z.output<typeof songComment>;
export type SongReply = z.output<typeof plainComment>;

const text = z.string().trim().min(1).max(5000);
const edited = z.object({ operation: operationId.nullable() });

export const commentsContract = {
  /** Of a song: those in the sound by their place, then the others by when they were said. */
  'comments.list': query(['songs', 'people'], z.object({ songId }), z.array(songComment)),
  /** Those in the sound of a track, as far as it is a version of songs. */
  'comments.ofTrack': query(['songs', 'people', 'tracks'], z.object({ trackId }), z.array(songComment)),
  'comments.add': command(
    z.object({
      songId,
      versionId: songVersionId.nullable().default(null),
      atMs: z.number().int().min(0).max(86_400_000).nullable().default(null),
      text,
    }),
    edited.extend({ id: songCommentId }),
  ),
  /** An answer to an answer is one to what began it. */
  'comments.reply': command(z.object({ id: songCommentId, text }), edited.extend({ id: songCommentId })),
  'comments.edit': command(z.object({ id: songCommentId, text }), edited),
  'comments.resolve': command(
    z.object({ ids: z.array(songCommentId).min(1).max(1000).transform(eachOnce), isResolved: z.boolean() }),
    edited,
  ),
  /** With what was answered. */
  'comments.remove': command(z.object({ id: songCommentId }), edited),
};
