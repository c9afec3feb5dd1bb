import { useState } from 'react';
import { readBic, readIban } from '#shared/bank-account.ts';
import type { Payee, PayeeFields, PayeeId } from '#shared/contract/payees.ts';
import type { PersonId } from '#shared/contract/people.ts';
import { currencies, formatMoney } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Select, TextArea } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import { change as undoable } from './royalties.actions.ts';
import styles from './royalties.module.css';
import { closeDialog } from './royalties.store.ts';
import { percentNumber, readAmount, readPercent } from './royalty-text.ts';

type Form = Omit<PayeeFields, 'minimumMinor' | 'withholding' | 'personId'> & {
  minimum: string;
  withheld: string;
  person: string;
};

/** Somebody who is paid: names, taxes and the account. */
export function PayeeDialog({ id }: { id: PayeeId | null }) {
  const { data: workspace } = useCall('workspace.get');
  const { data: payee } = useCall('payees.get', { id: id ?? (1 as PayeeId) }, { enabled: id !== null });
  if (!workspace || (id !== null && !payee)) return null;
  return <PayeeEditor payee={id === null ? null : (payee ?? null)} start={formOf(payee, workspace.currency)} />;
}

function formOf(payee: Payee | undefined, currency: string): Form {
  const none = { name: '', address: '', country: '', taxNote: '', iban: '', bic: '', email: '', note: '' } as const;
  if (!payee) {
    return {
      ...none,
      currency,
      minimum: '0',
      withheld: '0',
      person: '',
      withholdingTerritories: [],
      isOnHold: false,
      isSelfBilled: false,
    };
  }
  const { name, currency: own, address, country, taxNote, iban, bic, email, note } = payee;
  const { minimumMinor, withholding, personId, withholdingTerritories, isOnHold, isSelfBilled } = payee;
  return {
    ...{ name, currency: own, address, country, taxNote, iban, bic, email, note },
    ...{ withholdingTerritories, isOnHold, isSelfBilled },
    minimum: formatMoney(minimumMinor, payee.currency),
    withheld: percentNumber(withholding),
    person: personId === null ? '' : String(personId),
  };
}

function PayeeEditor({ payee, start }: { payee: Payee | null; start: Form }) {
  const text = useText();
  const [form, setForm] = useState(start);
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { data: choices } = useCall('contracts.choices');
  const change = (patch: Partial<Form>) => setForm({ ...form, ...patch });
  const minimumMinor = readAmount(form.minimum, form.currency);
  const withholding = readPercent(form.withheld);
  const ibanError = form.iban.trim() !== '' && readIban(form.iban) === null;
  const bicError = form.bic.trim() !== '' && readBic(form.bic) === null;
  const save = async () => {
    setTried(true);
    if (minimumMinor === null || withholding === null || ibanError || bicError || form.name.trim() === '') return;
    const { minimum: _, withheld: __, person, ...rest } = form;
    const fields = {
      ...rest,
      minimumMinor,
      withholding,
      personId: person === '' ? null : (Number(person) as PersonId),
    };
    try {
      const { operation } = payee
        ? await call('payees.edit', { id: payee.id, fields })
        : await call('payees.make', fields);
      showUndoable({ text: text('royalties.didSave', { name: form.name }), operations: [operation] });
      closeDialog();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };
  const remove = () => {
    if (!payee) return;
    closeDialog();
    void undoable('royalties.didRemove', { name: payee.name }, () => call('payees.remove', { id: payee.id }));
  };
  return (
    <Dialog
      isOpen
      title={text(payee ? 'royalties.payee' : 'royalties.newPayee')}
      onClose={closeDialog}
      footer={
        <>
          {payee && <Button onPress={remove}>{text('royalties.remove')}</Button>}
          <Button onPress={closeDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="payee">
            {text('royalties.save')}
          </Button>
        </>
      }
    >
      <form
        id="payee"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={text('royalties.legalName')}
          value={form.name}
          onChange={(name) => change({ name })}
          error={isTried && form.name.trim() === '' ? text('royalties.nameError') : null}
          autoFocus
        />
        <div className={styles.pair}>
          <Select
            label={text('royalties.person')}
            value={form.person}
            options={[
              { value: '', text: text('royalties.nobodyKnown') },
              ...(choices?.artists ?? []).map(({ id, name }) => ({ value: String(id), text: name })),
            ]}
            onChange={(person) => change({ person })}
          />
          <Select
            label={text('royalties.currency')}
            value={form.currency}
            options={currencies.map((value) => ({ value, text: value }))}
            onChange={(currency) => change({ currency })}
          />
          <Field
            label={text('royalties.minimum')}
            value={form.minimum}
            onChange={(minimum) => change({ minimum })}
            error={minimumMinor === null ? text('royalties.amountError') : null}
          />
          <Field
            label={text('royalties.withholding')}
            value={form.withheld}
            onChange={(withheld) => change({ withheld })}
            error={withholding === null ? text('royalties.percentError') : null}
          />
          <Field
            label={text('royalties.iban')}
            value={form.iban}
            onChange={(iban) => change({ iban })}
            error={ibanError ? text('royalties.ibanError') : null}
          />
          <Field
            label={text('royalties.bic')}
            value={form.bic}
            onChange={(bic) => change({ bic })}
            error={bicError ? text('royalties.bicError') : null}
          />
          <Field
            label={text('royalties.country')}
            value={form.country}
            onChange={(country) => change({ country: country.toUpperCase().slice(0, 2) })}
          />
          <Field
            label={text('royalties.email')}
            type="email"
            value={form.email}
            onChange={(email) => change({ email })}
          />
        </div>
        <TextArea
          label={text('royalties.address')}
          rows={2}
          value={form.address}
          onChange={(address) => change({ address })}
        />
        <Field label={text('royalties.taxNote')} value={form.taxNote} onChange={(taxNote) => change({ taxNote })} />
        <Checkbox isSelected={form.isOnHold} onChange={(isOnHold) => change({ isOnHold })}>
          {text('royalties.holdPayments')}
        </Checkbox>
        <Checkbox isSelected={form.isSelfBilled} onChange={(isSelfBilled) => change({ isSelfBilled })}>
          {text('royalties.selfBilled')}
        </Checkbox>
        {failure && (
          <p role="alert" className={styles.error}>
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  );
}
