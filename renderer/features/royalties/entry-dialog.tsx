import { useState } from 'react';
import { type EntryKindName, entryKinds } from '#shared/contract/ledger.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, Select } from '../../ui/index.ts';
import { FormDialog } from './form-dialog.tsx';
import { today } from './royalties.actions.ts';
import styles from './royalties.module.css';
import { readAmount } from './royalty-text.ts';

const shownKinds = entryKinds.filter((kind) => kind !== 'payment' && kind !== 'paymentReturned');

/** An advance, an opening balance or an adjustment. Amounts have no sign: the kind says which way the money goes. */
export function EntryDialog() {
  const text = useText();
  const { data: contracts = [] } = useCall('contracts.list');
  const [kind, setKind] = useState<EntryKindName>('advance');
  const [contractId, setContractId] = useState('');
  const [payeeId, setPayeeId] = useState('');
  const [amount, setAmount] = useState('');
  const [date, setDate] = useState(today());
  const [note, setNote] = useState('');
  const contract = contracts.find(({ id }) => String(id) === contractId);
  const payees =
    contract?.payees.map((payee, index) => ({ id: payee.payeeId, name: contract.payeeNames[index] ?? '' })) ?? [];
  const payee = payees.find(({ id }) => String(id) === payeeId);
  const amountMinor = readAmount(amount, contract?.currency ?? 'EUR');
  const save =
    contract && amountMinor && date !== ''
      ? () =>
          call('ledger.addEntry', {
            contractId: contract.id,
            payeeId: payee?.id ?? null,
            kind,
            date,
            amountMinor,
            note,
          })
      : null;
  return (
    <FormDialog
      title={text('royalties.newEntry')}
      action={text('royalties.save')}
      said="royalties.didAddEntry"
      save={save}
    >
      <div className={styles.pair}>
        <Select
          label={text('royalties.entryColumn.kind')}
          value={kind}
          options={shownKinds.map((value) => ({ value, text: text(`royalties.entry.${value}`) }))}
          onChange={setKind}
        />
        <Select
          label={text('royalties.contract')}
          value={contractId}
          options={[
            { value: '', text: text('royalties.choose') },
            ...contracts.map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          onChange={setContractId}
        />
        <Select
          label={text('royalties.payee')}
          value={payeeId}
          options={[
            { value: '', text: text('royalties.everyPayee') },
            ...payees.map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          onChange={setPayeeId}
        />
        <Field
          label={text('royalties.amountIn', { currency: contract?.currency ?? '' })}
          value={amount}
          onChange={setAmount}
          inputMode="decimal"
        />
        <Field label={text('royalties.date')} type="date" value={date} onChange={setDate} />
      </div>
      <Field label={text('royalties.note')} value={note} onChange={setNote} />
    </FormDialog>
  );
}
