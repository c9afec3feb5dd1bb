import type { DeliveryState } from '#shared/delivery/delivery-states.ts';
import { deliveryGroupOf } from '#shared/delivery/delivery-states.ts';
import { useText } from '../../messages/use-text.ts';
import { Tag } from '../../ui/index.ts';

const tones = { pending: 'plain', processing: 'accent', completed: 'ok', failed: 'error' } as const;

/** Where a delivery is, in a word and a colour. */
export function DeliveryTag({ state }: { state: DeliveryState }) {
  const text = useText();
  const tone = state === 'takenDown' ? 'plain' : state === 'liveWithIssues' ? 'warn' : tones[deliveryGroupOf(state)];
  return <Tag tone={tone}>{text(`deliveries.state.${state}`)}</Tag>;
}
