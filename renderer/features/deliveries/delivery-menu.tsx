import { Ellipsis } from 'lucide-react';
import type { Delivery } from '#shared/contract/deliveries.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Menu, MenuItem, MenuSeparator } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { buildPackages, meantOf, nameOf, removeDeliveries, scheduleDeliveries } from './deliveries.actions.ts';
import { openDeliveryDialog } from './deliveries.store.ts';

/** Everything that can be done with one delivery now; what its state does not allow is not there. */
export function DeliveryMenu({ delivery, isOpen = false }: { delivery: Delivery; isOpen?: boolean }) {
  const text = useText();
  const name = nameOf(delivery);
  const meant = meantOf([delivery]);
  const { id, outcomes, url } = delivery;
  const trigger = (
    <IconButton size="small" label={text('deliveries.more', { name })}>
      <Ellipsis size={14} />
    </IconButton>
  );
  return (
    <Menu label={text('deliveries.more', { name })} trigger={trigger} placement="bottom end">
      {!isOpen && <MenuItem text={text('deliveries.open')} onAction={() => showView('deliveries', id)} />}
      {!isOpen && (
        <MenuItem text={text('deliveries.openRelease')} onAction={() => showView('releases', delivery.releaseId)} />
      )}
      {url !== '' && <MenuItem text={text('deliveries.openPage')} href={url} target="_blank" rel="noreferrer" />}
      <MenuSeparator />
      {delivery.mayBuild && (
        <MenuItem
          text={text(delivery.state === 'uploading' ? 'deliveries.buildAgain' : 'deliveries.build')}
          onAction={() => void buildPackages([id])}
        />
      )}
      {delivery.maySchedule && (
        <MenuItem
          text={text('deliveries.schedule')}
          onAction={() => openDeliveryDialog({ kind: 'schedule', ...meant })}
        />
      )}
      {delivery.state === 'scheduled' && (
        <MenuItem
          text={text('deliveries.unschedule')}
          onAction={() => void attempt(() => scheduleDeliveries(meant, null))}
        />
      )}
      {delivery.mayHandOver && (
        <MenuItem
          text={text('deliveries.handOver')}
          onAction={() => openDeliveryDialog({ kind: 'handOver', ...meant })}
        />
      )}
      {outcomes.map((to) => (
        <MenuItem
          key={to}
          text={text('deliveries.markAsState', { state: text(`deliveries.state.${to}`) })}
          onAction={() => openDeliveryDialog({ kind: 'mark', outcomes, to, ...meant })}
        />
      ))}
      {delivery.mayUpdate && (
        <MenuItem
          text={text('deliveries.update')}
          onAction={() => openDeliveryDialog({ kind: 'send', what: 'update', ...meant })}
        />
      )}
      {delivery.mayTakeDown && (
        <MenuItem
          text={text('deliveries.takeDown')}
          onAction={() => openDeliveryDialog({ kind: 'send', what: 'takedown', ...meant })}
        />
      )}
      {delivery.mayRemove && (
        <MenuItem text={text('deliveries.remove')} onAction={() => void removeDeliveries(meant)} />
      )}
    </Menu>
  );
}
