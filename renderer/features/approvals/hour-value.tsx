import type { Project } from '#shared/contract/projects.ts';
import { formatMoney } from '#shared/money.ts';
import { formatHours } from '#shared/time/duration.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { amountText } from './approval-text.ts';
import styles from './approvals.module.css';

/** What an hour of the project that earned most has earned. */
export function BestHourValue() {
  const { data: projects = [] } = useCall('projects.list', {});
  const [best] = projects
    .filter(({ burn }) => burn.hourMinor !== null)
    .sort((one, other) => other.burn.incomeMinor - one.burn.incomeMinor);
  return best ? <HourValue project={best} /> : null;
}

export function HourValue({ project: { name, currency, burn } }: { project: Project }) {
  const text = useText();
  if (burn.hourMinor === null) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.head}>{text('approvals.hourOf', { name })}</h2>
      <p className={styles.earned}>
        <b>{formatMoney(burn.hourMinor, currency)}</b> {text('approvals.hourUnit', { currency })}
      </p>
      <p className={styles.about}>
        {text('approvals.hourWhy', {
          hours: formatHours(burn.trackedMs),
          royalties: amountText(burn.royaltyMinor, currency),
          fees: amountText(burn.feeMinor, currency),
        })}
      </p>
    </section>
  );
}
