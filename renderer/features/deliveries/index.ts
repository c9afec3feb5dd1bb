export { buildPackages } from './deliveries.actions.ts';
export { registerDeliveryCommands } from './deliveries.commands.ts';
export { DeliveriesView } from './deliveries-view.tsx';
export { DeliveryDialogs } from './delivery-dialogs.tsx';
export { ReleaseFiles } from './release-files.tsx';
export { isWaiting, ReleaseStores } from './release-stores.tsx';
export { DeliveryTag } from './state-tag.tsx';
export { useMayDeliver } from './use-may-deliver.ts';
