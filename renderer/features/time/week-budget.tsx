import type { TimeGroup } from '#shared/contract/time.ts';
import { formatMoney } from '#shared/money.ts';
import { useText } from '../../messages/use-text.ts';
import { Meter } from '../../ui/index.ts';
import styles from './week-table.module.css';

type WeekBudgetProps = { name: string; budget: NonNullable<TimeGroup['budget']> };

const nearlyUsed = 0.75;

/** How much of a project's budget is used: its hours, or its money where it has no hours. */
export function WeekBudget({ name, budget }: WeekBudgetProps) {
  const text = useText();
  const { spentMs, minutes, spentMinor, budgetMinor, currency } = budget;
  const share = minutes === null ? spentMinor / Math.max(1, budgetMinor ?? 1) : spentMs / 60_000 / Math.max(1, minutes);
  const said =
    minutes === null
      ? text('time.budget.money', {
          spent: formatMoney(spentMinor, currency),
          budget: formatMoney(budgetMinor ?? 0, currency),
        })
      : text('time.budget.hours', { spent: hours(spentMs / 3_600_000), budget: hours(minutes / 60) });
  const tone = share > 1 ? 'error' : share >= nearlyUsed ? 'warn' : 'neutral';
  return (
    <>
      <Meter label={text('time.budget.of', { name })} value={Math.min(1, share)} valueText={said} tone={tone} />
      <span className={styles.used} data-over={share > 1}>
        {said}
      </span>
    </>
  );
}

/** Hours with a digit where it says something: '62', '12.5'. */
function hours(value: number): string {
  const tenths = Math.round(value * 10) / 10;
  return Number.isInteger(tenths) ? String(tenths) : tenths.toFixed(1);
}
