import type { JsonValue } from '#core/history/operations.repository.ts';
import { flag, json, recordKind } from '#core/history/record-kind.ts';

/* What history keeps of projects, time, expenses and reports. */

export type ProjectMemberState = {
  personId: number;
  rateMinor: number | null;
};

export type ProjectState = {
  name: string;
  code: string;
  clientId: number | null;
  status: 'planned' | 'active' | 'onHold' | 'completed' | 'archived';
  colour: string;
  note: string;
  budgetMinutes: number | null;
  budgetMinor: number | null;
  currency: string;
  isBillable: boolean;
  rateMinor: number | null;
  startsOn: string;
  endsOn: string;
  rounding: JsonValue;
  packId: number | null;
  songId: number | null;
  releaseId: number | null;
  createdAt: number;
  members: ProjectMemberState[];
};

export const projectRecord = recordKind<ProjectState>({
  name: 'project',
  table: 'project',
  columns: {
    name: 'name',
    code: 'code',
    clientId: 'client_id',
    status: 'status',
    colour: 'colour',
    note: 'note',
    budgetMinutes: 'budget_minutes',
    budgetMinor: 'budget_minor',
    currency: 'currency',
    isBillable: flag('is_billable'),
    rateMinor: 'rate_minor',
    startsOn: 'starts_on',
    endsOn: 'ends_on',
    rounding: json('rounding'),
    packId: 'pack_id',
    songId: 'song_id',
    releaseId: 'release_id',
    createdAt: 'created_at',
  },
  lists: {
    members: {
      table: 'project_member',
      owner: 'project_id',
      columns: { personId: 'person_id', rateMinor: 'rate_minor' },
    },
  },
  hasChangedAt: true,
});

export type TaskState = {
  projectId: number;
  name: string;
  status: 'open' | 'done';
  assigneeId: number | null;
  estimateMinutes: number | null;
  due: string;
  note: string;
  position: number;
  songId: number | null;
  stepKey: string;
  createdAt: number;
};

export const taskRecord = recordKind<TaskState>({
  name: 'task',
  table: 'task',
  columns: {
    projectId: 'project_id',
    name: 'name',
    status: 'status',
    assigneeId: 'assignee_id',
    estimateMinutes: 'estimate_minutes',
    due: 'due',
    note: 'note',
    position: 'position',
    songId: 'song_id',
    stepKey: 'step_key',
    createdAt: 'created_at',
  },
});

export type TimeEntryState = {
  personId: number;
  projectId: number | null;
  taskId: number | null;
  songId: number | null;
  stepKey: string;
  startAt: number;
  endAt: number | null;
  breakMs: number;
  timeZone: string;
  note: string;
  tags: string[];
  activity: string;
  isBillable: boolean;
  rateMinor: number | null;
  currency: string;
  rateSource: '' | 'projectPerson' | 'project' | 'person' | 'workspace' | 'import';
  source: 'timer' | 'manual' | 'grid' | 'import';
  importKey: string | null;
  invoicedAt: number | null;
  createdAt: number;
};

export const timeEntryRecord = recordKind<TimeEntryState>({
  name: 'timeEntry',
  table: 'time_entry',
  columns: {
    personId: 'person_id',
    projectId: 'project_id',
    taskId: 'task_id',
    songId: 'song_id',
    stepKey: 'step_key',
    startAt: 'start_at',
    endAt: 'end_at',
    breakMs: 'break_ms',
    timeZone: 'time_zone',
    note: 'note',
    tags: json('tags'),
    activity: 'activity',
    isBillable: flag('is_billable'),
    rateMinor: 'rate_minor',
    currency: 'currency',
    rateSource: 'rate_source',
    source: 'source',
    importKey: 'import_key',
    invoicedAt: 'invoiced_at',
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});

export type TimesheetState = {
  personId: number;
  week: string;
  state: 'draft' | 'submitted' | 'approved' | 'rejected';
  submittedAt: number | null;
  decidedAt: number | null;
  decidedBy: number | null;
  reason: string;
};

export const timesheetRecord = recordKind<TimesheetState>({
  name: 'timesheet',
  table: 'timesheet',
  columns: {
    personId: 'person_id',
    week: 'week',
    state: 'state',
    submittedAt: 'submitted_at',
    decidedAt: 'decided_at',
    decidedBy: 'decided_by',
    reason: 'reason',
  },
});

export type ExpenseState = {
  personId: number;
  projectId: number | null;
  songId: number | null;
  packId: number | null;
  releaseId: number | null;
  date: string;
  category: string;
  description: string;
  amountMinor: number;
  currency: string;
  fxRate: string;
  workspaceMinor: number;
  isBillable: boolean;
  isReimbursable: boolean;
  state: 'draft' | 'submitted' | 'approved' | 'rejected' | 'reimbursed';
  submittedAt: number | null;
  decidedAt: number | null;
  decidedBy: number | null;
  reason: string;
  receiptHash: string | null;
  receiptName: string;
  createdAt: number;
};

export const expenseRecord = recordKind<ExpenseState>({
  name: 'expense',
  table: 'expense',
  columns: {
    personId: 'person_id',
    projectId: 'project_id',
    songId: 'song_id',
    packId: 'pack_id',
    releaseId: 'release_id',
    date: 'date',
    category: 'category',
    description: 'description',
    amountMinor: 'amount_minor',
    currency: 'currency',
    fxRate: 'fx_rate',
    workspaceMinor: 'workspace_minor',
    isBillable: flag('is_billable'),
    isReimbursable: flag('is_reimbursable'),
    state: 'state',
    submittedAt: 'submitted_at',
    decidedAt: 'decided_at',
    decidedBy: 'decided_by',
    reason: 'reason',
    receiptHash: 'receipt_hash',
    receiptName: 'receipt_name',
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});

export type IncomeState = {
  projectId: number | null;
  songId: number | null;
  packId: number | null;
  releaseId: number | null;
  date: string;
  kind: 'fee' | 'royalties' | 'sales' | 'grant' | 'other';
  note: string;
  amountMinor: number;
  currency: string;
  fxRate: string;
  workspaceMinor: number;
  createdAt: number;
};

export const incomeRecord = recordKind<IncomeState>({
  name: 'income',
  table: 'income',
  columns: {
    projectId: 'project_id',
    songId: 'song_id',
    packId: 'pack_id',
    releaseId: 'release_id',
    date: 'date',
    kind: 'kind',
    note: 'note',
    amountMinor: 'amount_minor',
    currency: 'currency',
    fxRate: 'fx_rate',
    workspaceMinor: 'workspace_minor',
    createdAt: 'created_at',
  },
});

export type SavedReportState = {
  name: string;
  personId: number | null;
  definition: JsonValue;
  createdAt: number;
};

export const savedReportRecord = recordKind<SavedReportState>({
  name: 'savedReport',
  table: 'saved_report',
  columns: {
    name: 'name',
    personId: 'person_id',
    definition: json('definition'),
    createdAt: 'created_at',
  },
});
