import { useState } from 'react';
import { DialogTrigger } from 'react-aria-components';
import type { Timesheet } from '#shared/contract/timesheets.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, Popover } from '../../ui/index.ts';
import { reopenWeek } from './approvals.actions.ts';
import styles from './approvals.module.css';

/** Unlocks an approved week again; the reason is kept. */
export function ReopenButton({ sheet }: { sheet: Timesheet }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button size="small" kind="ghost">
        {text('approvals.reopen')}
      </Button>
      <Popover label={text('approvals.reopenTitle', { name: sheet.personName })}>
        <form
          className={styles.reason}
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() === '') return;
            setOpen(false);
            void reopenWeek(sheet, reason);
          }}
        >
          <Field label={text('approvals.reason')} value={reason} onChange={setReason} maxLength={2000} autoFocus />
          <Button size="small" type="submit" isDisabled={reason.trim() === ''}>
            {text('approvals.reopen')}
          </Button>
        </form>
      </Popover>
    </DialogTrigger>
  );
}
