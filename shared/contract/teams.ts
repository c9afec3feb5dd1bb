import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { departmentId, personId } from './people.ts';
import { minor } from './studio-ids.ts';

export const teamId = z.number().int().positive().brand<'TeamId'>();
export type TeamId = z.output<typeof teamId>;

const departmentFacts = z.object({
  name: z.string().trim().min(1).max(120),
  /** Null: on top. */
  parentId: departmentId.nullable(),
  /** A member of the workspace. */
  headId: personId.nullable(),
  budgetMinor: minor.min(0).nullable(),
});
export const department = departmentFacts.extend({
  id: departmentId,
  /** Members in it, and with all departments below. */
  memberCount: z.number().int(),
  totalCount: z.number().int(),
});
export type Department = z.output<typeof department>;

const teamFacts = z.object({
  name: z.string().trim().min(1).max(120),
  departmentId: departmentId.nullable(),
  /** A member of the workspace; is in the team then. */
  leadId: personId.nullable(),
  note: z.string().trim().max(2000),
  members: z.array(z.object({ personId, role: z.string().trim().max(80) })).max(500),
});
export const team = teamFacts.extend({ id: teamId });
export type Team = z.output<typeof team>;

const done = z.object({ operation: operationId.nullable() });

export const teamsContract = {
  /** Departments above those in them, then by name; teams by name. */
  'teams.list': query(['people'], z.void(), z.object({ departments: z.array(department), teams: z.array(team) })),
  'teams.makeDepartment': command(
    departmentFacts.partial().required({ name: true }),
    done.extend({ id: departmentId }),
  ),
  /** Throws TREE_CYCLE where it would lie inside itself. */
  'teams.editDepartment': command(z.object({ id: departmentId, change: departmentFacts.partial() }), done),
  /** What is in it goes to the one above. */
  'teams.removeDepartment': command(z.object({ id: departmentId }), done),
  'teams.makeTeam': command(teamFacts.partial().required({ name: true }), done.extend({ id: teamId })),
  'teams.editTeam': command(z.object({ id: teamId, change: teamFacts.partial() }), done),
  'teams.removeTeam': command(z.object({ id: teamId }), done),
};
