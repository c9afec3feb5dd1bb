import type { RoyaltyOverview } from '#shared/contract/royalties.ts';
import { useText } from '../../messages/use-text.ts';
import { AreaChart } from '../../ui/index.ts';
import styles from './royalties.module.css';
import { amountText, longMonth, shortMonth } from './royalty-text.ts';

/** Net receipts by store over twelve months, with every value under the pointer or by arrow keys. */
export function ReceiptsChart({ overview }: { overview: RoyaltyOverview }) {
  const text = useText();
  const { chart, period } = overview;
  const { currency } = period;
  const label = text('royalties.byStore', { currency });
  const marked = chart.points.flatMap(({ month }, index) =>
    month >= period.fromMonth && month <= period.toMonth ? [index] : [],
  );
  const [from, to] = [marked[0], marked.at(-1)];
  const amountAt = (series: number, point: number) => chart.points[point]?.values[series] ?? '0';
  return (
    <div className={styles.chart}>
      <h2 className={styles.chartTitle}>{label}</h2>
      <AreaChart
        label={label}
        pointsName={text('royalties.month')}
        series={chart.stores.map(({ key, name, count }) => ({
          key,
          name: key === '' ? text('royalties.otherStores', { count }) : name,
        }))}
        points={chart.points.map(({ month }) => ({ id: month, name: longMonth(month), short: shortMonth(month) }))}
        values={chart.stores.map((_, series) => chart.points.map((_, point) => Number(amountAt(series, point))))}
        valueText={(series, point) => amountText(amountAt(series, point), currency)}
        totalText={(point) => amountText(sumText(chart.points[point]?.values ?? []), currency)}
        totalName={text('royalties.total')}
        tickText={(value) => value.toLocaleString('en')}
        marked={from === undefined || to === undefined ? undefined : { from, to, name: text('royalties.thisPeriod') }}
      />
    </div>
  );
}

/** Exact amounts, added exactly. */
function sumText(amounts: readonly string[]): string {
  const pico = amounts.reduce((sum, amount) => {
    const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
    const size = BigInt(whole + fraction.padEnd(12, '0'));
    return sum + (amount.startsWith('-') ? -size : size);
  }, 0n);
  const digits = String(pico < 0n ? -pico : pico).padStart(13, '0');
  return `${pico < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
}
