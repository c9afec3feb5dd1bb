import type { SongCommentId } from '#shared/contract/comments.ts';
import type { SongId, SongVersionId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showUndoable } from '../undo/index.ts';

type NewComment = { songId: SongId; versionId: SongVersionId | null; atMs: number | null; text: string };

export async function addComment(comment: NewComment): Promise<void> {
  const atMs = comment.atMs === null ? null : Math.round(comment.atMs);
  const { operation } = await call('comments.add', { ...comment, atMs });
  showUndoable({ text: text('versions.commented'), operations: [operation] });
}

export async function replyTo(id: SongCommentId, said: string): Promise<void> {
  const { operation } = await call('comments.reply', { id, text: said });
  showUndoable({ text: text('versions.commented'), operations: [operation] });
}

export async function editComment(id: SongCommentId, said: string): Promise<void> {
  const { operation } = await call('comments.edit', { id, text: said });
  if (operation !== null) showUndoable({ text: text('versions.commentEdited'), operations: [operation] });
}

export async function resolveComment(id: SongCommentId, isResolved: boolean): Promise<void> {
  const { operation } = await call('comments.resolve', { ids: [id], isResolved });
  showUndoable({ text: text(isResolved ? 'versions.resolved' : 'versions.reopened'), operations: [operation] });
}

export async function removeComment(id: SongCommentId): Promise<void> {
  const { operation } = await call('comments.remove', { id });
  showUndoable({ text: text('versions.commentRemoved'), operations: [operation] });
}
