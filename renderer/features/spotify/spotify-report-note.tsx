import { useState } from 'react';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import styles from './spotify.module.css';

/** How the last import or export ended, and what it could not place. */
export function SpotifyReportNote({ kind }: { kind: 'import' | 'export' }) {
  const text = useText();
  const { data: report } = useCall('spotify.report');
  const [isOpen, setIsOpen] = useState(false);
  if (report?.kind !== kind) return null;
  const { subject, matched, missed } = report;
  return (
    <section className={styles.report} aria-label={text('spotify.report')}>
      <p className={styles.about}>
        {text(kind === 'import' ? 'spotify.reportImport' : 'spotify.reportExport', {
          subject,
          matched,
          missed: missed.length,
        })}{' '}
        {missed.length > 0 && !isOpen && (
          <Button kind="link" size="small" onPress={() => setIsOpen(true)}>
            {text('spotify.showMissed')}
          </Button>
        )}
      </p>
      {isOpen && (
        <ul className={styles.lists}>
          {missed.map(({ artist, title, reason }) => (
            <li key={`${artist} ${title}`} className={styles.list}>
              {text('spotify.track', { artist, title })}
              <span className={styles.note}>{text(`spotify.reason.${reason}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
