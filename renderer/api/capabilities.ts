import type { Output } from '#shared/contract/index.ts';
import { call } from './client.ts';
import { queryClient, useCall } from './query.ts';

type Capabilities = Output<'host.capabilities'>;

/** What this window's host can do; nothing until it has answered. */
export function useCapabilities(): Capabilities | undefined {
  return useCall('host.capabilities').data;
}

/** The same for actions, which wait for the answer. */
export function loadCapabilities(): Promise<Capabilities> {
  return queryClient.ensureQueryData({
    queryKey: ['host.capabilities', null],
    queryFn: () => call('host.capabilities'),
  });
}

/** What is known now, for what must be said at once. */
export function currentCapabilities(): Capabilities | undefined {
  return queryClient.getQueryData<Capabilities>(['host.capabilities', null]);
}
