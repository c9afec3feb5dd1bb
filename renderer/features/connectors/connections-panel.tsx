import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { StoredFiles } from '../storage/index.ts';
import { ConnectionCard } from './connection-card.tsx';
import styles from './connections.module.css';
import { WaitingTasks } from './waiting-tasks.tsx';

/** The services on the net: what each would send, whether it is connected, and what waits for it. */
export function ConnectionsPanel() {
  const text = useText();
  const { data } = useCall('connectors.list');
  if (!data) return null;
  return (
    <div className={styles.panel}>
      <p className={styles.about}>{text('connectors.about')}</p>
      {!data.keepsSecrets && <p className={styles.about}>{text('connectors.secretsGo')}</p>}
      <ul className={styles.list} aria-label={text('connectors.list')}>
        {data.services.map((service) => (
          <ConnectionCard key={service.id} service={service} />
        ))}
      </ul>
      <WaitingTasks />
      <StoredFiles />
    </div>
  );
}
