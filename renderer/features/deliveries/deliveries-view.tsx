import { FolderCog, PackageCheck, Plus } from 'lucide-react';
import type { DeliveryId } from '#shared/contract/deliveries.ts';
import { deliveryGroups } from '#shared/delivery/delivery-states.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView, useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Field, Select } from '../../ui/index.ts';
import { AnswerList } from './answer-list.tsx';
import { BulkBar } from './bulk-bar.tsx';
import styles from './deliveries.module.css';
import { openDeliveryDialog, useDeliveries } from './deliveries.store.ts';
import { DeliveryDetails } from './delivery-details.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { JobList } from './job-list.tsx';
import { PartChoice } from './part-choice.tsx';
import { StoreTable } from './store-table.tsx';
import { useMayDeliver } from './use-may-deliver.ts';

/** Releases on their way to stores, or the delivery that is open. */
export function DeliveriesView() {
  const item = useView((state) => state.item);
  return item === null ? <AllDeliveries /> : <DeliveryDetails key={item} id={item as DeliveryId} />;
}

function AllDeliveries() {
  const text = useText();
  const part = useDeliveries((state) => state.part);
  const mayDeliver = useMayDeliver();
  return (
    <section className={styles.view} aria-label={text('deliveries.list')}>
      <AreaHead area="label">
        {mayDeliver && (
          <Button icon={<FolderCog size={16} />} onPress={() => openDeliveryDialog({ kind: 'folders' })}>
            {text('deliveries.folders')}
          </Button>
        )}
        {mayDeliver && part === 'stores' && (
          <Button icon={<Plus size={16} />} onPress={() => openDeliveryDialog({ kind: 'store', key: null })}>
            {text('deliveries.stores.add')}
          </Button>
        )}
      </AreaHead>
      {part === 'list' && <DeliveryPart mayDeliver={mayDeliver} />}
      {part === 'jobs' && <JobList mayDeliver={mayDeliver} />}
      {part === 'answers' && <AnswerList mayDeliver={mayDeliver} />}
      {part === 'stores' && <StoreTable mayDeliver={mayDeliver} />}
    </section>
  );
}

function DeliveryPart({ mayDeliver }: { mayDeliver: boolean }) {
  const text = useText();
  const { group, text: words, selected } = useDeliveries();
  const filter = { text: words, ...(group === 'all' ? {} : { group }) };
  const { data } = useCall('deliveries.list', filter, { keepsPrevious: true });
  if (!data) return null;
  const total = Object.values(data.groups).reduce((sum, count) => sum + count, 0);
  if (total === 0 && words === '') {
    return (
      <>
        <div className={styles.bar}>
          <PartChoice />
        </div>
        <EmptyState
          icon={<PackageCheck size={24} />}
          text={text('deliveries.empty')}
          action={<Button onPress={() => showView('releases')}>{text('deliveries.toReleases')}</Button>}
        />
      </>
    );
  }
  const chosen = data.deliveries.filter(({ id }) => selected.has(id));
  return (
    <>
      <div className={styles.bar}>
        <PartChoice />
        <Select
          label={text('deliveries.groups')}
          isLabelHidden
          value={group}
          options={(['all', ...deliveryGroups] as const).map((value) => ({
            value,
            text: text(`deliveries.group.${value}`, { count: value === 'all' ? total : data.groups[value] }),
          }))}
          onChange={(value) => useDeliveries.setState({ group: value })}
        />
        <span className={styles.filter}>
          <Field
            label={text('deliveries.filter')}
            isLabelHidden
            placeholder={text('deliveries.filter')}
            value={words}
            onChange={(value) => useDeliveries.setState({ text: value })}
            maxLength={200}
          />
        </span>
      </div>
      {mayDeliver && chosen.length > 0 && <BulkBar deliveries={chosen} />}
      {data.deliveries.length === 0 ? (
        <EmptyState
          text={text('deliveries.noneMatch')}
          action={
            <Button onPress={() => useDeliveries.setState({ group: 'all', text: '' })}>
              {text('deliveries.showAll')}
            </Button>
          }
        />
      ) : (
        <DeliveryTable deliveries={data.deliveries} mayDeliver={mayDeliver} />
      )}
    </>
  );
}
