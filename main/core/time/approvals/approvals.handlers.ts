import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { submitterOf } from '#core/label/releases/approval.ts';
import { releaseRecord } from '#core/label/releases/release-records.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { Approval, approvalsContract } from '#shared/contract/approvals.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { mayDecide, personName } from '../approval-rules.ts';
import { listExpenses } from '../expenses/expenses.repository.ts';
import { listSheets, readSheet } from '../timesheets/timesheets.repository.ts';

export function approvalsHandlers({ db, platform }: Context): Handlers<typeof approvalsContract> {
  return {
    'approvals.list': () => {
      const now = platform.now();
      const waiting = [waitingSheets(db, now), waitingExpenses(db), waitingReleases(db), waitingExchanges(db)];
      const approvals = waiting.flat().sort((one, other) => one.at - other.at);
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

/** Releases that somebody handed in. */
function waitingReleases(db: Db): Approval[] {
  const ids = prepare(db, "SELECT id FROM release WHERE state = 'submitted' AND archived_at IS NULL ORDER BY id");
  return (ids.pluck().all() as ReleaseId[]).flatMap((id): Approval[] => {
    const { title, artist, tracks, decisions } = releaseRecord.get(db, id);
    const submitter = submitterOf(decisions);
    if (!mayDecide(db, 'approveReleases', submitter)) return [];
    const { at = 0, note = '' } = decisions.at(-1) ?? {};
    const personId = submitter === 0 ? null : (submitter as PersonId);
    const about = { id, title, artist, tracks: tracks.length, note };
    return [{ kind: 'release', at, ...about, personId, personName: personName(db, personId) }];
  });
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
