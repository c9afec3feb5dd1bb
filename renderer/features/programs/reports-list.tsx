import { useState } from 'react';
import type { ImportReport } from '#shared/contract/interop.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import { MissesList } from './misses-list.tsx';
import { baseName } from './programs.actions.ts';
import styles from './programs.module.css';

/** What was imported before, and what of it was not placed. */
export function ReportsList() {
  const text = useText();
  const { data: reports = [] } = useCall('interop.reports');
  if (reports.length === 0) return null;
  return (
    <section className={styles.section} aria-label={text('programs.reports')}>
      <h2 className={styles.sectionTitle}>{text('programs.reports')}</h2>
      <ul className={styles.rows}>
        {reports.map((report) => (
          <ReportItem key={report.id} report={report} />
        ))}
      </ul>
    </section>
  );
}

function ReportItem({ report }: { report: ImportReport }) {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useCall('interop.misses', { reportId: report.id, count: 100 }, { enabled: isOpen });
  const { matched, tracks } = report.counts;
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <span>{text('programs.report', { name: baseName(report.path), matched, tracks })}</span>
        <span className={styles.quiet}>
          {text('programs.lastAt', {
            format: text(`programs.format.${report.format}`),
            when: formatDayAndTime(report.at),
          })}
        </span>
      </div>
      {report.missCount > 0 && (
        <MissesList
          misses={data?.misses ?? []}
          total={report.missCount}
          reportId={report.id}
          onOpen={() => setIsOpen(true)}
        />
      )}
    </li>
  );
}
