import { Plus, Wallet } from 'lucide-react';
import type { LedgerEntry, RoyaltyCost } from '#shared/contract/ledger.ts';
import { formatMoney } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { change } from './royalties.actions.ts';
import styles from './royalties.module.css';
import { openRoyalties } from './royalties.store.ts';
import { percentText } from './royalty-text.ts';

/** Advances, payments and adjustments of contracts, and costs that artists bear. */
export function LedgerPart() {
  const text = useText();
  const { data: ledger } = useCall('ledger.list');
  const { data: contracts = [] } = useCall('contracts.list');
  if (!ledger) return null;
  const actions = (
    <>
      <Button
        icon={<Plus size={16} />}
        isDisabled={contracts.length === 0}
        onPress={() => openRoyalties({ kind: 'entry' })}
      >
        {text('royalties.newEntry')}
      </Button>
      <Button
        icon={<Plus size={16} />}
        isDisabled={contracts.length === 0}
        onPress={() => openRoyalties({ kind: 'cost' })}
      >
        {text('royalties.newCost')}
      </Button>
    </>
  );
  if (ledger.entries.length + ledger.costs.length === 0) {
    return (
      <EmptyState
        icon={<Wallet size={24} />}
        text={text('royalties.noEntries')}
        action={<span className={styles.actions}>{actions}</span>}
      />
    );
  }
  return (
    <>
      <div className={styles.bar}>{actions}</div>
      <section className={styles.scroll} aria-label={text('royalties.part.ledger')} tabIndex={-1} data-pane-focus>
        {ledger.entries.length > 0 && <EntryTable entries={ledger.entries} />}
        {ledger.costs.length > 0 && <CostTable costs={ledger.costs} />}
      </section>
    </>
  );
}

function EntryTable({ entries }: { entries: readonly LedgerEntry[] }) {
  const text = useText();
  const remove = ({ id, contractName }: LedgerEntry) =>
    change('royalties.didRemove', { name: contractName }, () => call('ledger.removeEntry', { id }));
  return (
    <table className={styles.table} aria-label={text('royalties.entries')}>
      <thead>
        <tr>
          {(['date', 'kind', 'contract', 'payee', 'note', 'amount', 'more'] as const).map((column) => (
            <th key={column} scope="col" data-figure={column === 'amount' || undefined}>
              {text(`royalties.entryColumn.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>{entry.date}</td>
            <td>{text(`royalties.entry.${entry.kind}`)}</td>
            <td>{entry.contractName}</td>
            <td>{entry.payeeName || text('royalties.everyPayee')}</td>
            <td>{entry.note}</td>
            <td data-figure="true">{`${formatMoney(entry.amountMinor, entry.currency)} ${entry.currency}`}</td>
            <td>
              {entry.isClosed ? (
                <span className={styles.quiet}>{text('royalties.counted')}</span>
              ) : (
                !entry.isPayment && (
                  <Button
                    kind="link"
                    aria-label={text('royalties.removeEntry', { name: entry.contractName, on: entry.date })}
                    onPress={() => void remove(entry)}
                  >
                    {text('royalties.remove')}
                  </Button>
                )
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CostTable({ costs }: { costs: readonly RoyaltyCost[] }) {
  const text = useText();
  const remove = ({ id, description, category }: RoyaltyCost) =>
    change('royalties.didRemove', { name: description || category }, () => call('ledger.removeCost', { id }));
  return (
    <table className={styles.table} aria-label={text('royalties.costs')}>
      <thead>
        <tr>
          {(['date', 'what', 'borneBy', 'sharing', 'recoupable', 'amount', 'more'] as const).map((column) => (
            <th key={column} scope="col" data-figure={column === 'amount' || column === 'recoupable' || undefined}>
              {text(`royalties.costColumn.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {costs.map((cost) => {
          const name = cost.description || cost.category;
          return (
            <tr key={cost.id}>
              <td>{cost.date}</td>
              <td>{name}</td>
              <td>{cost.targetNames.join(', ')}</td>
              <td>{text(`royalties.sharing.${cost.sharing}`)}</td>
              <td data-figure="true">{percentText(cost.recoupable)}</td>
              <td data-figure="true">{`${formatMoney(cost.amountMinor, cost.currency)} ${cost.currency}`}</td>
              <td>
                <Button
                  kind="link"
                  aria-label={text('royalties.removeEntry', { name, on: cost.date })}
                  onPress={() => void remove(cost)}
                >
                  {text('royalties.remove')}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
