import { mayDo } from '#shared/permissions/roles.ts';
import { useProfiles } from '../people/index.ts';

/** Whether whoever acts here keeps the rights; others only see them. */
export function useMayEditRights(): boolean {
  const role = useProfiles()?.role;
  return role !== undefined && role !== null && mayDo(role, 'editRights');
}
