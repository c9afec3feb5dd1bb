import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { Expense, ExpenseStateName } from '#shared/contract/expenses.ts';
import type { ExpenseId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { mayDecide } from '../approval-rules.ts';
import { workspaceCurrency } from '../exchange-rates.ts';
import { expenseAllows, isOpenExpense } from './expense-flow.ts';

type ExpenseRow = {
  id: ExpenseId;
  person_id: Expense['personId'];
  person_name: string | null;
  project_id: Expense['projectId'];
  project_name: string | null;
  song_id: Expense['songId'];
  pack_id: Expense['packId'];
  release_id: Expense['releaseId'];
  date: string;
  category: string;
  description: string;
  amount_minor: number;
  currency: string;
  fx_rate: string;
  workspace_minor: number;
  is_billable: 0 | 1;
  is_reimbursable: 0 | 1;
  state: ExpenseStateName;
  submitted_at: number | null;
  decided_at: number | null;
  decided_by: Expense['decidedBy'];
  decided_name: string | null;
  reason: string;
  receipt_hash: string | null;
  receipt_name: string;
  created_at: number;
};

const selectExpenses = `SELECT e.*, person.name AS person_name, project.name AS project_name, decider.name AS decided_name
  FROM expense e LEFT JOIN person ON person.id = e.person_id LEFT JOIN project ON project.id = e.project_id
    LEFT JOIN person decider ON decider.id = e.decided_by`;

export type ExpenseScope = {
  state?: ExpenseStateName | undefined;
  projectId?: number | undefined;
  personId?: number | undefined;
  from: string;
  to: string;
  text: string;
};

/** Newest day first. */
export function listExpenses(db: Db, { text, ...scope }: ExpenseScope): Expense[] {
  const rows = prepare(
    db,
    `${selectExpenses} WHERE (@state IS NULL OR e.state = @state) AND (@projectId IS NULL OR e.project_id = @projectId)
       AND (@personId IS NULL OR e.person_id = @personId) AND e.date >= @from AND (@to = '' OR e.date <= @to)
     ORDER BY e.date DESC, e.id DESC`,
  ).all({
    state: scope.state ?? null,
    projectId: scope.projectId ?? null,
    personId: scope.personId ?? null,
    from: scope.from,
    to: scope.to,
  }) as ExpenseRow[];
  const words = foldText(text).split(' ').filter(Boolean);
  const own = workspaceCurrency(db);
  return rows
    .filter((row) => {
      if (words.length === 0) return true;
      const all = foldText(`${row.description} ${row.category} ${row.project_name ?? ''} ${row.person_name ?? ''}`);
      return words.every((word) => all.includes(word));
    })
    .map((row) => toExpense(db, row, own));
}

/** Throws NOT_FOUND. */
export function getExpense(db: Db, id: number): Expense {
  const row = prepare(db, `${selectExpenses} WHERE e.id = ?`).get(id) as ExpenseRow | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That expense is not here any more.', { kind: 'expense', id });
  return toExpense(db, row, workspaceCurrency(db));
}

function toExpense(db: Db, row: ExpenseRow, own: string): Expense {
  return {
    id: row.id,
    personId: row.person_id,
    personName: row.person_name ?? '',
    projectId: row.project_id,
    projectName: row.project_name ?? '',
    songId: row.song_id,
    packId: row.pack_id,
    releaseId: row.release_id,
    date: row.date,
    category: row.category,
    description: row.description,
    amountMinor: row.amount_minor,
    currency: row.currency,
    fxRate: row.fx_rate,
    workspaceMinor: row.workspace_minor,
    workspaceCurrency: own,
    isBillable: row.is_billable === 1,
    isReimbursable: row.is_reimbursable === 1,
    state: row.state,
    submittedAt: row.submitted_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    decidedByName: row.decided_name ?? '',
    reason: row.reason,
    receiptHash: row.receipt_hash,
    receiptName: row.receipt_name,
    createdAt: row.created_at,
    may: mayWith(db, row),
  };
}

function mayWith(db: Db, { state, person_id, is_reimbursable }: ExpenseRow): Expense['may'] {
  const actor = currentActor();
  const edits = actorMay(actor.personId === person_id ? 'editOwnExpenses' : 'editAllExpenses', actor);
  const decides = mayDecide(db, 'approveExpenses', person_id);
  return {
    edit: edits && isOpenExpense(state),
    submit: edits && expenseAllows(state, 'submit'),
    recall: edits && expenseAllows(state, 'recall'),
    decide: decides && expenseAllows(state, 'approve'),
    reimburse: decides && is_reimbursable === 1 && expenseAllows(state, 'reimburse'),
    reopen: decides && expenseAllows(state, 'reopen'),
  };
}
