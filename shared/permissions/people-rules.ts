import type { MethodRule } from './method-rules.ts';

/** Who may call what of people, the workspace, accounts and notifications. */
export const peopleRules = {} as const satisfies Record<string, MethodRule>;
