import { useText } from '../../messages/use-text.ts';
import { Segmented } from '../../ui/index.ts';
import { deliveryParts, useDeliveries } from './deliveries.store.ts';

/** Which part of deliveries is on screen. */
export function PartChoice() {
  const text = useText();
  const part = useDeliveries((state) => state.part);
  return (
    <Segmented
      label={text('deliveries.parts')}
      value={part}
      options={deliveryParts.map((value) => ({ value, text: text(`deliveries.part.${value}`) }))}
      onChange={(value) => useDeliveries.setState({ part: value })}
    />
  );
}
