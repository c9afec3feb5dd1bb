import { PackageCheck, Plus } from 'lucide-react';
import type { Delivery } from '#shared/contract/deliveries.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { shortDay } from '../approvals/index.ts';
import { buildPackages } from './deliveries.actions.ts';
import styles from './deliveries.module.css';
import { openDeliveryDialog } from './deliveries.store.ts';
import { DeliveryMenu } from './delivery-menu.tsx';
import { nextOf } from './delivery-table.tsx';
import { DeliveryTag } from './state-tag.tsx';
import { useMayDeliver } from './use-may-deliver.ts';

/** The stores that a release goes to: by when each should have it, where it is, and what can be done about it. */
export function ReleaseStores({ releaseId }: { releaseId: ReleaseId }) {
  const text = useText();
  const mayDeliver = useMayDeliver();
  const { data } = useCall('deliveries.ofRelease', { releaseId });
  if (!data) return null;
  const chosen = data.stores.filter(({ isChosen }) => isChosen);
  const buildable = chosen.flatMap(({ delivery }) => (delivery && isWaiting(delivery) ? [delivery.id] : []));
  const choose = (
    <Button icon={<Plus size={16} />} onPress={() => openDeliveryDialog({ kind: 'choose', releaseId })}>
      {text('deliveries.release.choose')}
    </Button>
  );
  if (chosen.length === 0) {
    return (
      <EmptyState
        icon={<PackageCheck size={24} />}
        text={text('deliveries.release.empty')}
        action={mayDeliver ? choose : undefined}
      />
    );
  }
  return (
    <div className={styles.view}>
      {mayDeliver && (
        <div className={styles.bar}>
          {choose}
          {buildable.length > 0 && (
            <Button onPress={() => void buildPackages(buildable)}>
              {text('deliveries.release.buildAll', { count: buildable.length })}
            </Button>
          )}
          {!data.isApproved && <span className={styles.warn}>{text('deliveries.release.notApproved')}</span>}
        </div>
      )}
      <section className={styles.scroll} tabIndex={-1} aria-label={text('deliveries.release.stores')}>
        <table className={styles.table} aria-label={text('deliveries.release.stores')}>
          <thead>
            <tr>
              <th scope="col">{text('deliveries.column.store')}</th>
              <th scope="col" data-figure>
                {text('deliveries.release.lead')}
              </th>
              <th scope="col">{text('deliveries.column.state')}</th>
              <th scope="col">{text('deliveries.column.next')}</th>
              {mayDeliver && (
                <th scope="col">
                  <span className={styles.hidden}>{text('deliveries.column.more')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {chosen.map((store) => (
              <tr key={store.key}>
                <td>
                  {store.name}
                  {store.distributor !== '' && <span className={styles.quiet}> {store.distributor}</span>}
                </td>
                <td data-figure>{text('deliveries.stores.days', { count: store.leadDays })}</td>
                <td>
                  {store.delivery ? <DeliveryTag state={store.delivery.state} /> : <DeliveryTag state="created" />}
                </td>
                <td className={styles.quiet}>
                  {(store.delivery && nextOf(text, store.delivery)) || (
                    <DeliverBy store={store} daysToGo={data.daysToGo} />
                  )}
                </td>
                {mayDeliver && <td>{store.delivery && <DeliveryMenu delivery={store.delivery} />}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Whether its package is to be built with those of the others: not what has one, nor what waits for its day. */
export function isWaiting({ mayBuild, state }: Pick<Delivery, 'mayBuild' | 'state'>): boolean {
  return mayBuild && state !== 'uploading' && state !== 'scheduled';
}

const handed: readonly string[] = ['pending', 'failed'];

type StoreLine = { leadDays: number; deliverBy: string; delivery: { group: string } | null };

/** Of what no store has yet. */
function DeliverBy({ store, daysToGo }: { store: StoreLine; daysToGo: number | null }) {
  const text = useText();
  if (daysToGo === null || (store.delivery && !handed.includes(store.delivery.group))) return null;
  const day = shortDay(store.deliverBy);
  return daysToGo < store.leadDays ? (
    <span className={styles.warn}>{text('deliveries.release.late', { day })}</span>
  ) : (
    text('deliveries.release.deliverBy', { day })
  );
}
