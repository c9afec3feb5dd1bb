import type { Db } from '#core/db/query.ts';
import { prepare } from '#core/db/query.ts';

/** A column of records that history keeps: which kind, and by which column its rows name their item. */
type InRecord = { record: string; id: string };

/** Columns of JSON lists whose rows have a `personId`. */
export const personLists: ReadonlySet<string> = new Set(['writers', 'artists', 'credits', 'decisions']);

/** Columns of JSON objects whose `artistIds` are people. */
export const artistSets: ReadonlySet<string> = new Set(['assets']);

/**
 * Where people are named, by table and column, and what becomes of it when two are made one: their records are edited
 * (the values are called like the columns, so `person_id` is `personId`), rows of no record are handed on (heritage.ts), and the
 * rest stays as it is, for the reason given. A test compares this with the schema.
 */
export const personColumns: Readonly<Record<string, InRecord | 'handed' | { kept: string }>> = {
  'department.head_id': { record: 'department', id: 'id' },
  'team.lead_id': { record: 'team', id: 'id' },
  'team_member.person_id': { record: 'team', id: 'team_id' },
  'person.merged_into': { record: 'person', id: 'id' },
  'workflow.owner_id': { record: 'workflow', id: 'id' },
  'song.owner_id': { record: 'song', id: 'id' },
  'song_step.assignee_id': { record: 'song', id: 'song_id' },
  'song_step.done_by': { record: 'song', id: 'song_id' },
  'song_person.person_id': { record: 'song', id: 'song_id' },
  'song_status_change.person_id': { record: 'song', id: 'song_id' },
  'song_link.person_id': { record: 'song', id: 'song_id' },
  'song_version.person_id': { record: 'songVersion', id: 'id' },
  'song_comment.person_id': { record: 'songComment', id: 'id' },
  'pack.owner_id': { record: 'pack', id: 'id' },
  'pack_person.person_id': { record: 'pack', id: 'pack_id' },
  'work.writers': { record: 'work', id: 'id' },
  'recording.artists': { record: 'recording', id: 'id' },
  'recording.credits': { record: 'recording', id: 'id' },
  'release.artists': { record: 'release', id: 'id' },
  'release.decisions': { record: 'release', id: 'id' },
  'rights_claim.holder_id': { record: 'rightsClaim', id: 'id' },
  'rights_claim.verified_by': { record: 'rightsClaim', id: 'id' },
  'payee.person_id': { record: 'payee', id: 'id' },
  'contract.assets': { record: 'contract', id: 'id' },
  'idea.person_id': { record: 'idea', id: 'id' },
  'idea_vote.person_id': { record: 'idea', id: 'idea_id' },
  'project.client_id': { record: 'project', id: 'id' },
  'project_member.person_id': { record: 'project', id: 'project_id' },
  'task.assignee_id': { record: 'task', id: 'id' },
  'time_entry.person_id': { record: 'timeEntry', id: 'id' },
  'timesheet.person_id': { record: 'timesheet', id: 'id' },
  'timesheet.decided_by': { record: 'timesheet', id: 'id' },
  'expense.person_id': { record: 'expense', id: 'id' },
  'expense.decided_by': { record: 'expense', id: 'id' },
  'saved_report.person_id': { record: 'savedReport', id: 'id' },

  'notification.person_id': 'handed',
  'invitation.person_id': 'handed',
  'invitation.invited_by': 'handed',
  'workspace.active_person_id': 'handed',
  'exchange_sender.person_id': 'handed',
  'timer_pulse.person_id': 'handed',
  'notification_preference.person_id': 'handed',
  'achievement_award.person_id': 'handed',
  'active_day.person_id': 'handed',
  'lifetime_count.person_id': 'handed',

  'song.next_assignee_id': { kept: 'follows from the steps' },
  'ledger_entry.payee_id': { kept: 'names a payee, who is no person' },
  'payment.payee_id': { kept: 'names a payee' },
  'royalty_balance.payee_id': { kept: 'names a payee' },
  'royalty_payout.payee_id': { kept: 'names a payee' },
  'royalty_period.closed_by': { kept: 'what was done stays done by whom it was done' },
  'delivery_job.created_by': { kept: 'what was done stays done by whom it was done' },
  'delivery_package.built_by': { kept: 'what was done stays done by whom it was done' },
  'operation.person_id': { kept: 'what was done stays done by whom it was done' },
  'audit_entry.person_id': { kept: 'append only' },
  'account.person_id': { kept: 'signs nobody in any more, and must not sign somebody else in' },
  'account_session.person_id': { kept: 'belongs to the account' },
  'api_key.person_id': { kept: 'belongs to the account' },
};

/** The records that name a person, each once, by kind. */
export function recordsNaming(db: Db, personId: number): Map<string, number[]> {
  const found = new Map<string, Set<number>>();
  for (const [name, place] of Object.entries(personColumns)) {
    if (place === 'handed' || 'kept' in place) continue;
    const [table, column] = name.split('.') as [string, string];
    const ids = prepare(db, `SELECT ${place.id} FROM ${table} WHERE ${conditionOf(column)}`)
      .pluck()
      .all(personId) as number[];
    const known = found.get(place.record) ?? new Set();
    for (const id of ids) known.add(id);
    found.set(place.record, known);
  }
  return new Map([...found].map(([record, ids]) => [record, [...ids].sort((one, other) => one - other)]));
}

function conditionOf(column: string): string {
  if (artistSets.has(column)) return `EXISTS (SELECT 1 FROM json_each(${column}, '$.artistIds') WHERE value = ?)`;
  if (!personLists.has(column)) return `${column} = ?`;
  return `EXISTS (SELECT 1 FROM json_each(${column}) WHERE json_extract(value, '$.personId') = ?)`;
}
