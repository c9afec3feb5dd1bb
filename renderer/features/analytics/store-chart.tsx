import type { Output } from '#shared/contract/index.ts';
import { useText } from '../../messages/use-text.ts';
import { AreaChart } from '../../ui/index.ts';
import styles from './analytics.module.css';
import { monthName, roughAmount, shortMonth, shownAmount, sumOf } from './analytics-words.ts';

/** Net receipts by month, stores standing on each other. */
export function StoreChart({ overview }: { overview: Output<'analytics.overview'> }) {
  const text = useText();
  const { currency, months, series } = overview;
  const label = text('analytics.chart', { currency });
  return (
    <section className={styles.chart}>
      <h2>{label}</h2>
      {months.length === 0 ? (
        <p className={styles.quiet}>{text('analytics.noMonth')}</p>
      ) : (
        <AreaChart
          label={label}
          pointsName={text('analytics.dimension.month')}
          series={series.map(({ key, label: name }) => ({ key, name: name || text('analytics.others') }))}
          points={months.map((month) => ({
            ...{ id: month, name: monthName(text, month), short: shortMonth(text, month) },
          }))}
          values={series.map(({ net }) => net.map(roughAmount))}
          valueText={(one, month) => shownAmount(series[one]?.net[month] ?? '0', currency)}
          totalText={(month) => shownAmount(sumOf(series.map(({ net }) => net[month] ?? '0')), currency)}
          totalName={text('analytics.total')}
          tickText={(value) => text('app.count', { count: value })}
        />
      )}
    </section>
  );
}
