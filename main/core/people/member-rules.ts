import { type Actor, currentActor } from '#core/actor.ts';
import { type MemberRole, memberRoles, type PersonFacts } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import type { Permission } from '#shared/permissions/roles.ts';
import { actorMay, requirePermission } from './authorize.ts';
import type { PersonState } from './people-records.ts';

/** Facts of people that say what they are in the workspace. */
export const memberFields = ['memberRole', 'memberState', 'departmentId', 'jobTitle', 'rateMinor'] as const;
type MemberField = (typeof memberFields)[number];

/** Whether somebody with the role `actor` stands below whoever has the role `other`. */
export function isAbove(other: MemberRole, actor: MemberRole): boolean {
  return memberRoles.indexOf(other) < memberRoles.indexOf(actor);
}

type Subject = Pick<PersonState, 'memberRole'> & { id: number | null };

/** What it takes to change what is known of somebody. Throws FORBIDDEN or MEMBER_PROTECTED. */
export function requireEdit(subject: Subject, change: Partial<PersonFacts>): void {
  const actor = currentActor();
  const isSelf = subject.id !== null && subject.id === actor.personId;
  const touched = memberFields.filter((field) => change[field] !== undefined);
  if (subject.memberRole === null) requirePermission('editStudio', actor);
  else if (isSelf) requirePermission('editOwnProfile', actor);
  else {
    requirePermission('manageUsers', actor);
    protectMightier(subject.memberRole, actor);
  }
  if (touched.length > 0) requireMemberEdit({ subject, isSelf, touched, change, actor });
}

type MemberEdit = {
  subject: Subject;
  isSelf: boolean;
  touched: MemberField[];
  change: Partial<PersonFacts>;
  actor: Actor;
};

function requireMemberEdit({ subject, isSelf, touched, change, actor }: MemberEdit): void {
  requirePermission('manageUsers', actor);
  const isPlaceChanged = touched.includes('memberRole') || touched.includes('memberState');
  if (isPlaceChanged && isSelf) throw placeProtected('Nobody changes their own role or takes themself out.');
  if (isPlaceChanged && subject.memberRole === 'owner') throw placeProtected('An owner hands the workspace over.');
  if (touched.includes('memberRole')) requireGrant(change.memberRole ?? null, actor);
}

/** Roles are given by who may, never above their own, and 'owner' by handing over only. */
export function requireGrant(role: MemberRole | null, actor = currentActor()): void {
  requirePermission('editUserRoles', actor);
  if (role === null) return;
  if (role === 'owner') throw placeProtected('An owner hands the workspace over.');
  if (isAbove(role, actor.role)) throw forbidden('editUserRoles', actor);
}

/** What it takes to take somebody away, or to make them one with another. Throws FORBIDDEN or MEMBER_PROTECTED. */
export function requireRemove({ id, memberRole }: Subject & { id: number }): void {
  const actor = currentActor();
  requirePermission(memberRole === null ? 'manageTeams' : 'manageUsers', actor);
  if (id === actor.personId) throw placeProtected('Nobody takes themself out.');
  if (memberRole === 'owner') throw placeProtected('An owner hands the workspace over.');
  if (memberRole !== null) protectMightier(memberRole, actor);
}

/** Whether a check throws nothing: for what a window offers. */
export function isAllowed(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** The roles that whoever acts may give to others. */
export function grantableRoles(actor = currentActor()): MemberRole[] {
  if (!actorMay('editUserRoles', actor)) return [];
  return memberRoles.filter((role) => role !== 'owner' && !isAbove(role, actor.role));
}

function protectMightier(role: MemberRole, actor: Actor): void {
  // An owner is nobody's to change, also not another owner's.
  if (role === 'owner') throw placeProtected('An owner is changed by nobody else.');
  if (isAbove(role, actor.role)) throw forbidden('manageUsers', actor);
}

function placeProtected(message: string): AppError {
  return new AppError('MEMBER_PROTECTED', message);
}

function forbidden(permission: Permission, { role }: Actor): AppError {
  return new AppError('FORBIDDEN', 'Your role does not allow this.', { permission, role });
}
