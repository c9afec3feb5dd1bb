import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay } from '#core/people/authorize.ts';
import { mayDecide, othersWho, personName, requireDecide } from '#core/time/approval-rules.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { editableRelease } from './edit-release.ts';
import { type ReleaseDecision, type ReleaseState, releaseRecord } from './release-records.ts';

type ApprovalContext = Pick<Context, 'db' | 'history' | 'changes' | 'platform' | 'notifications'>;
type Act = ReleaseDecision['act'];

/** What each act makes of a release, by what it is. */
const flow: Readonly<Record<Act, Partial<Record<ReleaseState['state'], ReleaseState['state']>>>> = {
  submitted: { draft: 'submitted', changesAsked: 'submitted' },
  withdrawn: { submitted: 'draft' },
  approved: { submitted: 'approved' },
  changesAsked: { submitted: 'changesAsked', approved: 'changesAsked' },
};

/** Whether releases have to be approved before they are delivered: as the workspace says, else where several people work. */
export function needsApproval(db: Db): boolean {
  const asked = prepare(db, 'SELECT release_approval FROM workspace').pluck().get() as 'auto' | 'always' | 'never';
  if (asked !== 'auto') return asked === 'always';
  const members = prepare(
    db,
    `SELECT count(*) FROM person WHERE member_role IS NOT NULL AND member_state = 'active' AND removed_at IS NULL`,
  );
  return (members.pluck().get() as number) > 1;
}

/** Throws RELEASE_NOT_APPROVED for one that may not be delivered yet. */
export function requireApproved(db: Db, releaseId: number): void {
  const { state, title } = releaseRecord.get(db, releaseId);
  if (state !== 'approved' && needsApproval(db)) {
    throw new AppError('RELEASE_NOT_APPROVED', 'This release has to be approved first.', { releaseId, title });
  }
}

/** What whoever asks may do about a release's approval. */
export function approvalOf(
  db: Db,
  { state, decisions }: Pick<ReleaseState, 'state' | 'decisions'>,
): { isNeeded: boolean; submit: boolean; withdraw: boolean; decide: boolean } {
  const can = (act: Act) => flow[act][state] !== undefined;
  const mayEdit = actorMay('editReleases');
  return {
    isNeeded: needsApproval(db),
    submit: mayEdit && can('submitted'),
    withdraw: mayEdit && can('withdrawn'),
    decide: can('changesAsked') && mayDecide(db, 'approveReleases', submitterOf(decisions)),
  };
}

/** Hands a release in, or takes it back. Throws STATE_REFUSED, RELEASE_EMPTY, FORBIDDEN. */
export function submitRelease(context: ApprovalContext, id: number, act: 'submitted' | 'withdrawn', note: string) {
  const release = editableRelease(context.db, id);
  if (act === 'submitted' && release.tracks.length === 0) {
    throw new AppError('RELEASE_EMPTY', 'A release needs tracks before it is submitted.', { id });
  }
  return decide(context, { id, release, act, note });
}

/** Throws FORBIDDEN, OWN_APPROVAL, STATE_REFUSED. */
export function decideRelease(context: ApprovalContext, id: number, act: 'approved' | 'changesAsked', note: string) {
  const release = releaseRecord.get(context.db, id);
  requireDecide(context.db, 'approveReleases', submitterOf(release.decisions));
  return decide(context, { id, release, act, note });
}

type Decision = { id: number; release: ReleaseState; act: Act; note: string };

function decide(context: ApprovalContext, { id, release, act, note }: Decision): { operation: OperationId | null } {
  const { db, history, changes, platform } = context;
  const state = flow[act][release.state];
  if (state === undefined) throw new AppError('STATE_REFUSED', 'That is not possible now.', { state: release.state });
  const { personId } = currentActor();
  const decisions = [...release.decisions, { act, at: platform.now(), personId, note: note.trim() }];
  const kind = act === 'submitted' || act === 'withdrawn' ? 'submitRelease' : 'decideRelease';
  const { operation } = history.apply(kind, releaseRecord.edit(db, id, { state, decisions }), release.title);
  changes.add({ topics: ['releases'] });
  tell(context, { id, release, act, note });
  return { operation };
}

function tell({ db, notifications }: ApprovalContext, { id, release, act, note }: Decision): void {
  if (act === 'withdrawn') return;
  const { personId } = currentActor();
  const facts = { title: release.title, person: personName(db, personId), reason: note.trim() };
  const about = { facts, view: 'releases', item: id, mergeKey: `release:${id}` };
  if (act === 'submitted') {
    for (const other of othersWho(db, 'approveReleases')) {
      notifications.add({ kind: 'releaseSubmitted', personId: other, ...about });
    }
    return;
  }
  const submitter = submitterOf(release.decisions);
  if (submitter === 0 || submitter === personId) return;
  if (act === 'approved')
    notifications.add({ kind: 'releaseApproved', personId: submitter, severity: 'good', ...about });
  else notifications.add({ kind: 'releaseChangesAsked', personId: submitter, severity: 'warning', ...about });
}

/** Who handed it in last; 0 where nobody known did. */
export function submitterOf(decisions: readonly ReleaseDecision[]): number {
  return decisions.findLast(({ act }) => act === 'submitted')?.personId ?? 0;
}
