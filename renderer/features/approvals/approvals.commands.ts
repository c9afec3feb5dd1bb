import { Check, CornerUpLeft, Stamp } from 'lucide-react';
import type { Approval } from '#shared/contract/approvals.ts';
import type { Output } from '#shared/contract/index.ts';
import { queryClient } from '../../api/query.ts';
import { showView, useView } from '../../app/view.store.ts';
import type { MessageId } from '../../messages/index.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import { keyOfApproval } from './approval-text.ts';
import { approve, askReason } from './approvals.actions.ts';
import { useApprovals } from './approvals.store.ts';

/** What waits, as it is on screen. */
function shown(): readonly Approval[] {
  return queryClient.getQueryData<Output<'approvals.list'>>(['approvals.list', null])?.approvals ?? [];
}

function currentIndex(): number {
  const { cursor } = useApprovals.getState();
  return Math.max(
    0,
    shown().findIndex((approval) => keyOfApproval(approval) === cursor),
  );
}

function current(): Approval | undefined {
  return shown()[currentIndex()];
}

/** Letters typed into a menu look for an entry there. */
function isPossible(): boolean {
  const isInMenu = document.activeElement?.closest('[role="menu"], [role="dialog"], [role="listbox"]') != null;
  return useView.getState().view === 'approvals' && !isInMenu && shown().length > 0;
}

/** The first step goes to the first one, unless it has the focus already. */
function move(by: 1 | -1): void {
  const items = document.querySelectorAll<HTMLElement>('[data-approval]');
  const isThere = document.activeElement?.closest('[data-approval]') != null;
  const index = isThere ? currentIndex() + by : currentIndex();
  items[Math.min(Math.max(index, 0), items.length - 1)]?.focus();
}

function decide(action: (approval: Approval) => void | Promise<void>): void | Promise<void> {
  const approval = current();
  if (approval) return action(approval);
}

function laneCommand(id: string, text: MessageId, key: string, run: Command['run']): Command {
  return { id, text, group: 'selection', isOfItems: true, keys: [key], isAvailable: isPossible, run };
}

/** The keys of the list, wherever the focus is in its view. */
export function registerApprovalCommands(): () => void {
  return registerCommands([
    { id: 'approvals.go', text: 'approvals.goTo', group: 'go', icon: Stamp, run: () => showView('approvals') },
    { ...laneCommand('approvals.next', 'approvals.next', 'J', () => move(1)), isListed: false },
    { ...laneCommand('approvals.back', 'approvals.back', 'K', () => move(-1)), isListed: false },
    { ...laneCommand('approvals.approve', 'approvals.approve', 'A', () => decide(approve)), icon: Check },
    { ...laneCommand('approvals.return', 'approvals.return', 'R', () => decide(askReason)), icon: CornerUpLeft },
  ]);
}
