import { mayDo } from '#shared/permissions/roles.ts';
import { useProfiles } from '../people/index.ts';

/** Whether whoever acts here delivers; others only see it. */
export function useMayDeliver(): boolean {
  const role = useProfiles()?.role;
  return role !== undefined && role !== null && mayDo(role, 'deliverReleases');
}
