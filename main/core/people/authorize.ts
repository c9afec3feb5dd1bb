import { userInfo } from 'node:os';
import { type Actor, type Caller, currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Method } from '#shared/contract/index.ts';
import type { MemberRole } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import { methodRules } from '#shared/permissions/method-rules.ts';
import { pathMethods, pathPermission } from '#shared/permissions/path-methods.ts';
import { mayDo, type Permission } from '#shared/permissions/roles.ts';

type MemberRow = { id: number; member_role: MemberRole | null; member_state: string; removed_at: number | null };

/** Who calls: a member, by an account, or whoever's profile is active. Throws FORBIDDEN where they may not call this. */
export function authorize(db: Db, method: Method, caller: Caller | undefined): Actor {
  const actor = findActor(db, caller);
  const rule = methodRules[method];
  if (rule !== 'anyone') requirePermission(rule, actor);
  if (caller && pathMethods.has(method)) requirePermission(pathPermission, actor);
  return actor;
}

/** Whether whoever acts now may do that: by their role, and by a key only what it was made for. */
export function actorMay(permission: Permission, actor = currentActor()): boolean {
  return mayDo(actor.role, permission) && actor.scopes?.includes(permission) !== false;
}

/** Throws FORBIDDEN where whoever acts now may not do that. */
export function requirePermission(permission: Permission, actor = currentActor()): void {
  if (!actorMay(permission, actor)) {
    throw new AppError('FORBIDDEN', 'Your role does not allow this.', { permission, role: actor.role });
  }
}

/** The same for things of a person: one permission for one's own, another for everybody's. */
export function requireFor(personId: number, own: Permission, all: Permission): void {
  const actor = currentActor();
  requirePermission(actor.personId === personId ? own : all, actor);
}

function findActor(db: Db, caller: Caller | undefined): Actor {
  const active = 'SELECT active_person_id FROM workspace';
  const personId = caller?.personId ?? (prepare(db, active).pluck().get() as number | null);
  const row =
    personId === null
      ? undefined
      : (prepare(db, 'SELECT id, member_role, member_state, removed_at FROM person WHERE id = ?').get(personId) as
          | MemberRow
          | undefined);
  const isMember = row?.member_role && row.member_state === 'active' && row.removed_at === null;
  if (isMember) {
    const role = row.member_role as MemberRole;
    if (caller?.via === 'key') return { personId: row.id, role, via: 'key', scopes: caller.scopes };
    return { personId: row.id, role, via: caller?.via ?? 'profile' };
  }
  if (caller) throw new AppError('FORBIDDEN', 'You are not a member of this workspace any more.');
  // A desktop whose profile went away is still its user's own.
  return { personId: null, role: 'owner', via: 'profile' };
}

/** Makes the first member, of a library that has none: hours and steps need somebody. Answers whose profile is active. */
export function ensureOwner(db: Db, now: number, name: string): number | null {
  return db
    .transaction(() => {
      const owner = prepare(
        db,
        `SELECT id FROM person WHERE member_role = 'owner' AND removed_at IS NULL LIMIT 1`,
      ).pluck();
      const id =
        (owner.get() as number | undefined) ??
        (prepare(
          db,
          `INSERT INTO person (name, roles, member_role, created_at, changed_at) VALUES (?, '["artist"]', 'owner', ?, ?)
         RETURNING id`,
        )
          .pluck()
          .get(name, now, now) as number);
      prepare(db, 'UPDATE workspace SET active_person_id = ? WHERE active_person_id IS NULL').run(id);
      return prepare(db, 'SELECT active_person_id FROM workspace').pluck().get() as number | null;
    })
    .immediate();
}

/** What the system calls its user; every system can fail at that. */
export function ownerName(): string {
  try {
    return userInfo().username || 'Owner';
  } catch {
    return 'Owner';
  }
}
