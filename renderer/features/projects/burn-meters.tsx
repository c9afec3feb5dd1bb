import type { Project } from '#shared/contract/projects.ts';
import { formatMoney } from '#shared/money.ts';
import { useText } from '../../messages/use-text.ts';
import { Meter } from '../../ui/index.ts';
import styles from './projects.module.css';

const warnAt = 0.8;

/** How much of its budgets a project has used: hours, and money with expenses. */
export function BurnMeters({ project }: { project: Project }) {
  const text = useText();
  const { name, burn, budgetMinutes, budgetMinor, currency } = project;
  return (
    <span className={styles.burn}>
      {burn.hoursShare !== null && (
        <Burn
          label={text('projects.hoursBurn', { name })}
          share={burn.hoursShare}
          said={text('projects.hoursOf', {
            used: hours(burn.trackedMs / 3_600_000),
            all: hours((budgetMinutes ?? 0) / 60),
          })}
        />
      )}
      {burn.moneyShare !== null && (
        <Burn
          label={text('projects.moneyBurn', { name })}
          share={burn.moneyShare}
          said={text('projects.moneyOf', {
            used: formatMoney(burn.spentMinor, currency),
            all: formatMoney(budgetMinor ?? 0, currency),
            currency,
          })}
        />
      )}
    </span>
  );
}

function Burn({ label, share, said }: { label: string; share: number; said: string }) {
  const tone = share > 1 ? 'error' : share >= warnAt ? 'warn' : 'neutral';
  return (
    <span className={styles.burnOne} data-over={share > 1}>
      <Meter label={label} value={Math.min(1, share)} valueText={said} tone={tone} />
      <span>{said}</span>
    </span>
  );
}

/** '62', '12.5'. */
export function hours(value: number): string {
  const tenths = Math.round(value * 10) / 10;
  return Number.isInteger(tenths) ? String(tenths) : tenths.toFixed(1);
}
