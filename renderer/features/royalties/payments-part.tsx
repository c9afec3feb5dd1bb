import { Banknote, Check } from 'lucide-react';
import type { Payment } from '#shared/contract/payments.ts';
import type { RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { formatMoney } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { change } from './royalties.actions.ts';
import styles from './royalties.module.css';
import { openRoyalties } from './royalties.store.ts';

/** What a closed period pays: the batch, its files, and what was paid. */
export function PaymentsPart({ period }: { period: RoyaltyPeriod }) {
  const text = useText();
  const { data } = useCall('payments.list', { periodId: period.id });
  if (!data) return null;
  const { payments, waiting, held } = data;
  const open = payments.filter(({ paidOn }) => paidOn === '');
  const make = () =>
    change('royalties.didMakeBatch', { count: waiting.length }, () =>
      call('payments.makeBatch', { periodId: period.id }),
    );
  if (period.closedAt === null) {
    return <EmptyState icon={<Banknote size={24} />} text={text('royalties.closeFirst', { name: period.name })} />;
  }
  const makeButton = waiting.length > 0 && (
    <Button kind={payments.length === 0 ? 'primary' : 'plain'} onPress={() => void make()}>
      {text('royalties.makeBatch', { count: waiting.length })}
    </Button>
  );
  if (payments.length === 0) {
    return (
      <EmptyState
        icon={<Banknote size={24} />}
        text={text(waiting.length > 0 ? 'royalties.toPay' : 'royalties.nothingToPay', { count: waiting.length })}
        action={makeButton}
      />
    );
  }
  return (
    <>
      <div className={styles.bar}>
        {makeButton}
        {open.length > 0 && (
          <Button onPress={() => openRoyalties({ kind: 'transfer' })}>{text('royalties.writeTransfers')}</Button>
        )}
        {open.length > 0 && (
          <Button kind="primary" onPress={() => openRoyalties({ kind: 'paid', ids: open.map(({ id }) => id) })}>
            {text('royalties.markPaid', { count: open.length })}
          </Button>
        )}
      </div>
      <section className={styles.scroll} aria-label={text('royalties.part.payments')} tabIndex={-1} data-pane-focus>
        <PaymentTable payments={payments} />
        {held.length > 0 && (
          <p className={styles.hint}>
            {held
              .map(({ payeeName, minor, currency, reason }) =>
                text(`royalties.held.${reason}`, {
                  name: payeeName,
                  amount: `${formatMoney(minor, currency)} ${currency}`,
                }),
              )
              .join(' · ')}
          </p>
        )}
      </section>
    </>
  );
}

function PaymentTable({ payments }: { payments: readonly Payment[] }) {
  const text = useText();
  const currencies = [...new Set(payments.map(({ currency }) => currency))];
  const sum = (currency: string, key: 'payableMinor' | 'withheldMinor') =>
    payments.filter((each) => each.currency === currency).reduce((total, each) => total + each[key], 0);
  return (
    <table className={styles.table} aria-label={text('royalties.part.payments')}>
      <thead>
        <tr>
          {(['reference', 'payee', 'account', 'withheld', 'amount', 'paid', 'more'] as const).map((column) => (
            <th key={column} scope="col" data-figure={column === 'amount' || column === 'withheld' || undefined}>
              {text(`royalties.paymentColumn.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <Row key={payment.id} payment={payment} />
        ))}
      </tbody>
      <tfoot>
        {currencies.map((currency) => (
          <tr key={currency}>
            <th scope="row" colSpan={3}>
              {text('royalties.totalIn', { currency })}
            </th>
            <td data-figure="true">{formatMoney(sum(currency, 'withheldMinor'), currency)}</td>
            <td data-figure="true">{formatMoney(sum(currency, 'payableMinor'), currency)}</td>
            <td colSpan={2} />
          </tr>
        ))}
      </tfoot>
    </table>
  );
}

function Row({ payment }: { payment: Payment }) {
  const text = useText();
  const { id, reference, payeeName, currency, payableMinor, withheldMinor, paidOn, bankReference, bankProblem } =
    payment;
  const takeBack = () => change('royalties.didTakeBack', { reference }, () => call('payments.takeBack', { ids: [id] }));
  const remove = () => change('royalties.didRemove', { name: reference }, () => call('payments.remove', { ids: [id] }));
  return (
    <tr>
      <th scope="row" className={styles.mono}>
        {reference}
      </th>
      <td>{payeeName}</td>
      <td>
        {bankProblem === null ? (
          <span className={styles.mono}>{payment.iban}</span>
        ) : (
          <span className={styles.quiet}>{text(`royalties.bank.${bankProblem}`)}</span>
        )}
      </td>
      <td data-figure="true">{withheldMinor === 0 ? '–' : formatMoney(withheldMinor, currency)}</td>
      <td data-figure="true">{`${formatMoney(payableMinor, currency)} ${currency}`}</td>
      <td>
        {paidOn === '' ? (
          <span className={styles.quiet}>{text('royalties.notPaid')}</span>
        ) : (
          <span className={styles.ok}>
            <Check size={14} aria-hidden="true" /> {`${paidOn} ${bankReference}`}
          </span>
        )}
      </td>
      <td>
        {paidOn === '' ? (
          <span className={styles.actions}>
            <Button
              kind="link"
              aria-label={text('royalties.markOnePaid', { reference })}
              onPress={() => openRoyalties({ kind: 'paid', ids: [id] })}
            >
              {text('royalties.paid')}
            </Button>
            <Button
              kind="link"
              aria-label={text('royalties.removePayment', { reference })}
              onPress={() => void remove()}
            >
              {text('royalties.remove')}
            </Button>
          </span>
        ) : (
          <Button kind="link" aria-label={text('royalties.takeBackOne', { reference })} onPress={() => void takeBack()}>
            {text('royalties.takeBack')}
          </Button>
        )}
      </td>
    </tr>
  );
}
