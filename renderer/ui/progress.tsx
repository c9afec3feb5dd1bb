import { Meter as RacMeter, ProgressBar as RacProgressBar } from 'react-aria-components';
import styles from './progress.module.css';

type Tone = 'accent' | 'neutral' | 'ok' | 'warn' | 'error';

type ProgressBarProps = {
  label: string;
  /** 0 to 1; null while the whole is not known. */
  value: number | null;
  tone?: Tone;
};

/** A bar for work under way. Its figures stand beside it in words. */
export function ProgressBar({ label, value, tone = 'accent' }: ProgressBarProps) {
  const share = Math.max(0, Math.min(1, value ?? 0));
  return (
    <RacProgressBar
      aria-label={label}
      className={styles.bar ?? ''}
      value={share * 100}
      {...(value === null ? { isIndeterminate: true } : {})}
    >
      <span className={`${styles.fill} ${styles[tone]}`} style={{ width: `${share * 100}%` }} />
    </RacProgressBar>
  );
}

type MeterProps = { label: string; value: number; valueText?: string; tone?: Tone };

/** A measured share, such as a confidence, between 0 and 1. */
export function Meter({ label, value, valueText, tone = 'neutral' }: MeterProps) {
  return (
    <RacMeter
      aria-label={label}
      className={`${styles.bar} ${styles.thin}`}
      value={value * 100}
      {...(valueText ? { valueLabel: valueText } : {})}
    >
      <span className={`${styles.fill} ${styles[tone]}`} style={{ width: `${value * 100}%` }} />
    </RacMeter>
  );
}
