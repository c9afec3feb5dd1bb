import { type Db, prepare } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { songCommentRecord, songRecord, songVersionRecord } from '#core/studio/song-records.ts';

/** The changes that take a song away with its versions and what was said about it, so that undo brings all of it back. */
export function removeWithSong(db: Db, songId: number): ItemChange[] {
  const idsIn = (table: string) =>
    prepare(db, `SELECT id FROM ${table} WHERE song_id = ? ORDER BY id`).pluck().all(songId) as number[];
  return [
    ...idsIn('song_comment').map((id) => songCommentRecord.remove(db, id)),
    ...idsIn('song_version').map((id) => songVersionRecord.remove(db, id)),
    songRecord.remove(db, songId),
  ];
}
