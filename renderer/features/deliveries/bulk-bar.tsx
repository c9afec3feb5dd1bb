import type { Delivery } from '#shared/contract/deliveries.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { buildPackages, meantOf, removeDeliveries } from './deliveries.actions.ts';
import styles from './deliveries.module.css';
import { openDeliveryDialog } from './deliveries.store.ts';

/** What can be done with all that are selected; what one of them does not allow is off. */
export function BulkBar({ deliveries }: { deliveries: readonly Delivery[] }) {
  const text = useText();
  const meant = meantOf(deliveries);
  const [first] = deliveries;
  const outcomes = (first?.outcomes ?? []).filter((to) => deliveries.every((each) => each.outcomes.includes(to)));
  const all = (may: 'mayBuild' | 'maySchedule' | 'mayHandOver' | 'mayUpdate' | 'mayTakeDown' | 'mayRemove') =>
    deliveries.every((each) => each[may]);
  return (
    <div className={styles.bulk}>
      <span>{text('deliveries.selected', { count: deliveries.length })}</span>
      <Button size="small" isDisabled={!all('mayBuild')} onPress={() => void buildPackages(meant.ids)}>
        {text('deliveries.build')}
      </Button>
      <Button
        size="small"
        isDisabled={!all('maySchedule')}
        onPress={() => openDeliveryDialog({ kind: 'schedule', ...meant })}
      >
        {text('deliveries.schedule')}
      </Button>
      <Button
        size="small"
        isDisabled={!all('mayHandOver')}
        onPress={() => openDeliveryDialog({ kind: 'handOver', ...meant })}
      >
        {text('deliveries.handOver')}
      </Button>
      <Button
        size="small"
        isDisabled={outcomes.length === 0}
        onPress={() => openDeliveryDialog({ kind: 'mark', outcomes, ...meant })}
      >
        {text('deliveries.markAs')}
      </Button>
      <Button
        size="small"
        isDisabled={!all('mayUpdate')}
        onPress={() => openDeliveryDialog({ kind: 'send', what: 'update', ...meant })}
      >
        {text('deliveries.update')}
      </Button>
      <Button
        size="small"
        isDisabled={!all('mayTakeDown')}
        onPress={() => openDeliveryDialog({ kind: 'send', what: 'takedown', ...meant })}
      >
        {text('deliveries.takeDown')}
      </Button>
      <Button size="small" isDisabled={!all('mayRemove')} onPress={() => void removeDeliveries(meant)}>
        {text('deliveries.remove')}
      </Button>
    </div>
  );
}
