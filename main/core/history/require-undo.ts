import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { requirePermission } from '#core/people/authorize.ts';
import { isAbove, isAllowed } from '#core/people/member-rules.ts';
import type { Operation, OperationId, OperationKind } from '#shared/contract/operation.ts';
import { type MemberRole, memberRoles } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import { mayDo, type Permission } from '#shared/permissions/roles.ts';
import type { UndoRule } from './history.ts';
import type { OperationDetail } from './operation-detail.ts';
import { listItemChanges } from './operations.repository.ts';

/** What others did, these take back: managers and above. */
const undoOthers: Permission = 'manageTeams';

/** What was decided on somebody's behalf is taken back by who may decide it, also where they did it themselves once. */
const kindPermissions: Partial<Record<OperationKind, Permission>> = {
  editWorkspace: 'manageWorkspace',
  mergePeople: 'manageTeams',
  removePerson: 'manageTeams',
  editTeams: 'manageTeams',
  decideTime: 'approveTime',
  decideExpense: 'approveExpenses',
  editProject: 'editProjects',
  makeProject: 'createProjects',
  removeProject: 'deleteProjects',
};

/**
 * What whoever acts now may take back: Undo goes through what everybody did on a desktop whose profile is a manager's or
 * above, as it does without any people; for others, and over the network, through what they did themselves.
 */
export function undoRule(db: Db): UndoRule {
  const { personId, role, via } = currentActor();
  const isAll = personId === null || (via === 'profile' && mayDo(role, undoOthers));
  return { by: isAll ? undefined : personId, check: (operation) => requireUndo(db, operation) };
}

/**
 * The operation as whoever acts may see it: what others changed of people and money is for managers and above, and Undo is
 * offered where it is theirs.
 */
export function mayShow(db: Db, detail: OperationDetail): OperationDetail {
  const { personId, role } = currentActor();
  const isTheirs = detail.personId === personId || mayDo(role, undoOthers);
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
  if (by !== actor.personId || actor.personId === null) requirePermission(undoOthers, actor);
  const permission = kindPermissions[operation.kind];
  if (permission) requirePermission(permission, actor);
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
  const changes = listItemChanges(db, id).filter(({ field }) => field.startsWith('person:'));
  return changes.flatMap(({ itemId = 0, field, oldValue, newValue }) => {
    const states = [oldValue, newValue];
    if (field === 'person:memberState') return [{ personId: itemId, role: roleOf(db, itemId) }];
    if (field !== 'person:memberRole' && field !== 'person:whole') return [];
    return states.flatMap((state) => {
      const value = field === 'person:whole' ? (state as { memberRole?: unknown } | null)?.memberRole : state;
      const role = memberRoles.find((each) => each === value);
      return role ? [{ personId: itemId, role }] : [];
    });
  });
}

function roleOf(db: Db, id: number): MemberRole {
  const role = prepare(db, 'SELECT member_role FROM person WHERE id = ?').pluck().get(id) as MemberRole | null;
  return role ?? 'employee';
}
