import { type Actor, currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay, requirePermission } from '#core/people/authorize.ts';
import { AppError } from '#shared/errors.ts';
import { mayDo, type Permission } from '#shared/permissions/roles.ts';

/** Whether an actor is the owner and the only active member: then there is nobody else to decide. */
export function isSoleOwner(db: Db, actor: Actor = currentActor()): boolean {
  if (actor.role !== 'owner') return false;
  const others = prepare(
    db,
    `SELECT 1 FROM person WHERE member_role IS NOT NULL AND member_state = 'active' AND removed_at IS NULL AND id IS NOT ?
     LIMIT 1`,
  ).get(actor.personId);
  return others === undefined;
}

/** Whether whoever acts may decide about something of a person. */
export function mayDecide(db: Db, permission: Permission, personId: number): boolean {
  const actor = currentActor();
  return actorMay(permission, actor) && (actor.personId !== personId || isSoleOwner(db, actor));
}

/** Throws FORBIDDEN for who decides about nothing, OWN_APPROVAL for one's own. */
export function requireDecide(db: Db, permission: Permission, personId: number): void {
  requirePermission(permission);
  if (!mayDecide(db, permission, personId)) {
    throw new AppError('OWN_APPROVAL', 'Nobody decides about their own. Somebody else has to.', { personId });
  }
}

/** Active members who may do something, but for whoever acts: they are told. */
export function othersWho(db: Db, permission: Permission): number[] {
  const { personId } = currentActor();
  const members = prepare(
    db,
    `SELECT id, member_role AS role FROM person
     WHERE member_role IS NOT NULL AND member_state = 'active' AND removed_at IS NULL ORDER BY id`,
  ).all() as { id: number; role: Actor['role'] }[];
  return members.filter(({ id, role }) => id !== personId && mayDo(role, permission)).map(({ id }) => id);
}

export function personName(db: Db, id: number | null): string {
  if (id === null) return '';
  return (prepare(db, 'SELECT name FROM person WHERE id = ?').pluck().get(id) as string | undefined) ?? '';
}
