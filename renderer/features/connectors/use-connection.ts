import type { ServiceId, ServiceState } from '#shared/contract/connectors.ts';
import { useCall } from '../../api/query.ts';

/** One service as it is now; undefined until that is known. */
export function useConnection(id: ServiceId): ServiceState | undefined {
  const { data } = useCall('connectors.list');
  return data?.services.find((service) => service.id === id);
}
