import { useState } from 'react';
import type { RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { currencies, parseDecimal } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './royalties.module.css';
import { closeDialog, useRoyalties } from './royalties.store.ts';

type Form = { name: string; fromMonth: string; toMonth: string; currency: string; rates: string };

/** The months that are counted together, and what currencies are worth where payees are paid in another one. */
export function PeriodDialog({ period }: { period: RoyaltyPeriod | null }) {
  const { data: next } = useCall('royalties.nextPeriod');
  const { data: workspace } = useCall('workspace.get');
  if (next === undefined || !workspace) return null;
  const now = new Date().toISOString().slice(0, 7);
  const empty = { name: now, fromMonth: now, toMonth: now, currency: workspace.currency };
  const { name, fromMonth, toMonth, currency } = period ?? next ?? empty;
  const rates = (period?.rates ?? []).map(({ from, to, rate }) => `${from} ${to} ${rate}`).join(', ');
  const start = { name, fromMonth, toMonth, currency, rates };
  return <PeriodForm id={period?.id ?? null} start={start} />;
}

function PeriodForm({ id, start }: { id: RoyaltyPeriod['id'] | null; start: Form }) {
  const text = useText();
  const [form, setForm] = useState(start);
  const [error, setError] = useState<string | null>(null);
  const rates = readRates(form.rates);
  const change = (patch: Partial<Form>) => setForm({ ...form, ...patch });
  const save = async () => {
    if (rates === null) return;
    const { name, fromMonth, toMonth, currency } = form;
    const fields = { name, fromMonth, toMonth, currency, rates };
    try {
      const made =
        id === null ? await call('royalties.makePeriod', fields) : await call('royalties.editPeriod', { id, fields });
      if ('id' in made) useRoyalties.setState({ periodId: made.id as RoyaltyPeriod['id'], part: 'period', row: null });
      showUndoable({
        text: text(id === null ? 'royalties.didMakePeriod' : 'royalties.didEditPeriod', { name }),
        operations: [made.operation],
      });
      closeDialog();
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
    }
  };
  return (
    <Dialog
      isOpen
      size="small"
      title={text(id === null ? 'royalties.newPeriod' : 'royalties.editPeriod')}
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="royalty-period">
            {text('royalties.save')}
          </Button>
        </>
      }
    >
      <form
        id="royalty-period"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={text('royalties.name')} value={form.name} onChange={(name) => change({ name })} autoFocus />
        <div className={styles.pair}>
          <Field
            label={text('royalties.from')}
            type="month"
            value={form.fromMonth}
            onChange={(fromMonth) => change({ fromMonth })}
          />
          <Field
            label={text('royalties.to')}
            type="month"
            value={form.toMonth}
            onChange={(toMonth) => change({ toMonth })}
          />
        </div>
        <Select
          label={text('royalties.currency')}
          value={form.currency}
          options={currencies.map((value) => ({ value, text: value }))}
          onChange={(currency) => change({ currency })}
        />
        <Field
          label={text('royalties.periodRates')}
          hint={text('royalties.periodRatesHint')}
          value={form.rates}
          onChange={(value) => change({ rates: value })}
          error={rates === null ? text('royalties.ratesError') : null}
        />
        {error && (
          <p role="alert" className={styles.error}>
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}

/** 'EUR USD 1.08', several with commas between. */
function readRates(typed: string): { from: string; to: string; rate: string }[] | null {
  const parts = typed
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const rates = parts.map((part) => {
    const match = /^([A-Za-z]{3})\s*[/ ]\s*([A-Za-z]{3})\s+([\d.]+)$/.exec(part);
    const rate = match ? parseDecimal(match[3] as string) : null;
    if (!match || rate === null) return null;
    return { from: (match[1] as string).toUpperCase(), to: (match[2] as string).toUpperCase(), rate };
  });
  return rates.includes(null) ? null : (rates as { from: string; to: string; rate: string }[]);
}
