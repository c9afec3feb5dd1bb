import type { ReleaseStateName } from '#shared/contract/releases.ts';

/** How the state of a release looks; its word stands in it. */
export const stateTone: Readonly<Record<ReleaseStateName, 'plain' | 'accent' | 'ok' | 'warn'>> = {
  draft: 'plain',
  submitted: 'accent',
  changesAsked: 'warn',
  approved: 'ok',
};
