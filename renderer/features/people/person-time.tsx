import { Timer } from 'lucide-react';
import type { PersonId } from '#shared/contract/people.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { EmptyState } from '../../ui/index.ts';
import styles from './person-details.module.css';

/** How much somebody worked, and on what. */
export function PersonTime({ id }: { id: PersonId }) {
  const text = useText();
  const { data, error } = useCall('people.time', { id });
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (data?.totalMs === 0) return <EmptyState icon={<Timer size={20} />} text={text('people.noTime')} />;
  if (!data) return null;
  return (
    <>
      <dl className={styles.sums}>
        <dt>{text('people.timeTotal')}</dt>
        <dd>{formatHours(data.totalMs)}</dd>
        <dt>{text('people.timeRecent')}</dt>
        <dd>{formatHours(data.recentMs)}</dd>
      </dl>
      <ul className={styles.list} aria-label={text('people.timeBySong')}>
        {data.songs.map((song) => (
          <li key={song.id}>
            <button type="button" className={styles.line} onClick={() => showView('studio', song.id)}>
              <span className={styles.lineText}>{song.title}</span>
              <span className={styles.figure}>{formatHours(song.ms)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** 'h:mm', whole minutes. */
function formatHours(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
