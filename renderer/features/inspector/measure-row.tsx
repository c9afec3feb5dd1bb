import type { ReactNode } from 'react';
import { useText } from '../../messages/use-text.ts';
import { Meter } from '../../ui/index.ts';
import { formatPercent } from '../tracks/index.ts';
import styles from './analysis-section.module.css';

type MeasureRowProps = {
  name: string;
  /** Null where the value does not come from analysis. */
  confidence: number | null;
  /** Under it the value waits for a look. */
  limit: number;
  isLocked: boolean;
  /** What stands in place of the confidence where there is none. */
  note?: string | undefined;
  children: ReactNode;
};

/** A value with how sure it is, or that the user has set it. */
export function MeasureRow({ name, confidence, limit, isLocked, note, children }: MeasureRowProps) {
  const text = useText();
  const share = isLocked ? 1 : confidence;
  return (
    <div className={styles.measure}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{children}</span>
      <span>
        {share !== null && (
          <Meter
            label={text('inspector.confidence', { name })}
            value={share}
            valueText={isLocked ? text('inspector.locked') : formatPercent(share)}
            tone={isLocked ? 'neutral' : share < limit ? 'warn' : 'ok'}
          />
        )}
      </span>
      <span className={styles.note}>
        {isLocked ? text('inspector.locked') : confidence === null ? note : formatPercent(confidence)}
      </span>
    </div>
  );
}

type PlainRowProps = { name: string; note?: ReactNode; children: ReactNode };

/** A value that is measured, not judged. */
export function PlainRow({ name, note, children }: PlainRowProps) {
  return (
    <div className={styles.plain}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{children}</span>
      <span className={styles.note}>{note}</span>
    </div>
  );
}
