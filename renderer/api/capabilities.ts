import type { Output } from '#shared/contract/index.ts';
import { queryClient, useCall } from './query.ts';

type Capabilities = Output<'host.capabilities'>;

/** What this window's host can do; nothing until it has answered. */
export function useCapabilities(): Capabilities | undefined {
  return useCall('host.capabilities').data;
}

/** The same outside of components. */
export function currentCapabilities(): Capabilities | undefined {
  return queryClient.getQueryData<Capabilities>(['host.capabilities', null]);
}
