import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, IconButton, Tag } from '../../ui/index.ts';
import styles from './deliveries.module.css';
import { openDeliveryDialog } from './deliveries.store.ts';
import { PartChoice } from './part-choice.tsx';

const columns = ['name', 'kind', 'through', 'lead', 'estimate', 'threshold', 'count'] as const;
const figures: readonly string[] = ['lead', 'estimate', 'threshold', 'count'];

/** The stores there are, with what is known or guessed of each. */
export function StoreTable({ mayDeliver }: { mayDeliver: boolean }) {
  const text = useText();
  const { data: stores } = useCall('platforms.list');
  const [words, setWords] = useState('');
  const shown = (stores ?? []).filter(({ name, distributor }) =>
    `${name} ${distributor}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  return (
    <>
      <div className={styles.bar}>
        <PartChoice />
        <span className={styles.filter}>
          <Field
            label={text('deliveries.stores.filter')}
            isLabelHidden
            placeholder={text('deliveries.stores.filter')}
            value={words}
            onChange={setWords}
            maxLength={100}
          />
        </span>
        <span className={styles.quiet}>{text('deliveries.stores.note')}</span>
      </div>
      <section className={styles.scroll} tabIndex={-1} aria-label={text('deliveries.stores.list')} data-pane-focus>
        <table className={styles.table} aria-label={text('deliveries.stores.list')}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-figure={figures.includes(column) || undefined}>
                  {text(`deliveries.stores.column.${column}`)}
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
            {shown.map((store) => (
              <tr key={store.key}>
                <td>
                  <span className={styles.what}>
                    {store.name}
                    {!store.isActive && <Tag>{text('deliveries.stores.inactive')}</Tag>}
                    {store.isOwn && <Tag tone="accent">{text('deliveries.stores.own')}</Tag>}
                    {store.isEdited && <Tag tone="accent">{text('deliveries.stores.edited')}</Tag>}
                  </span>
                </td>
                <td>{text(`deliveries.stores.kind.${store.kind}`)}</td>
                <td>{store.distributor}</td>
                <td data-figure>{text('deliveries.stores.days', { count: store.leadDays })}</td>
                <td data-figure>{store.estimate}</td>
                <td data-figure>{store.threshold}</td>
                <td data-figure>{store.deliveryCount === 0 ? '–' : store.deliveryCount}</td>
                {mayDeliver && (
                  <td>
                    <IconButton
                      size="small"
                      label={text('deliveries.stores.edit', { name: store.name })}
                      onPress={() => openDeliveryDialog({ kind: 'store', key: store.key })}
                    >
                      <Pencil size={14} />
                    </IconButton>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
