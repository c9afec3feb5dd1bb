import type { Delivery, DeliveryId } from '#shared/contract/deliveries.ts';
import { showView } from '../../app/view.store.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Checkbox } from '../../ui/index.ts';
import { shortDay } from '../approvals/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import { nameOf } from './deliveries.actions.ts';
import styles from './deliveries.module.css';
import { useDeliveries } from './deliveries.store.ts';
import { DeliveryMenu } from './delivery-menu.tsx';
import { DeliveryTag } from './state-tag.tsx';

const columns = ['release', 'store', 'state', 'next', 'date'] as const;

type DeliveryTableProps = { deliveries: readonly Delivery[]; mayDeliver: boolean };

/** Releases and stores, one line for each pair. */
export function DeliveryTable({ deliveries, mayDeliver }: DeliveryTableProps) {
  const text = useText();
  const selected = useDeliveries((state) => state.selected);
  const count = deliveries.filter(({ id }) => selected.has(id)).length;
  const select = (ids: readonly DeliveryId[], isOn: boolean) => {
    const next = new Set(selected);
    for (const id of ids) isOn ? next.add(id) : next.delete(id);
    useDeliveries.setState({ selected: next });
  };
  return (
    <section className={styles.scroll} tabIndex={-1} aria-label={text('deliveries.list')} data-pane-focus>
      <table className={styles.table} aria-label={text('deliveries.list')}>
        <thead>
          <tr>
            {mayDeliver && (
              <th scope="col">
                <Checkbox
                  aria-label={text('deliveries.selectAll')}
                  isSelected={count > 0 && count === deliveries.length}
                  isIndeterminate={count > 0 && count < deliveries.length}
                  onChange={(isOn) =>
                    select(
                      deliveries.map(({ id }) => id),
                      isOn,
                    )
                  }
                />
              </th>
            )}
            {columns.map((column) => (
              <th key={column} scope="col" data-figure={column === 'date' || undefined}>
                {text(`deliveries.column.${column}`)}
              </th>
            ))}
            {mayDeliver && (
              <th scope="col">
                <span className={styles.hidden}>{text('deliveries.column.more')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.id} data-selected={selected.has(delivery.id) || undefined}>
              {mayDeliver && (
                <td>
                  <Checkbox
                    aria-label={text('deliveries.select', { name: nameOf(delivery) })}
                    isSelected={selected.has(delivery.id)}
                    onChange={(isOn) => select([delivery.id], isOn)}
                  />
                </td>
              )}
              <td>
                <span className={styles.what}>
                  <Button kind="link" onPress={() => showView('deliveries', delivery.id)}>
                    {delivery.title}
                  </Button>
                  <span className={styles.quiet}>{delivery.artist}</span>
                  <span className={styles.code}>{delivery.catalogueNumber}</span>
                </span>
              </td>
              <td>
                {delivery.storeName}
                {delivery.distributor !== '' && <span className={styles.quiet}> {delivery.distributor}</span>}
              </td>
              <td>
                <DeliveryTag state={delivery.state} />
              </td>
              <td className={styles.quiet}>{nextOf(text, delivery)}</td>
              <td data-figure>{delivery.releaseDate === '' ? '–' : shortDay(delivery.releaseDate)}</td>
              {mayDeliver && (
                <td>
                  <DeliveryMenu delivery={delivery} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What happens next by itself, or is wrong, or is to be asked. */
export function nextOf(text: Text, delivery: Delivery): string {
  const { scheduledAt, nextTryAt, errorCategory, followUpOn } = delivery;
  if (scheduledAt !== null) return text('deliveries.scheduledFor', { when: formatDayAndTime(scheduledAt) });
  if (nextTryAt !== null) return text('deliveries.triedAgain', { when: formatDayAndTime(nextTryAt) });
  if (errorCategory !== '') return text(`deliveries.error.${errorCategory}`);
  return followUpOn === '' ? '' : text('deliveries.askOn', { day: shortDay(followUpOn) });
}
