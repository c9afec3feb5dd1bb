/** Rows of people, sharing, notifications and achievements; part of the schema. */
export type PeopleTables = {
  workspace: WorkspaceTable;
  department: DepartmentTable;
  person: PersonTable;
  team: TeamTable;
  team_member: TeamMemberTable;
  invitation: InvitationTable;
  account: AccountTable;
  account_session: AccountSessionTable;
  api_key: ApiKeyTable;
  audit_entry: AuditEntryTable;
  notification: NotificationTable;
  notification_preference: NotificationPreferenceTable;
  achievement_award: AchievementAwardTable;
  lifetime_count: LifetimeCountTable;
  active_day: ActiveDayTable;
};

export type WorkspaceTable = {
  id: number;
  name: string;
  currency: string;
  time_zone: string;
  week_start: number;
  logo_hash: string | null;
  tax_id: string;
  address: string;
  rate_minor: number | null;
  overlap_policy: 'forbid' | 'warn' | 'trim';
  idle_minutes: number;
  long_run_minutes: number;
  locked_before: string;
  has_achievements: 0 | 1;
  active_person_id: number | null;
  release_approval: 'auto' | 'always' | 'never';
};

export type DepartmentTable = {
  id: number;
  parent_id: number | null;
  name: string;
  head_id: number | null;
  budget_minor: number | null;
  created_at: number;
};

export type PersonTable = {
  id: number;
  name: string;
  kind: 'person' | 'group' | 'company';
  legal_name: string;
  roles: string;
  email: string;
  phone: string;
  website: string;
  address: string;
  country: string;
  note: string;
  isni: string;
  ipi: string;
  store_ids: string;
  picture_hash: string | null;
  language: string;
  time_zone: string;
  member_role: 'owner' | 'admin' | 'manager' | 'employee' | null;
  member_state: 'pending' | 'active' | 'inactive';
  department_id: number | null;
  job_title: string;
  rate_minor: number | null;
  preferences: string;
  removed_at: number | null;
  merged_into: number | null;
  created_at: number;
  changed_at: number;
};

export type TeamTable = {
  id: number;
  department_id: number | null;
  name: string;
  lead_id: number | null;
  note: string;
  created_at: number;
};

export type TeamMemberTable = {
  team_id: number;
  position: number;
  person_id: number;
  role: string;
};

export type InvitationTable = {
  id: number;
  token_hash: string;
  person_id: number | null;
  name: string;
  email: string;
  role: 'admin' | 'manager' | 'employee';
  state: 'pending' | 'accepted' | 'cancelled';
  invited_by: number | null;
  expires_at: number;
  created_at: number;
};

export type AccountTable = {
  person_id: number;
  login: string;
  password: string;
  failed_count: number;
  locked_until: number | null;
  last_login_at: number | null;
  created_at: number;
};

export type AccountSessionTable = {
  token_hash: string;
  person_id: number;
  agent: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
};

export type ApiKeyTable = {
  id: number;
  person_id: number;
  name: string;
  prefix: string;
  key_hash: string;
  scopes: string;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
  created_at: number;
};

export type AuditEntryTable = {
  id: number;
  at: number;
  person_id: number | null;
  kind: string;
  detail: string;
};

export type NotificationTable = {
  id: number;
  at: number;
  person_id: number | null;
  kind: string;
  severity: 'info' | 'good' | 'warning' | 'error';
  facts: string;
  view: string;
  item: number | null;
  merge_key: string | null;
  read_at: number | null;
};

export type NotificationPreferenceTable = {
  person_id: number;
  value: string;
};

export type AchievementAwardTable = {
  person_id: number;
  code: string;
  at: number;
  is_backdated: 0 | 1;
};

export type LifetimeCountTable = {
  person_id: number;
  name: string;
  value: number;
};

export type ActiveDayTable = {
  person_id: number;
  day: string;
};
