import type { Approval } from '#shared/contract/approvals.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { Timesheet } from '#shared/contract/timesheets.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import { approvalWords, keyOfApproval, weekText } from './approval-text.ts';
import { useApprovals } from './approvals.store.ts';

/** What can be decided here; files of other installations are decided where their songs are. */
export type Decidable = Exclude<Approval, { kind: 'exchange' }>;

export function isDecidable(approval: Approval): approval is Decidable {
  return approval.kind !== 'exchange';
}

export function approve(approval: Approval): Promise<void> {
  return attempt(async () => {
    if (!isDecidable(approval)) return openExchanges();
    const { operation } = await approveOne(approval);
    tell('approvals.approved', approval, operation);
  });
}

function approveOne(approval: Decidable) {
  if (approval.kind === 'timesheet') return call('timesheets.approve', { ids: idsOf(approval.timesheet) });
  if (approval.kind === 'release') return call('releases.approve', { id: approval.id });
  return call('expenses.approve', { ids: [approval.expense.id] });
}

function returnOne(approval: Decidable, reason: string) {
  if (approval.kind === 'timesheet') return call('timesheets.reject', { ids: idsOf(approval.timesheet), reason });
  if (approval.kind === 'release') return call('releases.askChanges', { id: approval.id, note: reason });
  return call('expenses.reject', { ids: [approval.expense.id], reason });
}

/** The files of other installations, with what each would change. */
export function openExchanges(): void {
  runCommand('exchange.files');
}

/** Asks for the reason of one that goes back. */
export function askReason(approval: Approval): void {
  const key = keyOfApproval(approval);
  useApprovals.setState({ cursor: key, returning: isDecidable(approval) ? key : null });
}

export function giveBack(approval: Decidable, reason: string): Promise<void> {
  return attempt(async () => {
    const { operation } = await returnOne(approval, reason);
    useApprovals.setState({ returning: null });
    tell('approvals.returned', approval, operation);
  });
}

export function recallWeek(sheet: Timesheet): Promise<void> {
  return attempt(async () => {
    const [id] = idsOf(sheet);
    if (id === undefined) return;
    const { operation } = await call('timesheets.recall', { id });
    showUndoable({ text: text('approvals.recalled', { week: weekText(text, sheet) }), operations: [operation] });
  });
}

export function reopenWeek(sheet: Timesheet, reason: string): Promise<void> {
  return attempt(async () => {
    const [id] = idsOf(sheet);
    if (id === undefined) return;
    const { operation } = await call('timesheets.reopen', { id, reason });
    const values = { name: sheet.personName, week: weekText(text, sheet) };
    showUndoable({ text: text('approvals.reopened', values), operations: [operation] });
  });
}

function idsOf({ id }: Timesheet) {
  return id === null ? [] : [id];
}

function tell(said: 'approvals.approved' | 'approvals.returned', approval: Approval, operation: OperationId | null) {
  const { name, figure } = approvalWords(text, approval);
  showUndoable({ text: text(said, { name, figure }), operations: [operation] });
}
