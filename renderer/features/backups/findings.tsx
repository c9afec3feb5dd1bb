import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Finding } from '#shared/contract/backups.ts';
import { useText } from '../../messages/use-text.ts';
import { formatBytes } from '../tracks/index.ts';
import styles from './backups-panel.module.css';

const icons = { well: CircleCheck, warning: TriangleAlert, bad: CircleAlert } as const;

/** What the doctor found, a sentence each. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const text = useText();
  return (
    <ul className={styles.findings} aria-label={text('backups.findings')}>
      {findings.map(({ check, outcome, count, detail }) => {
        const Icon = icons[outcome];
        const values = { count, detail, size: formatBytes(count) };
        return (
          <li key={check} className={styles.finding} data-outcome={outcome}>
            <Icon size={14} aria-hidden="true" />
            {text(`backups.found.${check}.${outcome === 'well' ? 'well' : 'bad'}`, values)}
          </li>
        );
      })}
    </ul>
  );
}
