import { useProfiles } from '../people/index.ts';

/** Whether whoever acts here plans projects; others only see them. */
export function useMayPlan(): boolean {
  const role = useProfiles()?.role;
  return role !== undefined && role !== 'employee';
}
