import { Check, TriangleAlert } from 'lucide-react';
import type { RoyaltyOverview, RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { formatMoney } from '#shared/money.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Figures } from './figures.tsx';
import { FindingList } from './finding-list.tsx';
import { PayeeTable } from './payee-table.tsx';
import { ReceiptsChart } from './receipts-chart.tsx';
import styles from './royalties.module.css';
import { amountText } from './royalty-text.ts';
import { StreamList } from './stream-list.tsx';

/** A period as drawn: figures, where they came from, and who is owed what. */
export function PeriodPart({ period }: { period: RoyaltyPeriod }) {
  const text = useText();
  const { data: overview } = useCall('royalties.overview', { periodId: period.id }, { keepsPrevious: true });
  const { data: work } = useCall('royalties.getWork');
  if (!overview) return null;
  const problems = work?.periodId === period.id && work.state === 'refused' ? work.problems : [];
  return (
    <>
      <div className={styles.scroll} data-pane-focus tabIndex={-1}>
        <Figures overview={overview} />
        <div className={styles.middle}>
          <ReceiptsChart overview={overview} />
          <StreamList streams={overview.streams} />
        </div>
        <FindingList problems={problems} overview={overview} />
        {overview.books ? (
          <PayeeTable rows={overview.books.rows} />
        ) : (
          <p className={styles.hint}>{text('royalties.notCalculated')}</p>
        )}
      </div>
      {overview.books && <StatusBar overview={overview} books={overview.books} />}
    </>
  );
}

type Books = NonNullable<RoyaltyOverview['books']>;

function StatusBar({ overview, books }: { overview: RoyaltyOverview; books: Books }) {
  const text = useText();
  const { currency } = overview.period;
  const carried = books.rows
    .filter((row) => row.currency === currency && row.carried > 0)
    .reduce((sum, row) => sum + row.carried, 0);
  const rounding = books.rounding.find((each) => each.currency === currency);
  return (
    <footer className={styles.status}>
      <span className={styles.state} data-ok={books.isExact}>
        {books.isExact ? <Check size={14} aria-hidden="true" /> : <TriangleAlert size={14} aria-hidden="true" />}
        {text(books.isExact ? 'royalties.addsUp' : 'royalties.addsNotUp')}
      </span>
      {overview.period.isStale && <span className={styles.warn}>{text('royalties.stale')}</span>}
      {carried > 0 && <span>{text('royalties.carriedOn', { amount: formatMoney(carried, currency) })}</span>}
      {rounding && <span>{text('royalties.rounding', { amount: amountText(rounding.amount, currency) })}</span>}
      <span className={styles.space} />
      {books.rates.map(({ from, to, rate, on }) => (
        <span key={`${from} ${to} ${rate}`}>
          {text(on === '' ? 'royalties.rate' : 'royalties.rateOn', { from, to, rate, on })}
        </span>
      ))}
    </footer>
  );
}
