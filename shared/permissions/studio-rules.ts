import type { MethodRule } from './method-rules.ts';

/** Who may call what of songs, packs, series, releases, ideas and achievements. */
export const studioRules = {} as const satisfies Record<string, MethodRule>;
