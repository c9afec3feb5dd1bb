import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay, requirePermission } from '#core/people/authorize.ts';
import { isAbove, isAllowed, memberFields } from '#core/people/member-rules.ts';
import { requireFreeCurrency } from '#core/people/workspace-currency.ts';
import type { Operation, OperationId } from '#shared/contract/operation.ts';
import { type MemberRole, memberRoles } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import type { Permission } from '#shared/permissions/roles.ts';
import type { UndoRule } from './history.ts';
import type { OperationDetail } from './operation-detail.ts';
import { listItemChanges } from './operations.repository.ts';
import { hiddenKinds } from './seen-operations.ts';
import { undoOfOthers, undoPermissions } from './undo-permissions.ts';

/** What others did, these take back: managers and above. */
const undoOthers: Permission = 'manageTeams';

/**
 * What whoever acts now may take back: Undo goes through what everybody did on a desktop whose profile is a manager's or
 * above, as it does without any people; for others, and over the network, through what they did themselves.
 */
export function undoRule(db: Db): UndoRule {
  const { personId, via } = currentActor();
  const isAll = personId === null || (via === 'profile' && actorMay(undoOthers));
  return { by: isAll ? undefined : personId, check: (operation) => requireUndo(db, operation) };
}

/**
 * The operation as whoever acts may see it: what others changed of people and money is for managers and above, and Undo is
 * offered where it is theirs. Throws NOT_FOUND for what they may not know of.
 */
export function mayShow(db: Db, detail: OperationDetail): OperationDetail {
  const { personId } = currentActor();
  const isOwn = detail.personId === personId;
  const hidden = hiddenKinds();
  if (hidden.all.includes(detail.kind) || (!isOwn && hidden.ofOthers.includes(detail.kind))) {
    throw new AppError('NOT_FOUND', 'That is no longer in the history.', { id: detail.id });
  }
  const isTheirs = isOwn || actorMay(undoOthers);
  return {
    ...detail,
    changes: isTheirs ? detail.changes : detail.changes.filter(({ trackId }) => trackId !== null),
    canUndo: detail.canUndo && isAllowed(() => requireUndo(db, detail)),
  };
}

/**
 * Whether whoever acts may take that back, or do it again: who could not do it cannot do it by undoing either. Throws FORBIDDEN
 * or MEMBER_PROTECTED.
 */
function requireUndo(db: Db, operation: Operation): void {
  const actor = currentActor();
  const by = doneBy(db, operation);
  const permission = undoPermissions[operation.kind];
  if (by === actor.personId && actor.personId !== null) requirePermission(permission, actor);
  else {
    requirePermission(undoOthers, actor);
    requirePermission(undoOfOthers[permission] ?? permission, actor);
  }
  if (touchesTimeOfOthers(db, operation.id, actor.personId)) requirePermission('editAllTime', actor);
  if (operation.kind === 'editWorkspace') requireCurrencyStays(db, operation.id);
  if (operation.kind !== 'editTeams') requireMemberChanges(db, operation.id);
  for (const { personId, role } of rolesTouched(db, operation.id)) {
    requirePermission('editUserRoles', actor);
    if (isAbove(role, actor.role)) {
      throw new AppError('MEMBER_PROTECTED', 'Who owns the workspace is changed by an owner.', { personId });
    }
    // Nobody gives themself a role back; an owner has nothing to gain.
    if (personId === actor.personId && actor.role !== 'owner') {
      throw new AppError('MEMBER_PROTECTED', 'Nobody changes their own role.', { personId });
    }
  }
}

function requireCurrencyStays(db: Db, id: OperationId): void {
  if (listItemChanges(db, id, 'workspace').some(({ field }) => field === 'workspace:currency')) requireFreeCurrency(db);
}

/** What is known of members is taken back by who may change it: rates, and who was taken out, among it. */
function requireMemberChanges(db: Db, id: OperationId): void {
  const actor = currentActor();
  for (const { itemId = 0, field } of listItemChanges(db, id, 'person')) {
    const role = roleOf(db, itemId);
    const isMemberField = memberFields.some((each) => field === `person:${each}`);
    if (role === null) {
      if (isMemberField) requirePermission('manageUsers', actor);
      continue;
    }
    if (itemId === actor.personId && !isMemberField) continue;
    requirePermission('manageUsers', actor);
    if (isAbove(role, actor.role)) {
      throw new AppError('MEMBER_PROTECTED', 'Their role is above yours.', { personId: itemId });
    }
  }
}

function touchesTimeOfOthers(db: Db, id: OperationId, personId: number | null): boolean {
  const found = prepare(
    db,
    `SELECT 1 FROM operation_change LEFT JOIN time_entry ON time_entry.id = item_id
     WHERE operation_id = ? AND field >= 'timeEntry:' AND field < 'timeEntry;'
       AND coalesce(person_id, json_extract(old_value, '$.personId'), json_extract(new_value, '$.personId')) IS NOT ?
     LIMIT 1`,
  ).get(id, personId);
  return found !== undefined;
}

/** Who did it in the first place: an undo by another does not make it theirs. */
function doneBy(db: Db, { id, personId }: { id: OperationId; personId: number | null }): number | null {
  const root = prepare(
    db,
    'SELECT first.person_id FROM operation JOIN operation AS first ON first.id = operation.root WHERE operation.id = ?',
  )
    .pluck()
    .get(id) as number | null | undefined;
  return root === undefined ? personId : root;
}

/** Roles of members that an operation gave or took, old and new. */
function rolesTouched(db: Db, id: OperationId): { personId: number; role: MemberRole }[] {
  return listItemChanges(db, id, 'person').flatMap(({ itemId = 0, field, oldValue, newValue }) => {
    const states = [oldValue, newValue];
    if (field === 'person:memberState') return [{ personId: itemId, role: roleOf(db, itemId) ?? 'employee' }];
    if (field !== 'person:memberRole' && field !== 'person:whole') return [];
    return states.flatMap((state) => {
      const value = field === 'person:whole' ? (state as { memberRole?: unknown } | null)?.memberRole : state;
      const role = memberRoles.find((each) => each === value);
      return role ? [{ personId: itemId, role }] : [];
    });
  });
}

function roleOf(db: Db, id: number): MemberRole | null {
  const role = prepare(db, 'SELECT member_role FROM person WHERE id = ?').pluck().get(id);
  return (role ?? null) as MemberRole | null;
}
