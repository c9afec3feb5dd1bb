import { type Actor, currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { SongComment, SongCommentId, SongReply } from '#shared/contract/comments.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { SongVersionId } from '#shared/contract/studio-ids.ts';

type CommentRow = {
  id: number;
  version_id: number | null;
  version_number: number | null;
  parent_id: number | null;
  at_ms: number | null;
  text: string;
  person_id: number | null;
  person_name: string | null;
  is_resolved: 0 | 1;
  edited_at: number | null;
  created_at: number;
};

const select = `SELECT song_comment.*, song_version.number AS version_number, person.name AS person_name
  FROM song_comment LEFT JOIN song_version ON song_version.id = version_id
  LEFT JOIN person ON person.id = song_comment.person_id`;

/** Of a song: those in the sound by their place, then the others by when they were said. */
export function listComments(db: Db, songId: number, actor: Actor = currentActor()): SongComment[] {
  const rows = prepare(
    db,
    `${select} WHERE song_comment.song_id = ? ORDER BY at_ms IS NULL, at_ms, created_at, id`,
  ).all(songId) as CommentRow[];
  const replies = rows
    .filter(({ parent_id }) => parent_id !== null)
    .sort((a, b) => a.created_at - b.created_at || a.id - b.id);
  return rows
    .filter(({ parent_id }) => parent_id === null)
    .map((row) => ({
      ...toReply(row, actor),
      // A number that is not there any more names nothing.
      versionId: row.version_number === null ? null : (row.version_id as SongVersionId),
      versionNumber: row.version_number,
      atMs: row.at_ms,
      isResolved: row.is_resolved === 1,
      replies: replies.filter(({ parent_id }) => parent_id === row.id).map((each) => toReply(each, actor)),
    }));
}

/** The versions that a track is, of whatever songs; of a file that was written over, only the newest of a song. */
export function listVersionsOf(db: Db, trackId: number): { songId: number; versionId: number }[] {
  return prepare(
    db,
    `SELECT song_id AS songId, id AS versionId FROM song_version WHERE track_id = @trackId AND number =
       (SELECT max(number) FROM song_version AS other WHERE other.song_id = song_version.song_id AND track_id = @trackId)`,
  ).all({ trackId }) as { songId: number; versionId: number }[];
}

/** Numbers of the comments that answer this one. */
export function listReplyIds(db: Db, id: number): number[] {
  return prepare(db, 'SELECT id FROM song_comment WHERE parent_id = ?').pluck().all(id) as number[];
}

/** Everybody who said something in that thread. */
export function listSpeakers(db: Db, id: number): number[] {
  const people = prepare(
    db,
    'SELECT DISTINCT person_id FROM song_comment WHERE (id = @id OR parent_id = @id) AND person_id IS NOT NULL',
  ).pluck();
  return people.all({ id }) as number[];
}

function toReply(row: CommentRow, actor: Actor): SongReply {
  return {
    id: row.id as SongCommentId,
    text: row.text,
    person: row.person_id === null ? null : { id: row.person_id as PersonId, name: row.person_name ?? '' },
    createdAt: row.created_at,
    isEdited: row.edited_at !== null,
    canEdit: mayEditComment(row.person_id, actor),
  };
}

/** Whoever said it, and those who look after the workspace. */
export function mayEditComment(personId: number | null, actor: Actor = currentActor()): boolean {
  return personId === null || personId === actor.personId || actor.role === 'owner' || actor.role === 'admin';
}
