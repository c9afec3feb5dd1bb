import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import styles from './accounts.module.css';

/** Where one is signed in. */
export function SessionList() {
  const text = useText();
  const { data: sessions = [] } = useCall('accounts.sessions');
  if (sessions.length === 0) return null;
  return (
    <section aria-label={text('accounts.sessions')}>
      <h2 className={styles.heading}>{text('accounts.sessions')}</h2>
      <ul className={styles.list}>
        {sessions.map(({ id, agent, seenAt }) => (
          <li key={id} className={styles.item}>
            <span className={styles.name}>{agent || text('accounts.unknownAgent')}</span>
            <span className={styles.quiet}>{formatDayAndTime(seenAt)}</span>
            <span className={styles.actions}>
              <Button size="small" onPress={() => void attempt(() => call('accounts.endSessions', { id }))}>
                {text('accounts.endSession')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <Button size="small" onPress={() => void attempt(() => call('accounts.endSessions', {}))}>
        {text('accounts.endAll')}
      </Button>
    </section>
  );
}
