import type { LintInput } from './lint-input.ts';
import { lintRelease } from './lint-release.ts';

/** How many of the findings of before are gone. */
export function fixedFindings(before: LintInput, after: LintInput): number {
  const left = new Set(lintRelease(after).findings.map(({ id }) => id));
  return lintRelease(before).findings.filter(({ id }) => !left.has(id)).length;
}
