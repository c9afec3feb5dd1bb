import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RoyaltyOverview } from '#shared/contract/royalties.ts';
import { formatMoney } from '#shared/money.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import styles from './royalties.module.css';
import { amountText, groupedNumber } from './royalty-text.ts';

/** Four figures, each with what it means and how it went. */
export function Figures({ overview }: { overview: RoyaltyOverview }) {
  const text = useText();
  const { netReceipts, owed, toRecoup, unmatched, period } = overview;
  const { currency } = period;
  const { growth } = netReceipts;
  return (
    <div className={styles.figures}>
      <Figure
        name={text('royalties.netReceipts')}
        value={amountText(netReceipts.amount, currency)}
        trend={netReceipts.trend}
      >
        {growth === null ? (
          text('royalties.nothingBefore')
        ) : (
          <>
            <b className={growth < 0 ? styles.warn : styles.ok}>{growthText(growth)}</b>{' '}
            {text('royalties.onPeriodBefore')}
          </>
        )}
      </Figure>
      <Figure name={text('royalties.owed')} value={formatMoney(owed.minor, currency)} trend={owed.trend}>
        {text('royalties.owedTo', { count: owed.payeeCount, under: owed.underMinimum })}
      </Figure>
      <Figure
        name={text('royalties.toRecoup')}
        value={formatMoney(toRecoup.minor, currency)}
        trend={toRecoup.trend}
        isQuiet
      >
        {text('royalties.advances', { count: toRecoup.advanceCount, now: toRecoup.recoupedNow })}
      </Figure>
      <Figure
        name={text('royalties.unmatched')}
        value={amountText(unmatched.amount, currency)}
        action={
          unmatched.rows > 0 && (
            <Button kind="link" onPress={() => showView('statements')}>
              {text('royalties.match')}
            </Button>
          )
        }
      >
        {unmatched.rows > 0 ? (
          <span className={styles.warn}>
            <TriangleAlert size={14} aria-hidden="true" />
            {text('royalties.unmatchedRows', {
              rows: groupedNumber(unmatched.rows),
              all: groupedNumber(unmatched.allRows),
            })}
          </span>
        ) : (
          text('royalties.allMatched')
        )}
      </Figure>
    </div>
  );
}

function growthText(growth: number): string {
  const percent = Math.abs(growth * 100);
  const digits = percent < 100 ? percent.toFixed(1) : groupedNumber(percent);
  return `${growth < 0 ? '−' : '+'}${digits} %`;
}

type FigureProps = {
  name: string;
  value: string;
  trend?: readonly number[];
  isQuiet?: boolean;
  action?: ReactNode;
  children: ReactNode;
};

function Figure({ name, value, trend = [], isQuiet = false, action, children }: FigureProps) {
  return (
    <section className={styles.figure} aria-label={name}>
      <h2>{name}</h2>
      <span className={styles.value}>
        <strong>{value}</strong>
        {trend.length > 1 && <Spark values={trend} isQuiet={isQuiet} />}
        {action}
      </span>
      <p>{children}</p>
    </section>
  );
}

const [width, height] = [72, 24];

/** How it went, without figures: those are in the chart and in the periods before. */
function Spark({ values, isQuiet }: { values: readonly number[]; isQuiet: boolean }) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * (width - 4) + 2;
    const y = most === least ? height / 2 : height - 3 - ((value - least) / (most - least)) * (height - 6);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return (
    <svg className={styles.spark} data-quiet={isQuiet} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={`M${points.join('L')}`} />
    </svg>
  );
}
