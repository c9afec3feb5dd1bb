import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { DepartmentId, PersonId } from '#shared/contract/people.ts';
import type { Department, Team, TeamId, teamsContract } from '#shared/contract/teams.ts';
import { AppError } from '#shared/errors.ts';
import { actorMay } from './authorize.ts';
import { isActiveMember } from './people.repository.ts';
import { type DepartmentState, departmentRecord, personRecord, type TeamState, teamRecord } from './people-records.ts';

export function teamsHandlers({ db, history, changes, platform }: Context): Handlers<typeof teamsContract> {
  const apply = (edits: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply('editTeams', edits, subject);
    changes.add({ topics: ['people'] });
    return { operation };
  };
  return {
    'teams.list': () => {
      const departments = listDepartments(db);
      const seen = actorMay('viewReports') ? departments : departments.map((each) => ({ ...each, budgetMinor: null }));
      return { departments: seen, teams: listTeams(db) };
    },

    'teams.makeDepartment': ({ name, parentId = null, headId = null, budgetMinor = null }) => {
      requireMember(db, headId);
      requireDepartment(db, parentId);
      const made = departmentRecord.make(db, { name, parentId, headId, budgetMinor, createdAt: platform.now() });
      return { ...apply([made], name), id: made.itemId as DepartmentId };
    },
    'teams.editDepartment': ({ id, change }) => {
      const before = departmentRecord.get(db, id);
      if (change.headId !== before.headId) requireMember(db, change.headId ?? null);
      requireDepartment(db, change.parentId ?? null);
      return apply(departmentRecord.edit(db, id, change as Partial<DepartmentState>), change.name ?? before.name);
    },
    'teams.removeDepartment': ({ id }) => {
      const { name, parentId } = departmentRecord.get(db, id);
      const idsIn = (table: string, column: string) =>
        prepare(db, `SELECT id FROM ${table} WHERE ${column} = ? ORDER BY id`).pluck().all(id) as number[];
      return apply(
        [
          ...idsIn('department', 'parent_id').flatMap((each) => departmentRecord.edit(db, each, { parentId })),
          ...idsIn('person', 'department_id').flatMap((each) =>
            personRecord.edit(db, each, { departmentId: parentId }),
          ),
          ...idsIn('team', 'department_id').flatMap((each) => teamRecord.edit(db, each, { departmentId: parentId })),
          departmentRecord.remove(db, id),
        ],
        name,
      );
    },

    'teams.makeTeam': ({ name, departmentId = null, leadId = null, note = '', members = [] }) => {
      const made: TeamState = { name, departmentId, leadId, note, members, createdAt: platform.now() };
      const change = teamRecord.make(db, checkTeam(db, made, null));
      return { ...apply([change], name), id: change.itemId as TeamId };
    },
    'teams.editTeam': ({ id, change }) => {
      const before = teamRecord.get(db, id);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      return apply(teamRecord.edit(db, id, checkTeam(db, { ...before, ...given }, before)), change.name ?? before.name);
    },
    'teams.removeTeam': ({ id }) => {
      const { name } = teamRecord.get(db, id);
      return apply([teamRecord.remove(db, id)], name);
    },
  };
}

/** The team with its lead in it and everybody once. Who was in it before may stay, also after they left the workspace. */
function checkTeam(db: Db, team: TeamState, before: TeamState | null): TeamState {
  requireDepartment(db, team.departmentId);
  const known = new Set([before?.leadId, ...(before?.members ?? []).map(({ personId }) => personId)]);
  const { leadId } = team;
  const lead = leadId === null || team.members.some(({ personId }) => personId === leadId);
  const members = lead ? team.members : [{ personId: leadId, role: '' }, ...team.members];
  const once = members.filter((one, index) => members.findIndex((each) => each.personId === one.personId) === index);
  for (const { personId } of once) if (!known.has(personId)) requireMember(db, personId);
  return { ...team, members: once };
}

function requireMember(db: Db, personId: number | null): void {
  if (personId !== null && !isActiveMember(db, personId)) {
    throw new AppError('NOT_FOUND', 'That person is no active member of the workspace.', { personId });
  }
}

function requireDepartment(db: Db, id: number | null): void {
  if (id !== null && !departmentRecord.read(db, id)) {
    throw new AppError('NOT_FOUND', 'That department is not there any more.', { id });
  }
}

type DepartmentRow = {
  id: number;
  parent_id: number | null;
  name: string;
  head_id: number | null;
  budget_minor: number | null;
  members: number;
};

function listDepartments(db: Db): Department[] {
  const rows = prepare(
    db,
    `SELECT department.*, (SELECT count(*) FROM person WHERE department_id = department.id
       AND member_role IS NOT NULL AND removed_at IS NULL) AS members
     FROM department ORDER BY name COLLATE NOCASE, id`,
  ).all() as DepartmentRow[];
  const below = (parentId: number | null): DepartmentRow[] =>
    rows.filter((row) => row.parent_id === parentId).flatMap((row) => [row, ...below(row.id)]);
  const countAll = (row: DepartmentRow): number =>
    row.members + below(row.id).reduce((sum, { members }) => sum + members, 0);
  return below(null).map((row) => ({
    id: row.id as DepartmentId,
    parentId: row.parent_id as DepartmentId | null,
    name: row.name,
    headId: row.head_id as PersonId | null,
    budgetMinor: row.budget_minor,
    memberCount: row.members,
    totalCount: countAll(row),
  }));
}

function listTeams(db: Db): Team[] {
  const ids = prepare(db, 'SELECT id FROM team ORDER BY name COLLATE NOCASE, id').pluck().all() as TeamId[];
  return ids.map((id) => {
    const { createdAt: _, ...team } = teamRecord.get(db, id);
    return { ...team, id } as Team;
  });
}
