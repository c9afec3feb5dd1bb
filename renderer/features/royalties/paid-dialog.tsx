import { useState } from 'react';
import type { PaymentId } from '#shared/contract/payments.ts';
import { call } from '../../api/client.ts';
import { useText } from '../../messages/use-text.ts';
import { Field } from '../../ui/index.ts';
import { FormDialog } from './form-dialog.tsx';
import { today } from './royalties.actions.ts';

/** The day and what the bank says. */
export function PaidDialog({ ids }: { ids: PaymentId[] }) {
  const text = useText();
  const [paidOn, setPaidOn] = useState(today());
  const [bankReference, setBankReference] = useState('');
  const save = paidOn === '' ? null : () => call('payments.markPaid', { ids, paidOn, bankReference });
  return (
    <FormDialog
      size="small"
      title={text('royalties.markPaid', { count: ids.length })}
      action={text('royalties.markPaid', { count: ids.length })}
      said="royalties.didPay"
      saidValues={{ count: ids.length }}
      save={save}
    >
      <Field label={text('royalties.paidOn')} type="date" value={paidOn} onChange={setPaidOn} />
      <Field label={text('royalties.bankReference')} value={bankReference} onChange={setBankReference} />
    </FormDialog>
  );
}
