import type { LintRuleId } from '#shared/lint-rules.ts';
import type { LintInput } from '../lint-input.ts';

/** What a rule finds. */
export type Example = {
  rule: LintRuleId;
  what: string;
  bad: LintInput;
  /** Nearly the same, and right. */
  good?: LintInput;
  /** What the fix makes of it. */
  fixed?: Partial<Record<string, unknown>>;
};
