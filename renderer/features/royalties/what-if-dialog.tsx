import { useState } from 'react';
import type { RoyaltyPeriod, ScenarioChanges } from '#shared/contract/royalties.ts';
import { formatMoney } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './royalties.module.css';
import { closeDialog } from './royalties.store.ts';
import { percentNumber, readPercent } from './royalty-text.ts';

type Change = ScenarioChanges['contracts'][number];

/** The period under other rates, beside the books and never in them; what it would change, payee by payee. */
export function WhatIfDialog({ period }: { period: RoyaltyPeriod }) {
  const text = useText();
  const { data: contracts = [] } = useCall('contracts.list');
  const { data: scenarios = [] } = useCall('royalties.scenarios', { periodId: period.id });
  const [name, setName] = useState('');
  const [id, setId] = useState<(typeof scenarios)[number]['id'] | null>(null);
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const order: ScenarioChanges = { contracts: [...changes], rates: [] };
  const set = (change: Change | null, contractId: Change['contractId']) =>
    setChanges([...changes.filter((each) => each.contractId !== contractId), ...(change ? [change] : [])]);
  const keep = () =>
    attempt(async () =>
      setId((await call('royalties.saveScenario', { id, periodId: period.id, name: name.trim(), changes: order })).id),
    );
  const discard = () =>
    attempt(async () => {
      if (id !== null) await call('royalties.removeScenario', { id });
      setId(null);
      setName('');
      setChanges([]);
    });
  return (
    <Dialog
      isOpen
      size="large"
      title={text('royalties.whatIf')}
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={() => void discard()}>{text('royalties.throwAway')}</Button>
          <Button isDisabled={name.trim() === '' || changes.length === 0} onPress={() => void keep()}>
            {text('royalties.keepCopy')}
          </Button>
          <Button kind="primary" onPress={closeDialog}>
            {text('ui.close')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.hint}>{text('royalties.whatIfHint', { name: period.name })}</p>
        <div className={styles.pair}>
          <Select
            label={text('royalties.keptCopies')}
            value={String(id ?? '')}
            options={[
              { value: '', text: text('royalties.newCopy') },
              ...scenarios.map((each) => ({ value: String(each.id), text: each.name })),
            ]}
            onChange={(value) => {
              const chosen = scenarios.find((each) => String(each.id) === value);
              setId(chosen?.id ?? null);
              setName(chosen?.name ?? '');
              setChanges(chosen?.changes.contracts ?? []);
            }}
          />
          <Field label={text('royalties.name')} value={name} onChange={setName} />
        </div>
        <ul className={styles.whatIf}>
          {contracts.map((contract) => (
            <ContractChange
              key={`${contract.id} ${id}`}
              name={contract.name}
              usual={percentNumber(
                contract.kind === 'royalty' ? (contract.terms.at(-1)?.rate ?? 0) : contract.profitRate,
              )}
              change={changes.find(({ contractId }) => contractId === contract.id) ?? null}
              onChange={(change) => set(change && { ...change, contractId: contract.id }, contract.id)}
            />
          ))}
        </ul>
        {changes.length > 0 && <Comparison period={period} changes={order} />}
      </div>
    </Dialog>
  );
}

type ContractChangeProps = {
  name: string;
  usual: string;
  change: Change | null;
  onChange(change: Omit<Change, 'contractId'> | null): void;
};

function ContractChange({ name, usual, change, onChange }: ContractChangeProps) {
  const text = useText();
  const [typed, setTyped] = useState(change?.rate === undefined ? '' : percentNumber(change.rate));
  return (
    <li>
      <span>{name}</span>
      <Field
        label={text('royalties.otherRate', { name })}
        isLabelHidden
        placeholder={`${usual} %`}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          const rate = readPercent(value);
          onChange(rate === null ? null : { rate });
        }}
      />
      <Checkbox
        isSelected={change?.isLeftOut ?? false}
        onChange={(isLeftOut) => onChange(isLeftOut ? { isLeftOut } : null)}
      >
        {text('royalties.leaveOut')}
      </Checkbox>
    </li>
  );
}

function Comparison({ period, changes }: { period: RoyaltyPeriod; changes: ScenarioChanges }) {
  const text = useText();
  const { data } = useCall('royalties.compare', { periodId: period.id, changes }, { keepsPrevious: true });
  if (!data) return null;
  const payable = (figures: { payable: number; carried: number } | null) =>
    figures ? figures.payable + figures.carried : 0;
  return (
    <table className={styles.table} aria-label={text('royalties.comparison')}>
      <thead>
        <tr>
          {(['payee', 'before', 'after', 'difference'] as const).map((column) => (
            <th key={column} scope="col" data-figure={column !== 'payee' || undefined}>
              {text(`royalties.compare.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.payees
          .filter(({ before, after }) => payable(before) !== 0 || payable(after) !== 0)
          .map(({ payeeId, name, currency, before, after, difference }) => (
            <tr key={payeeId}>
              <th scope="row">{name}</th>
              <td data-figure="true">{`${formatMoney(payable(before), currency)} ${currency}`}</td>
              <td data-figure="true">{formatMoney(payable(after), currency)}</td>
              <td data-figure="true">
                <b>{formatMoney(payable(difference), currency)}</b>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
