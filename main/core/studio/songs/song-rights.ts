import { type Actor, currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay } from '#core/people/authorize.ts';
import { packRecord } from '#core/studio/pack-records.ts';
import { requirePackEdit } from '#core/studio/packs/pack-access.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';

/** Songs of a list that an employee may change: their own and nobody's, and those that they or their pack were opened to. */
const openTo = `SELECT song.id FROM song LEFT JOIN pack ON pack.id = song.pack_id
  WHERE song.id IN (SELECT value FROM json_each(@ids)) AND (
    song.owner_id IS NULL OR song.owner_id = @person OR pack.owner_id = @person
    OR EXISTS (SELECT 1 FROM song_person WHERE song_id = song.id AND person_id = @person AND can_edit = 1)
    OR EXISTS (SELECT 1 FROM pack_person WHERE pack_id = song.pack_id AND person_id = @person AND access = 'edit'))`;

/** Those of the songs that whoever acts may change; managers and up may change all. */
export function editableSongs(db: Db, ids: readonly number[], actor: Actor = currentActor()): Set<number> {
  if (actorMay('editAllSongs', actor)) return new Set(ids);
  const found = prepare(db, openTo)
    .pluck()
    .all({ ids: JSON.stringify(ids), person: actor.personId });
  return new Set(found as number[]);
}

/** Throws FORBIDDEN where whoever acts may not change one of them. */
export function requireSongEdit(db: Db, ids: SongId | number | readonly number[]): void {
  const asked = typeof ids === 'number' ? [ids] : [...ids];
  const mine = editableSongs(db, asked);
  const other = asked.find((id) => !mine.has(id));
  if (other !== undefined) {
    throw new AppError('FORBIDDEN', 'You may look at this song, and not change it.', { id: other });
  }
}

/** The same for ticking steps, which whoever they are assigned to may do as well. */
export function requireStepsTicked(db: Db, ids: readonly number[], keys: readonly string[]): void {
  const { personId } = currentActor();
  const mine = editableSongs(db, ids);
  const isAssigned = prepare(db, 'SELECT 1 FROM song_step WHERE song_id = ? AND key = ? AND assignee_id = ?').pluck();
  const other = ids.find((id) => !mine.has(id) && !keys.every((key) => isAssigned.get(id, key, personId) === 1));
  if (other !== undefined) throw new AppError('FORBIDDEN', 'This step is somebody else’s.', { id: other });
}

/** Throws FORBIDDEN where songs may not be put into this pack, NOT_FOUND where it is gone. */
export function requirePackOpen(db: Db, packId: number): void {
  requirePackEdit(packRecord.get(db, packId));
}
