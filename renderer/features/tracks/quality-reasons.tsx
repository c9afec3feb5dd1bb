import type { QualityFindings } from '#shared/findings.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './quality-reasons.module.css';
import { reasonText } from './reason-text.ts';

/** What lowers the score of a file, and by how much. */
export function QualityReasons({ reasons }: Pick<QualityFindings, 'reasons'>) {
  const text = useText();
  if (reasons.length === 0) return <p className={styles.none}>{text('tracks.reasonNone')}</p>;
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={reason.code}>
          <span>{reasonText(reason, text)}</span>
          <span className={styles.cost}>{text('tracks.reasonCost', { cost: reason.cost })}</span>
        </li>
      ))}
    </ul>
  );
}
