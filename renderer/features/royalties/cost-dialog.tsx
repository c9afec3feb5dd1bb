import { useState } from 'react';
import { type Expense, expenseCategories } from '#shared/contract/expenses.ts';
import type { CostTarget } from '#shared/contract/ledger.ts';
import { currencies, formatMoney } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox, Field, Segmented, Select } from '../../ui/index.ts';
import { FormDialog } from './form-dialog.tsx';
import { today } from './royalties.actions.ts';
import styles from './royalties.module.css';
import { readAmount, readPercent } from './royalty-text.ts';

type Sharing = 'full' | 'proRata';

/** A cost that artists bear, entered or taken from an expense. How contracts share it has no default: it is asked. */
export function CostDialog() {
  const text = useText();
  const { data: contracts = [] } = useCall('contracts.list');
  const { data: choices } = useCall('contracts.choices');
  const { data: spent } = useCall('expenses.list', {});
  const { data: workspace } = useCall('workspace.get');
  const [expense, setExpense] = useState<Expense | null>(null);
  const [form, setForm] = useState({
    description: '',
    category: 'other',
    amount: '',
    currency: '',
    date: today(),
    recoupable: '100',
  });
  const [kind, setKind] = useState<CostTarget['kind']>('contracts');
  const [asset, setAsset] = useState('');
  const [contractIds, setContractIds] = useState<readonly number[]>([]);
  const [sharing, setSharing] = useState<Sharing | null>(null);
  const currency = form.currency || (workspace?.currency ?? 'EUR');
  const amountMinor = readAmount(form.amount, currency);
  const recoupable = readPercent(form.recoupable);
  const target = targetOf(kind, contractIds, asset);
  const asksSharing = kind !== 'contracts' || contractIds.length > 1;
  const how = asksSharing ? sharing : 'full';
  const change = (patch: Partial<typeof form>) => setForm({ ...form, ...patch });
  const save =
    target && how && recoupable !== null && (expense || (amountMinor && form.date !== ''))
      ? () =>
          expense
            ? call('ledger.addCostOfExpense', { expenseId: expense.id, target, sharing: how, recoupable })
            : call('ledger.addCost', {
                ...{ description: form.description, category: form.category, date: form.date, currency },
                ...{ amountMinor: amountMinor ?? 0, recoupable, target, sharing: how },
              })
      : null;
  return (
    <FormDialog
      title={text('royalties.newCost')}
      action={text('royalties.save')}
      said="royalties.didAddCost"
      save={save}
    >
      <Select
        label={text('royalties.fromExpense')}
        value={String(expense?.id ?? '')}
        options={[
          { value: '', text: text('royalties.noExpense') },
          ...(spent?.expenses ?? []).map((each) => ({
            value: String(each.id),
            text: `${each.date} · ${each.description || each.category} · ${formatMoney(each.amountMinor, each.currency)} ${each.currency}`,
          })),
        ]}
        onChange={(value) => setExpense(spent?.expenses.find(({ id }) => String(id) === value) ?? null)}
      />
      {!expense && (
        <div className={styles.pair}>
          <Field
            label={text('royalties.costColumn.what')}
            value={form.description}
            onChange={(description) => change({ description })}
          />
          <Select
            label={text('royalties.category')}
            value={form.category}
            options={expenseCategories.map((value) => ({
              value: value as string,
              text: text(`expenses.category.${value}`),
            }))}
            onChange={(category) => change({ category })}
          />
          <Field
            label={text('royalties.amountIn', { currency })}
            value={form.amount}
            onChange={(amount) => change({ amount })}
            inputMode="decimal"
          />
          <Select
            label={text('royalties.currency')}
            value={currency}
            options={currencies.map((value) => ({ value, text: value }))}
            onChange={(chosen) => change({ currency: chosen })}
          />
          <Field label={text('royalties.date')} type="date" value={form.date} onChange={(date) => change({ date })} />
        </div>
      )}
      <Field
        label={text('royalties.recoupable')}
        value={form.recoupable}
        onChange={(value) => change({ recoupable: value })}
        error={recoupable === null ? text('royalties.percentError') : null}
      />
      <Segmented
        label={text('royalties.costColumn.borneBy')}
        value={kind}
        options={(['contracts', 'release', 'recording'] as const).map((value) => ({
          value,
          text: text(`royalties.target.${value}`),
        }))}
        onChange={setKind}
      />
      {kind === 'contracts' ? (
        <div className={styles.choices}>
          {contracts.map(({ id, name }) => (
            <Checkbox
              key={id}
              isSelected={contractIds.includes(id)}
              onChange={(isChosen) =>
                setContractIds(isChosen ? [...contractIds, id] : contractIds.filter((each) => each !== id))
              }
            >
              {name}
            </Checkbox>
          ))}
        </div>
      ) : (
        <Select
          label={text(`royalties.target.${kind}`)}
          value={asset}
          options={[
            { value: '', text: text('royalties.choose') },
            ...(choices?.[kind === 'release' ? 'releases' : 'recordings'] ?? []).map(({ id, name }) => ({
              value: String(id),
              text: name,
            })),
          ]}
          onChange={setAsset}
        />
      )}
      {asksSharing && (
        <Select
          label={text('royalties.howShared')}
          value={sharing ?? ''}
          options={[
            { value: '', text: text('royalties.choose') },
            ...(['full', 'proRata'] as const).map((value) => ({ value, text: text(`royalties.sharing.${value}`) })),
          ]}
          onChange={(value) => setSharing(value === '' ? null : value)}
        />
      )}
    </FormDialog>
  );
}

function targetOf(kind: CostTarget['kind'], contractIds: readonly number[], asset: string): CostTarget | null {
  if (kind === 'contracts')
    return contractIds.length > 0 ? ({ kind, contractIds: [...contractIds] } as CostTarget) : null;
  if (asset === '') return null;
  const id = Number(asset);
  return (kind === 'release' ? { kind, releaseId: id } : { kind, recordingId: id }) as CostTarget;
}
