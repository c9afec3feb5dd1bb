import { useState } from 'react';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import styles from './dialogs.module.css';
import { DifferenceList } from './difference-list.tsx';
import { rollBack } from './tracklists.actions.ts';
import { closeDialog, useTracklists } from './tracklists.store.ts';
import type { TracklistDetails } from './tracklists-data.ts';

/** The states a list had, what changed since each, and the way back. */
export function VersionsDialog({ details }: { details: TracklistDetails }) {
  const text = useText();
  const isOpen = useTracklists((state) => state.dialog === 'versions');
  const [picked, setPicked] = useState<number | null>(null);
  const { data: versions = [] } = useCall('tracklists.versions', { id: details.id }, { enabled: isOpen });
  const { data: differences } = useCall(
    'tracklists.compare',
    { id: details.id, from: picked ?? 0 },
    { enabled: isOpen && picked !== null },
  );
  return (
    <Dialog
      title={text('tracklists.versions')}
      isOpen={isOpen}
      onClose={() => {
        setPicked(null);
        closeDialog();
      }}
      size="large"
      footer={
        picked !== null &&
        differences?.some(({ kind }) => kind !== 'same') && (
          <Button
            kind="primary"
            onPress={() => {
              setPicked(null);
              void attempt(() => rollBack(details.id, picked));
            }}
          >
            {text('tracklists.rollBack', { number: picked })}
          </Button>
        )
      }
    >
      <div className={styles.versions}>
        <ul className={styles.versionList} aria-label={text('tracklists.versions')}>
          {versions.map(({ number, at, state, change, count }) => (
            <li key={number}>
              <button type="button" aria-pressed={picked === number} onClick={() => setPicked(number)}>
                <span>
                  {text('tracklists.version', { number })}{' '}
                  <Tag tone={state === 'published' ? 'ok' : 'plain'}>{text(`tracklists.version.${state}`)}</Tag>
                  {number === details.version && <Tag tone="accent">{text('tracklists.version.now')}</Tag>}
                </span>
                <span className={styles.quiet}>
                  {formatDayAndTime(at)}, {text(`tracklists.version.${change}`)},{' '}
                  {text('tracklists.summaryShort', { count })}
                </span>
              </button>
            </li>
          ))}
        </ul>
        <section className={styles.since} aria-label={text('tracklists.diff')}>
          {picked === null ? (
            <p className={styles.quiet}>{text('tracklists.version.pick')}</p>
          ) : (
            <>
              <h3>{text('tracklists.version.since', { number: picked })}</h3>
              {differences && <DifferenceList differences={differences} />}
            </>
          )}
        </section>
      </div>
    </Dialog>
  );
}
