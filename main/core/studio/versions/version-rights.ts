import type { Db } from '#core/db/query.ts';
import { type SongState, songRecord } from '#core/studio/song-records.ts';
import { editableSongs, requireSongEdit } from '#core/studio/songs/song-rights.ts';

/** The song, for somebody who may change it. Throws NOT_FOUND or FORBIDDEN. */
export function editableSong(db: Db, id: number): SongState {
  const song = songRecord.get(db, id);
  requireSongEdit(db, id);
  return song;
}

export function mayEditSong(db: Db, id: number): boolean {
  return editableSongs(db, [id]).has(id);
}
