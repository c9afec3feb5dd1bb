import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { type SongCommentState, songCommentRecord, songRecord, songVersionRecord } from '#core/studio/song-records.ts';
import type { commentsContract, SongCommentId } from '#shared/contract/comments.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import { getVersion } from '../versions/versions.repository.ts';
import { listComments, listReplyIds, listSpeakers, listVersionsOf, mayEditComment } from './comments.repository.ts';

export function commentsHandlers(context: Context): Handlers<typeof commentsContract> {
  const { db, changes, history, notifications, platform } = context;

  return {
    'comments.list': ({ songId }) => {
      songRecord.get(db, songId);
      return listComments(db, songId);
    },

    'comments.ofTrack': ({ trackId }) =>
      listVersionsOf(db, trackId).flatMap(({ songId, versionId }) =>
        listComments(db, songId).filter((comment) => comment.versionId === versionId && comment.atMs !== null),
      ),

    'comments.add': ({ songId, versionId, atMs, text }) => {
      songRecord.get(db, songId);
      if (versionId !== null && songVersionRecord.get(db, versionId).songId !== songId) {
        throw new AppError('INVALID_INPUT', 'That is a version of another song.');
      }
      if (versionId === null && atMs !== null) {
        throw new AppError('INVALID_INPUT', 'A place in the sound is one of a version.');
      }
      if (versionId !== null && atMs !== null) refuseBeyond(versionId, atMs);
      return say({ songId, versionId, parentId: null, atMs, text });
    },

    'comments.reply': ({ id, text }) => {
      const comment = songCommentRecord.get(db, id);
      const root = comment.parentId ?? id;
      const { songId, versionId, atMs } = songCommentRecord.get(db, root);
      return say({ songId, versionId, parentId: root, atMs, text });
    },

    'comments.edit': ({ id, text }) => {
      const { songId, text: before } = ownComment(id);
      if (text === before) return { operation: null };
      return apply(songId, songCommentRecord.edit(db, id, { text, editedAt: platform.now() }));
    },

    'comments.resolve': ({ ids, isResolved }) => {
      const states = ids.map((id) => songCommentRecord.get(db, id));
      return apply(
        states[0]?.songId as number,
        ids.flatMap((id) => songCommentRecord.edit(db, id, { isResolved })),
      );
    },

    'comments.remove': ({ id }) => {
      const { songId } = ownComment(id);
      return apply(
        songId,
        [...listReplyIds(db, id), id].map((each) => songCommentRecord.remove(db, each)),
      );
    },
  };

  /** Throws INVALID_INPUT behind the end, as far as the length is known; players and analysis may differ a little. */
  function refuseBeyond(versionId: number, atMs: number): void {
    const { durationMs } = getVersion(db, versionId).facts;
    if (durationMs !== null && atMs > durationMs + 1000) {
      throw new AppError('INVALID_INPUT', 'That is behind the end of the sound.', { atMs, durationMs });
    }
  }

  function ownComment(id: number): SongCommentState {
    const comment = songCommentRecord.get(db, id);
    if (!mayEditComment(comment.personId)) throw new AppError('FORBIDDEN', 'Somebody else said this.');
    return comment;
  }

  function apply(songId: number, made: readonly ItemChange[]) {
    const { operation } = history.apply('commentSong', made, songRecord.get(db, songId).title);
    changes.add({ topics: ['songs'] });
    return { operation };
  }

  function say(comment: Pick<SongCommentState, 'songId' | 'versionId' | 'parentId' | 'atMs' | 'text'>) {
    const { personId } = currentActor();
    const made = songCommentRecord.make(db, {
      ...comment,
      personId,
      isResolved: false,
      editedAt: null,
      createdAt: platform.now(),
    });
    return db
      .transaction(() => {
        const { operation } = apply(comment.songId, [made]);
        tell(comment, made.itemId);
        return { operation, id: made.itemId as SongCommentId };
      })
      .immediate();
  }

  /** The owner, who works on the song, and who said something in the same thread; nobody of what they said themselves. */
  function tell({ songId, parentId, text }: Pick<SongCommentState, 'songId' | 'parentId' | 'text'>, id: number): void {
    const { title, ownerId, people, steps } = songRecord.get(db, songId);
    const speakers = listSpeakers(db, parentId ?? id);
    const all = [
      ownerId,
      ...people.map(({ personId }) => personId),
      ...steps.map(({ assigneeId }) => assigneeId),
      ...speakers,
    ];
    const { personId: speaker } = currentActor();
    const by = speaker === null ? '' : nameOf(speaker);
    for (const personId of new Set(all)) {
      if (personId === null || personId === speaker) continue;
      const facts = { song: title, text: text.slice(0, 200), person: by };
      notifications.add({ kind: 'commentAdded', personId, facts, view: 'studio', item: songId });
    }
  }

  function nameOf(personId: number): string {
    return (db.prepare('SELECT name FROM person WHERE id = ?').pluck().get(personId) as string | undefined) ?? '';
  }
}
