import type { MethodRule } from './method-rules.ts';

/** Who may call what of projects, time, expenses, approvals and reports. */
export const timeRules = {} as const satisfies Record<string, MethodRule>;
