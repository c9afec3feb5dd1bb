import { type Actor, currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay } from '#core/people/authorize.ts';
import { AppError } from '#shared/errors.ts';

type Owned = { ownerId: number | null; people: readonly { personId: number; access: 'view' | 'edit' }[] };

/** Its owner, whoever was let edit it, and everybody who may edit all songs. */
export function mayEditPack({ ownerId, people }: Owned, actor: Actor = currentActor()): boolean {
  if (actorMay('editAllSongs', actor) || (actor.personId !== null && ownerId === actor.personId)) return true;
  return people.some(({ personId, access }) => personId === actor.personId && access === 'edit');
}

/** Throws FORBIDDEN. */
export function requirePackEdit(pack: Owned): void {
  if (!mayEditPack(pack)) throw new AppError('FORBIDDEN', 'You may look at this pack, and not change it.');
}

/** Throws NAME_TAKEN where another pack of that owner is called so, however it is spelled in capitals. */
export function requireFreeName(db: Db, name: string, ownerId: number | null, except: number | null = null): void {
  if (isNameTaken(db, name, ownerId, except)) {
    throw new AppError('NAME_TAKEN', 'There is a pack of that name already.', { name });
  }
}

export function isNameTaken(db: Db, name: string, ownerId: number | null, except: number | null = null): boolean {
  const found = prepare(
    db,
    'SELECT 1 FROM pack WHERE name = ? COLLATE NOCASE AND coalesce(owner_id, 0) = ? AND id IS NOT ?',
  ).get(name, ownerId ?? 0, except);
  return found !== undefined;
}
