import { Plus, Users } from 'lucide-react';
import { formatIban } from '#shared/bank-account.ts';
import { formatMoney } from '#shared/money.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Face } from '../../ui/index.ts';
import styles from './royalties.module.css';
import { openRoyalties } from './royalties.store.ts';
import { percentText } from './royalty-text.ts';

/** Who is paid, and where to. */
export function PayeesPart() {
  const text = useText();
  const { data: payees } = useCall('payees.list');
  if (!payees) return null;
  const create = () => openRoyalties({ kind: 'payee', id: null });
  if (payees.length === 0) {
    return (
      <EmptyState
        icon={<Users size={24} />}
        text={text('royalties.noPayees')}
        action={<Button onPress={create}>{text('royalties.newPayee')}</Button>}
      />
    );
  }
  return (
    <>
      <div className={styles.bar}>
        <Button kind="primary" icon={<Plus size={16} />} onPress={create}>
          {text('royalties.newPayee')}
        </Button>
      </div>
      <section className={styles.scroll} aria-label={text('royalties.part.payees')} tabIndex={-1} data-pane-focus>
        <table className={styles.table}>
          <thead>
            <tr>
              {(['name', 'currency', 'minimum', 'withholding', 'iban', 'contracts', 'hold'] as const).map((column) => (
                <th
                  key={column}
                  scope="col"
                  data-figure={column === 'minimum' || column === 'withholding' || undefined}
                >
                  {text(`royalties.payeeColumn.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {payees.map(
              ({ id, name, currency, minimumMinor, withholding, iban, contractCount, isOnHold, isArchived }) => (
                <tr key={id} data-quiet={isArchived || undefined}>
                  <th scope="row">
                    <span className={styles.person}>
                      <Face name={name} size="small" />
                      <Button kind="link" onPress={() => openRoyalties({ kind: 'payee', id })}>
                        {name}
                      </Button>
                    </span>
                  </th>
                  <td>{currency}</td>
                  <td data-figure="true">{formatMoney(minimumMinor, currency)}</td>
                  <td data-figure="true">{withholding === 0 ? '–' : percentText(withholding)}</td>
                  <td className={styles.mono}>{iban === '' ? '–' : formatIban(iban)}</td>
                  <td>{contractCount}</td>
                  <td>{isOnHold ? text('royalties.onHold') : ''}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
    </>
  );
}
