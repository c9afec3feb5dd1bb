import type { View } from './route.ts';

/** Views that share one place in the sidebar, in the order of their tabs; the first one that is named opens with the area. */
export const areas = {
  studio: ['studio', 'dashboard', 'packs', 'series', 'ideas', 'statistics', 'achievements'],
  label: ['releases', 'deliveries', 'statements', 'royalties', 'analytics', 'rights'],
  time: ['time', 'day', 'projects', 'expenses', 'reports', 'approvals'],
} as const satisfies Record<string, readonly View[]>;

export type Area = keyof typeof areas;

/** The area a view belongs to; null where it stands for itself. */
export function areaOf(view: View): Area | null {
  const found = (Object.keys(areas) as Area[]).find((area) => (areas[area] as readonly View[]).includes(view));
  return found ?? null;
}
