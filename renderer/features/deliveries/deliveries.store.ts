import { create } from 'zustand';
import type { DeliveryId } from '#shared/contract/deliveries.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import type { DeliveryGroup, OutcomeState } from '#shared/delivery/delivery-states.ts';

export const deliveryParts = ['list', 'jobs', 'answers', 'stores'] as const;
export type DeliveryPart = (typeof deliveryParts)[number];

/** What a dialog is about: deliveries by their number, with a name for one of them. */
export type Meant = { ids: readonly DeliveryId[]; name: string };

export type DeliveryDialog =
  | ({ kind: 'mark'; outcomes: readonly OutcomeState[]; to?: OutcomeState } & Meant)
  | ({ kind: 'handOver' } & Meant)
  | ({ kind: 'schedule' } & Meant)
  | ({ kind: 'send'; what: 'update' | 'takedown' } & Meant)
  | { kind: 'choose'; releaseId: ReleaseId }
  | { kind: 'folders' }
  | { kind: 'outcomes'; file: { name: string; text: string } }
  | { kind: 'store'; key: string | null };

type DeliveriesState = {
  part: DeliveryPart;
  group: DeliveryGroup | 'all';
  text: string;
  selected: ReadonlySet<DeliveryId>;
  dialog: DeliveryDialog | null;
};

export const useDeliveries = create<DeliveriesState>(() => ({
  part: 'list',
  group: 'all',
  text: '',
  selected: new Set(),
  dialog: null,
}));

export function openDeliveryDialog(dialog: DeliveryDialog): void {
  useDeliveries.setState({ dialog });
}

export function closeDeliveryDialog(): void {
  useDeliveries.setState({ dialog: null });
}
