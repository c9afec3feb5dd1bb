import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { Approval, approvalsContract } from '#shared/contract/approvals.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { PersonId } from '#shared/contract/people.ts';
import { mayDecide } from '../approval-rules.ts';
import { listExpenses } from '../expenses/expenses.repository.ts';
import { listSheets, readSheet } from '../timesheets/timesheets.repository.ts';

export function approvalsHandlers({ db, platform }: Context): Handlers<typeof approvalsContract> {
  return {
    'approvals.list': () => {
      const now = platform.now();
      const approvals = [...waitingSheets(db, now), ...waitingExpenses(db), ...waitingExchanges(db)].sort(
        (one, other) => one.at - other.at,
      );
      return { approvals, count: approvals.length };
    },
  };
}

function waitingSheets(db: Db, now: number): Approval[] {
  return listSheets(db, { personId: null, state: 'submitted' })
    .filter((row) => mayDecide(db, 'approveTime', row.person_id))
    .map((row) => ({
      kind: 'timesheet',
      at: row.submitted_at ?? 0,
      timesheet: readSheet(db, row.person_id, row.week, now),
    }));
}

function waitingExpenses(db: Db): Approval[] {
  return listExpenses(db, { state: 'submitted', from: '', to: '', text: '' })
    .filter(({ may }) => may.decide)
    .reverse()
    .map((expense) => ({ kind: 'expense', at: expense.submittedAt ?? 0, expense }));
}

type ExchangeRow = {
  id: number;
  kind: string;
  sender: string;
  name: string | null;
  person_id: PersonId | null;
  created_at: number;
};

/** Files of other installations that nobody decided about. */
function waitingExchanges(db: Db): Approval[] {
  if (!actorMay('editStudio')) return [];
  const rows = prepare(
    db,
    `SELECT exchange.id, exchange.kind, exchange.sender, exchange_sender.name, exchange_sender.person_id, exchange.created_at
     FROM exchange LEFT JOIN exchange_sender ON exchange_sender.sender_id = exchange.sender
     WHERE direction = 'in' AND state = 'pending' ORDER BY exchange.id`,
  ).all() as ExchangeRow[];
  return rows.map(({ id, kind, sender, name, person_id, created_at }) => ({
    kind: 'exchange',
    at: created_at,
    id,
    content: kind,
    sender: name ?? sender,
    senderId: person_id,
  }));
}
