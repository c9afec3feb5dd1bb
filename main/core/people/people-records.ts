import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue } from '#core/history/operations.repository.ts';
import { flag, json, recordKind } from '#core/history/record-kind.ts';
import { AppError } from '#shared/errors.ts';

/* What history keeps of people and the workspace. */

export type WorkspaceState = {
  name: string;
  currency: string;
  timeZone: string;
  weekStart: number;
  logoHash: string | null;
  taxId: string;
  address: string;
  rateMinor: number | null;
  overlapPolicy: 'forbid' | 'warn' | 'trim';
  idleMinutes: number;
  longRunMinutes: number;
  lockedBefore: string;
  hasAchievements: boolean;
  releaseApproval: 'auto' | 'always' | 'never';
};

export const workspaceRecord = recordKind<WorkspaceState>({
  name: 'workspace',
  table: 'workspace',
  columns: {
    name: 'name',
    currency: 'currency',
    timeZone: 'time_zone',
    weekStart: 'week_start',
    logoHash: 'logo_hash',
    taxId: 'tax_id',
    address: 'address',
    rateMinor: 'rate_minor',
    overlapPolicy: 'overlap_policy',
    idleMinutes: 'idle_minutes',
    longRunMinutes: 'long_run_minutes',
    lockedBefore: 'locked_before',
    hasAchievements: flag('has_achievements'),
    releaseApproval: 'release_approval',
  },
});

export type DepartmentState = {
  parentId: number | null;
  name: string;
  headId: number | null;
  budgetMinor: number | null;
  createdAt: number;
};

export const departmentRecord = recordKind<DepartmentState>({
  name: 'department',
  table: 'department',
  columns: {
    parentId: 'parent_id',
    name: 'name',
    headId: 'head_id',
    budgetMinor: 'budget_minor',
    createdAt: 'created_at',
  },
  check: refuseCycles,
});

/** Goes up from each; a tree has a top. */
function refuseCycles(db: Db, ids: readonly number[]): void {
  const parentOf = prepare(db, 'SELECT parent_id FROM department WHERE id = ?').pluck();
  for (const id of ids) {
    const above = new Set<number>([id]);
    for (let at = parentOf.get(id) as number | null | undefined; at; at = parentOf.get(at) as number | null) {
      if (above.has(at)) throw new AppError('TREE_CYCLE', 'A department cannot lie inside itself.', { id });
      above.add(at);
    }
  }
}

export type PersonState = {
  name: string;
  kind: 'person' | 'group' | 'company';
  legalName: string;
  roles: string[];
  email: string;
  phone: string;
  website: string;
  address: string;
  country: string;
  note: string;
  isni: string;
  ipi: string;
  storeIds: Record<string, string>;
  pictureHash: string | null;
  language: string;
  timeZone: string;
  memberRole: 'owner' | 'admin' | 'manager' | 'employee' | null;
  memberState: 'pending' | 'active' | 'inactive';
  departmentId: number | null;
  jobTitle: string;
  rateMinor: number | null;
  preferences: JsonValue;
  removedAt: number | null;
  mergedInto: number | null;
  createdAt: number;
};

export const personRecord = recordKind<PersonState>({
  name: 'person',
  table: 'person',
  columns: {
    name: 'name',
    kind: 'kind',
    legalName: 'legal_name',
    roles: json('roles'),
    email: 'email',
    phone: 'phone',
    website: 'website',
    address: 'address',
    country: 'country',
    note: 'note',
    isni: 'isni',
    ipi: 'ipi',
    storeIds: json('store_ids'),
    pictureHash: 'picture_hash',
    language: 'language',
    timeZone: 'time_zone',
    memberRole: 'member_role',
    memberState: 'member_state',
    departmentId: 'department_id',
    jobTitle: 'job_title',
    rateMinor: 'rate_minor',
    preferences: json('preferences'),
    removedAt: 'removed_at',
    mergedInto: 'merged_into',
    createdAt: 'created_at',
  },
  hasChangedAt: true,
  check: keepOwner,
});

/** Whatever is done or taken back, somebody owns the workspace. */
function keepOwner(db: Db): void {
  const owner = prepare(
    db,
    `SELECT 1 FROM person WHERE member_role = 'owner' AND member_state = 'active' AND removed_at IS NULL LIMIT 1`,
  );
  if (!owner.get()) throw new AppError('MEMBER_PROTECTED', 'The last owner stays.');
}

export type TeamMemberState = {
  personId: number;
  role: string;
};

export type TeamState = {
  departmentId: number | null;
  name: string;
  leadId: number | null;
  note: string;
  createdAt: number;
  members: TeamMemberState[];
};

export const teamRecord = recordKind<TeamState>({
  name: 'team',
  table: 'team',
  columns: {
    departmentId: 'department_id',
    name: 'name',
    leadId: 'lead_id',
    note: 'note',
    createdAt: 'created_at',
  },
  lists: {
    members: {
      table: 'team_member',
      owner: 'team_id',
      columns: { personId: 'person_id', role: 'role' },
    },
  },
});
