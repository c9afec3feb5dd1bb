import { Calculator, Coins, Ellipsis, Lock, Plus } from 'lucide-react';
import type { RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, MenuItem, ProgressBar, Segmented, Select } from '../../ui/index.ts';
import { ContractsPart } from './contracts-part.tsx';
import { LedgerPart } from './ledger-part.tsx';
import { PayeesPart } from './payees-part.tsx';
import { PaymentsPart } from './payments-part.tsx';
import { PeriodPart } from './period-part.tsx';
import { calculate, change } from './royalties.actions.ts';
import styles from './royalties.module.css';
import { openRoyalties, royaltyParts, useRoyalties } from './royalties.store.ts';
import { RoyaltyDialogs } from './royalty-dialogs.tsx';
import { monthSpan } from './royalty-text.ts';
import { usePeriods } from './use-period.ts';

/** What came in, who is owed what of it, and why. */
export function RoyaltiesView() {
  const text = useText();
  const part = useRoyalties((state) => state.part);
  const { periods, period } = usePeriods();
  return (
    <section className={styles.view} aria-label={text('royalties.title')}>
      <AreaHead area="label">
        {periods && periods.length > 0 && <PeriodChooser periods={periods} period={period} />}
        {period && <PeriodMenu period={period} />}
        {period && part === 'period' && <PeriodButton period={period} />}
      </AreaHead>
      <div className={styles.bar}>
        <Segmented
          label={text('royalties.parts')}
          value={part}
          options={royaltyParts.map((value) => ({ value, text: text(`royalties.part.${value}`) }))}
          onChange={(chosen) => useRoyalties.setState({ part: chosen })}
        />
        <WorkState />
      </div>
      {part === 'contracts' && <ContractsPart />}
      {part === 'payees' && <PayeesPart />}
      {part === 'ledger' && <LedgerPart />}
      {part === 'payments' && (period ? <PaymentsPart period={period} /> : <NoPeriod />)}
      {part === 'period' && periods && (period ? <PeriodPart period={period} /> : <NoPeriod />)}
      <RoyaltyDialogs period={period} />
    </section>
  );
}

function PeriodChooser({ periods, period }: { periods: readonly RoyaltyPeriod[]; period: RoyaltyPeriod | null }) {
  const text = useText();
  return (
    <Select
      label={text('royalties.period')}
      isLabelHidden
      value={String(period?.id ?? '')}
      options={periods.map(({ id, fromMonth, toMonth }) => ({
        value: String(id),
        text: monthSpan(fromMonth, toMonth),
      }))}
      onChange={(value) =>
        useRoyalties.setState({ periodId: periods.find(({ id }) => String(id) === value)?.id ?? null, row: null })
      }
    />
  );
}

function PeriodMenu({ period }: { period: RoyaltyPeriod }) {
  const text = useText();
  const trigger = (
    <IconButton label={text('royalties.more')}>
      <Ellipsis size={16} />
    </IconButton>
  );
  const isOpen = period.state === 'open' || period.state === 'calculated';
  const remove = () =>
    change('royalties.didRemovePeriod', { name: period.name }, () => call('royalties.removePeriod', { id: period.id }));
  return (
    <Menu label={text('royalties.more')} trigger={trigger} placement="bottom end">
      <MenuItem text={text('royalties.newPeriod')} onAction={() => openRoyalties({ kind: 'newPeriod' })} />
      {isOpen && (
        <MenuItem text={text('royalties.editPeriod')} onAction={() => openRoyalties({ kind: 'editPeriod' })} />
      )}
      {isOpen && <MenuItem text={text('royalties.calculateAgain')} onAction={() => void calculate(period)} />}
      {period.calculatedAt !== null && (
        <MenuItem text={text('royalties.whatIf')} onAction={() => openRoyalties({ kind: 'whatIf' })} />
      )}
      {period.calculatedAt !== null && (
        <MenuItem
          text={text('royalties.writeAll')}
          onAction={() => openRoyalties({ kind: 'write', payeeId: null, format: 'pdf' })}
        />
      )}
      {isOpen && <MenuItem text={text('royalties.removePeriod')} onAction={() => void remove()} />}
    </Menu>
  );
}

/** The next step of the period: counted, closed, paid. */
function PeriodButton({ period }: { period: RoyaltyPeriod }) {
  const text = useText();
  const { data: work } = useCall('royalties.getWork');
  const isRunning = work?.state === 'running' && work.kind === 'calculate';
  if (period.state === 'open' || period.isStale) {
    return (
      <Button
        kind="primary"
        icon={<Calculator size={16} />}
        onPress={() => {
          if (!isRunning) void calculate(period);
        }}
      >
        {text('royalties.calculate')}
      </Button>
    );
  }
  if (period.state === 'calculated') {
    return (
      <Button kind="primary" icon={<Lock size={16} />} onPress={() => openRoyalties({ kind: 'close' })}>
        {text('royalties.close')}
      </Button>
    );
  }
  if (period.state === 'paid') return null;
  return (
    <Button kind="primary" icon={<Coins size={16} />} onPress={() => useRoyalties.setState({ part: 'payments' })}>
      {text('royalties.pay')}
    </Button>
  );
}

/** What is under way; what was refused is told with the period. */
function WorkState() {
  const text = useText();
  const { data: work } = useCall('royalties.getWork');
  if (work?.state !== 'running') return null;
  return (
    <span className={styles.work}>
      <ProgressBar label={text(`royalties.work.${work.kind}`)} value={null} />
      <Button size="small" onPress={() => void call('royalties.cancel')}>
        {text('ui.cancel')}
      </Button>
    </span>
  );
}

/** The first look: a statement makes a period, a period makes the rest. */
function NoPeriod() {
  const text = useText();
  const { data: next } = useCall('royalties.nextPeriod');
  if (next === undefined) return null;
  if (next === null) {
    return (
      <EmptyState
        icon={<Coins size={24} />}
        text={text('royalties.empty')}
        action={<Button onPress={() => showView('statements')}>{text('royalties.importStatement')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<Coins size={24} />}
      text={text('royalties.noPeriod')}
      action={
        <Button icon={<Plus size={16} />} onPress={() => openRoyalties({ kind: 'newPeriod' })}>
          {text('royalties.newPeriod')}
        </Button>
      }
    />
  );
}
