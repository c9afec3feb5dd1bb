import { X } from 'lucide-react';
import type { LintReport } from '#shared/contract/lint.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings } from '../../api/settings.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { EmptyState, IconButton, Tag } from '../../ui/index.ts';
import { DeliveryTag } from '../deliveries/index.ts';
import { ArtworkSection, NewsSection, QualitySection, SharesSection } from './pane-sections.tsx';
import { Timeline } from './pane-timeline.tsx';
import styles from './release-pane.module.css';

/** What stands between a release and its stores: days, stores, artwork, sound and splits. */
export function ReleasePane({ releaseId }: { releaseId: ReleaseId }) {
  const text = useText();
  const { data: report, error } = useCall('lint.run', { releaseId }, { keepsPrevious: true });
  return (
    <aside className={styles.pane} aria-label={text('lint.pane')}>
      <header className={styles.head}>
        <h2>{report ? paneTitle(text, report) : text('lint.pane')}</h2>
        <IconButton label={text('lint.close')} onPress={() => void updateSettings({ isInspectorOpen: false })}>
          <X size={16} />
        </IconButton>
      </header>
      {error && <EmptyState text={text('lint.failed', { reason: errorText(text, error.code) })} />}
      {report && (
        <div className={styles.content}>
          <Timeline report={report} />
          <Stores report={report} />
          <ArtworkSection releaseId={releaseId} report={report} />
          <QualitySection report={report} />
          <SharesSection report={report} />
          <NewsSection report={report} />
        </div>
      )}
    </aside>
  );
}

function paneTitle(text: ReturnType<typeof useText>, { stores, dates }: LintReport): string {
  const count = { stores: stores.length };
  if (dates === null) return text('lint.paneNoDate', count);
  return dates.daysToGo < 0 ? text('lint.paneOut', count) : text('lint.paneTitle', { ...count, days: dates.daysToGo });
}

const tones = { ready: 'ok', warnings: 'warn', blocked: 'error' } as const;

function Stores({ report: { stores } }: { report: LintReport }) {
  const text = useText();
  if (stores.length === 0) {
    return (
      <section className={styles.section} aria-label={text('lint.stores')}>
        <h3>{text('lint.stores')}</h3>
        <p className={styles.quiet}>{text('lint.noStores')}</p>
      </section>
    );
  }
  return (
    <section className={styles.section} aria-label={text('lint.stores')}>
      <table className={styles.stores}>
        <thead>
          <tr>
            <th scope="col">{text('lint.stores')}</th>
            <th scope="col" data-end>
              {text('lint.leadTime')}
            </th>
            <th scope="col" data-end>
              {text('lint.state')}
            </th>
          </tr>
        </thead>
        <tbody>
          {stores.map(({ store, name, state, delivery, leadDays, isLate, errors, warnings }) => (
            <tr key={store}>
              <th scope="row">{name}</th>
              <td data-end data-late={isLate || undefined}>
                {text('lint.days', { days: leadDays })}
              </td>
              <td data-end title={text('lint.storeErrors', { errors, warnings })}>
                {delivery === null || delivery === 'created' ? (
                  <Tag tone={tones[state]}>{text(`lint.store.${state}`)}</Tag>
                ) : (
                  <DeliveryTag state={delivery} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
