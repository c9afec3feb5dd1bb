import type { MethodRule } from './method-rules.ts';

/** Who may call what of songs, packs, series, releases, ideas and achievements. */
export const studioRules = {
  'home.suggestions': 'viewStudio',
  'home.feed': 'viewStudio',
  'home.statistics': 'viewStudio',
  'home.drillYears': 'viewStudio',
  'achievements.list': 'viewStudio',
  'achievements.leaders': 'viewStudio',
} as const satisfies Record<string, MethodRule>;
