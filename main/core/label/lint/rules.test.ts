import { describe, expect, test } from 'vitest';
import { lintRuleIds } from '#shared/lint-rules.ts';
import { applyFix } from './apply-fix.ts';
import type { LintInput } from './lint-input.ts';
import { lintRelease } from './lint-release.ts';
import { allRules } from './rules/all-rules.ts';
import { sampleRelease } from './testing/sample-release.ts';
import { soundExamples } from './testing/sound-examples.ts';
import { titleExamples } from './testing/title-examples.ts';
import { valueExamples } from './testing/value-examples.ts';

const examples = [...titleExamples, ...valueExamples, ...soundExamples];

test('a release with nothing wrong has only its lead time to tell', () => {
  const { findings, stores } = lintRelease(sampleRelease());
  expect(findings.map(({ rule, severity, values }) => [rule, severity, values.days])).toEqual([
    ['lead-time', 'note', 84],
  ]);
  expect(new Set(stores.map(({ state }) => state))).toEqual(new Set(['ready']));
});

test('every rule stands once in the list, and has an example', () => {
  expect(allRules.map(({ id }) => id).sort()).toEqual([...lintRuleIds].sort());
  const shown = new Set(examples.map(({ rule }) => rule));
  expect(lintRuleIds.filter((id) => !shown.has(id))).toEqual([]);
});

const rulesOf = (input: LintInput) => new Set(lintRelease(input).findings.map(({ rule }) => rule));
const good = examples.flatMap((example) => (example.good ? [{ ...example, good: example.good }] : []));

describe('rules', () => {
  test.each(examples)('$rule: $what', ({ rule, bad, fixed }) => {
    const findings = lintRelease(bad).findings.filter((finding) => finding.rule === rule);
    expect(findings).not.toEqual([]);
    for (const { span, text, fix, id, severity } of findings) {
      if (span)
        expect([span[0] >= 0, span[1] > span[0], span[1] <= text.length], `${id} in ${text}`).toEqual([
          true,
          true,
          true,
        ]);
      if (fix?.change.kind !== 'patch') continue;
      const after = applyFix(bad, fix.change);
      expect(lintRelease(after).findings.map((finding) => finding.id)).not.toContain(id);
      const still = lintRelease(after).findings.filter(
        (finding) => finding.rule === rule && finding.severity === severity,
      );
      expect(still.length, `${rule} after its fix`).toBeLessThan(findings.length);
    }
    if (!fixed) return;
    const [finding] = findings;
    const change = finding?.fix?.change;
    if (!finding || change?.kind !== 'patch') throw new Error(`${rule} has no fix`);
    const after = applyFix(bad, change);
    const { place } = finding;
    expect(place.of === 'release' ? after.release : after.tracks[place.track]).toMatchObject(fixed);
  });

  test.each(good)('$rule: not when it is right ($what)', ({ rule, good: input }) => {
    expect(rulesOf(input)).not.toContain(rule);
  });
});
