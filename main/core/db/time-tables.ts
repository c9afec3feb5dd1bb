/** Rows of projects, time, expenses and reports; part of the schema. */
export type TimeTables = {
  project: ProjectTable;
  project_member: ProjectMemberTable;
  task: TaskTable;
  time_entry: TimeEntryTable;
  timer_pulse: TimerPulseTable;
  timesheet: TimesheetTable;
  expense: ExpenseTable;
  income: IncomeTable;
  saved_report: SavedReportTable;
};

export type ProjectTable = {
  id: number;
  name: string;
  code: string;
  client_id: number | null;
  status: 'planned' | 'active' | 'onHold' | 'completed' | 'archived';
  colour: string;
  note: string;
  budget_minutes: number | null;
  budget_minor: number | null;
  currency: string;
  is_billable: 0 | 1;
  rate_minor: number | null;
  starts_on: string;
  ends_on: string;
  rounding: string | null;
  pack_id: number | null;
  song_id: number | null;
  release_id: number | null;
  told_hours: number;
  told_money: number;
  created_at: number;
  changed_at: number;
};

export type ProjectMemberTable = {
  project_id: number;
  position: number;
  person_id: number;
  rate_minor: number | null;
};

export type TaskTable = {
  id: number;
  project_id: number;
  name: string;
  status: 'open' | 'done';
  assignee_id: number | null;
  estimate_minutes: number | null;
  due: string;
  note: string;
  position: number;
  song_id: number | null;
  step_key: string;
  created_at: number;
};

export type TimeEntryTable = {
  id: number;
  person_id: number;
  project_id: number | null;
  task_id: number | null;
  song_id: number | null;
  step_key: string;
  start_at: number;
  end_at: number | null;
  break_ms: number;
  time_zone: string;
  note: string;
  tags: string;
  activity: string;
  is_billable: 0 | 1;
  rate_minor: number | null;
  currency: string;
  rate_source: '' | 'projectPerson' | 'project' | 'person' | 'workspace' | 'import';
  source: 'timer' | 'manual' | 'grid' | 'import';
  import_key: string | null;
  invoiced_at: number | null;
  created_at: number;
  changed_at: number;
};

export type TimerPulseTable = {
  person_id: number;
  seen_at: number;
};

export type TimesheetTable = {
  id: number;
  person_id: number;
  week: string;
  state: 'draft' | 'submitted' | 'approved' | 'rejected';
  submitted_at: number | null;
  decided_at: number | null;
  decided_by: number | null;
  reason: string;
};

export type ExpenseTable = {
  id: number;
  person_id: number;
  project_id: number | null;
  song_id: number | null;
  pack_id: number | null;
  release_id: number | null;
  date: string;
  category: string;
  description: string;
  amount_minor: number;
  currency: string;
  fx_rate: string;
  workspace_minor: number;
  is_billable: 0 | 1;
  is_reimbursable: 0 | 1;
  state: 'draft' | 'submitted' | 'approved' | 'rejected' | 'reimbursed';
  submitted_at: number | null;
  decided_at: number | null;
  decided_by: number | null;
  reason: string;
  receipt_hash: string | null;
  receipt_name: string;
  created_at: number;
  changed_at: number;
};

export type IncomeTable = {
  id: number;
  project_id: number | null;
  song_id: number | null;
  pack_id: number | null;
  release_id: number | null;
  date: string;
  kind: 'fee' | 'royalties' | 'sales' | 'grant' | 'other';
  note: string;
  amount_minor: number;
  currency: string;
  fx_rate: string;
  workspace_minor: number;
  created_at: number;
};

export type SavedReportTable = {
  id: number;
  name: string;
  person_id: number | null;
  definition: string;
  created_at: number;
};
