import { Check, CornerUpLeft, Paperclip, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Approval } from '#shared/contract/approvals.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field } from '../../ui/index.ts';
import { PersonAvatar } from '../people/index.ts';
import { approvalWords, keyOfApproval, warningText } from './approval-text.ts';
import { approve, askReason, type Decidable, giveBack, isDecidable, openExchanges } from './approvals.actions.ts';
import styles from './approvals.module.css';
import { useApprovals } from './approvals.store.ts';
import { ReceiptLink } from './receipt-link.tsx';

type ApprovalListProps = { approvals: readonly Approval[]; label: string };

/** What waits for a decision. J and K go on and back, A approves, R returns. */
export function ApprovalList({ approvals, label }: ApprovalListProps) {
  const cursor = useApprovals((state) => state.cursor);
  const returning = useApprovals((state) => state.returning);
  const list = useRef<HTMLUListElement>(null);
  const lastIndex = useRef(0);
  const found = approvals.findIndex((approval) => keyOfApproval(approval) === cursor);
  // What was decided leaves: the one that takes its place is next.
  const index = found === -1 ? Math.min(lastIndex.current, Math.max(0, approvals.length - 1)) : found;
  lastIndex.current = index;
  useEffect(() => {
    if (found === -1 && cursor !== null && isNothingFocused()) focusItem(list.current, index);
  }, [found, cursor, index]);

  const onKeyDown = (event: KeyboardEvent) => {
    const approval = approvals[index];
    const isTyping = event.target instanceof HTMLInputElement;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !approval) return;
    const key = event.key.toLowerCase();
    if (key === 'j' || key === 'arrowdown') focusItem(list.current, Math.min(index + 1, approvals.length - 1));
    else if (key === 'k' || key === 'arrowup') focusItem(list.current, Math.max(index - 1, 0));
    else if (key === 'a') void approve(approval);
    else if (key === 'r') askReason(approval);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <ul ref={list} className={styles.list} aria-label={label} onKeyDown={onKeyDown}>
      {approvals.map((approval, place) => (
        <ApprovalItem
          key={keyOfApproval(approval)}
          approval={approval}
          isCurrent={place === index}
          isReturning={returning === keyOfApproval(approval)}
        />
      ))}
    </ul>
  );
}

type ItemProps = { approval: Approval; isCurrent: boolean; isReturning: boolean };

function ApprovalItem({ approval, isCurrent, isReturning }: ItemProps) {
  const text = useText();
  const { name, figure, about } = approvalWords(text, approval);
  const warnings = approval.kind === 'timesheet' ? approval.timesheet.warnings : [];
  const personId = personOf(approval);
  return (
    <li
      className={styles.item}
      tabIndex={isCurrent ? 0 : -1}
      data-approval
      aria-label={[name, figure, about].filter((part) => part !== '').join(', ')}
      onFocus={() => useApprovals.setState({ cursor: keyOfApproval(approval) })}
    >
      {personId !== null && <PersonAvatar personId={personId} isDecoration />}
      <div className={styles.body}>
        <div className={styles.line}>
          <span className={styles.name}>{name}</span>
          <span className={styles.figure}>{figure}</span>
        </div>
        <p className={styles.about}>{about}</p>
        {warnings.map((warning) => (
          <p key={JSON.stringify(warning)} className={styles.warning}>
            <TriangleAlert size={12} aria-hidden="true" />
            {warningText(text, warning)}
          </p>
        ))}
        {approval.kind === 'expense' && approval.expense.receiptHash !== null && (
          <ReceiptLink
            className={styles.receipt}
            hash={approval.expense.receiptHash}
            name={approval.expense.receiptName}
          >
            <Paperclip size={12} aria-hidden="true" />
            {text('approvals.receipt')}
          </ReceiptLink>
        )}
        {isReturning && isDecidable(approval) ? <ReasonForm approval={approval} /> : <Actions approval={approval} />}
      </div>
    </li>
  );
}

function Actions({ approval }: { approval: Approval }) {
  const text = useText();
  if (!isDecidable(approval)) {
    return (
      <div className={styles.actions}>
        <Button size="small" onPress={openExchanges}>
          {text('approvals.openExchange')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.actions}>
      <Button size="small" icon={<Check size={14} />} onPress={() => void approve(approval)}>
        {text('approvals.approve')}
      </Button>
      <Button size="small" kind="ghost" onPress={() => askReason(approval)}>
        {text(approval.kind === 'release' ? 'approvals.askChanges' : 'approvals.return')}
      </Button>
      {approval.kind === 'release' && (
        <Button size="small" kind="ghost" onPress={() => showView('releases', approval.id)}>
          {text('approvals.openRelease')}
        </Button>
      )}
    </div>
  );
}

/** Whoever gets it back is told why. */
function ReasonForm({ approval }: { approval: Decidable }) {
  const text = useText();
  const [reason, setReason] = useState('');
  const close = () => useApprovals.setState({ returning: null });
  return (
    <form
      className={styles.reason}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') void giveBack(approval, reason);
      }}
    >
      <Field
        label={text('approvals.reason')}
        value={reason}
        onChange={setReason}
        maxLength={2000}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          else event.continuePropagation();
        }}
      />
      <div className={styles.actions}>
        <Button size="small" type="submit" icon={<CornerUpLeft size={14} />} isDisabled={reason.trim() === ''}>
          {text('approvals.returnNow')}
        </Button>
        <Button size="small" kind="ghost" onPress={close}>
          {text('approvals.cancel')}
        </Button>
      </div>
    </form>
  );
}

function personOf(approval: Approval): number | null {
  if (approval.kind === 'timesheet') return approval.timesheet.personId;
  if (approval.kind === 'expense') return approval.expense.personId;
  return approval.kind === 'release' ? approval.personId : approval.senderId;
}

function focusItem(list: HTMLUListElement | null, index: number): void {
  list?.querySelectorAll<HTMLElement>('[data-approval]')[index]?.focus();
}

function isNothingFocused(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
