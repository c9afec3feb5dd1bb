import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { StoredFiles } from '../storage/index.ts';
import { ServiceCard } from './service-card.tsx';
import { ServiceTasks } from './service-tasks.tsx';
import styles from './services-panel.module.css';

/** The services on the net: what each would send, whether it is connected, and what waits for it. */
export function ServicesPanel() {
  const text = useText();
  const { data } = useCall('connectors.list');
  if (!data) return null;
  return (
    <div className={styles.panel}>
      <p className={styles.about}>{text('connectors.about')}</p>
      {!data.keepsSecrets && <p className={styles.about}>{text('connectors.secretsGo')}</p>}
      <ul className={styles.list} aria-label={text('connectors.list')}>
        {data.services.map((service) => (
          <ServiceCard key={service.id} service={service} />
        ))}
      </ul>
      <ServiceTasks />
      <StoredFiles />
    </div>
  );
}
