import type { Output } from '#shared/contract/index.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './analytics.module.css';
import { decimalText, monthName, shownAmount } from './analytics-words.ts';

/** What the next months might bring, and how that is reckoned. */
export function ProjectionNote({ overview }: { overview: Output<'analytics.overview'> }) {
  const text = useText();
  const { projection, currency } = overview;
  if (projection === null) return null;
  const growth = `${projection.growth > 0 ? '+' : ''}${decimalText(String(projection.growth))}`;
  return (
    <section className={styles.note}>
      <h2>{text('analytics.projection')}</h2>
      <dl className={styles.lines}>
        {projection.months.map(({ month, net }) => (
          <div key={month}>
            <dt>{monthName(text, month)}</dt>
            <dd title={`${decimalText(net)} ${currency}`}>≈ {shownAmount(net, currency)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>{text(`analytics.projection.${projection.method}`, { growth })}</p>
    </section>
  );
}
