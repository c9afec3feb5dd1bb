import {
  type LintRuleId,
  type LintSeverity,
  lintRuleIds,
  lintSeverities,
  releaseLintFields,
  type StoreLintState,
  trackLintFields,
} from '#shared/lint-rules.ts';
import type { Finding, Place, Problem, Rule } from './finding.ts';
import type { LintInput } from './lint-input.ts';
import { allRules } from './rules/all-rules.ts';
import { type StoreProfile, storeProfile } from './store-profiles.ts';

export type StoreVerdict = { store: string; state: StoreLintState; errors: number; warnings: number };

export type LintResult = {
  /** Errors first, then warnings, then notes; among them by place. Those that are ignored stand at the end. */
  findings: Finding[];
  /** Of the stores that the release goes to, in their order. */
  stores: StoreVerdict[];
};

/** Looks at a release with all rules. Pure; the same input has the same findings. */
export function lintRelease(input: LintInput): LintResult {
  const profiles = input.release.stores.map(storeProfile);
  const ignored = new Map(input.release.ignored.map(({ rule, place, reason }) => [`${rule} ${place}`, reason]));
  const findings = allRules
    .flatMap((rule) => rule.check(input).flatMap((problem) => judge(rule, problem, input, profiles)))
    .map((finding) => ({ ...finding, ignored: finding.canIgnore ? (ignored.get(finding.id) ?? null) : null }))
    .sort(byWeight);
  return { findings, stores: profiles.map(({ key }) => verdict(key, findings)) };
}

/** Under which an ignored finding is kept: `rule` and `place` of `ignored` in the input. */
export function ignoreKey({ id, rule }: Pick<Finding, 'id' | 'rule'>): { rule: LintRuleId; place: string } {
  return { rule, place: id.slice(rule.length + 1) };
}

/** What a problem is to the chosen stores; nothing where it is nothing to any of them. */
function judge(rule: Rule, problem: Problem, input: LintInput, profiles: readonly StoreProfile[]): Finding[] {
  const base = problem.severity ?? rule.severity;
  const at = (store: StoreProfile): LintSeverity | null => {
    if (rule.isStyle && !store.hasStyleGuide) return null;
    return problem.severityAt ? problem.severityAt(store) : base;
  };
  const stores = profiles.flatMap((store) => {
    const severity = at(store);
    return severity === null ? [] : [{ store: store.key, severity }];
  });
  if (profiles.length > 0 && stores.length === 0) return [];
  const severity = stores.length === 0 ? base : worst(stores.map((store) => store.severity));
  const text = fieldText(input, problem.place);
  return [
    {
      id: `${rule.id} ${placeKey(input, problem.place)}#${hash(`${text}\n${problem.span?.join() ?? ''}`)}`,
      rule: rule.id,
      severity,
      place: problem.place,
      values: problem.values ?? {},
      text,
      span: problem.span ?? null,
      fix: problem.fix ?? null,
      canIgnore: rule.canIgnore,
      ignored: null,
      stores,
    },
  ];
}

const weight = (severity: LintSeverity) => lintSeverities.indexOf(severity);

function worst(severities: readonly LintSeverity[]): LintSeverity {
  return severities.reduce((worse, one) => (weight(one) < weight(worse) ? one : worse));
}

const ruleOrder = new Map(lintRuleIds.map((id, index) => [id as string, index]));

/** Tracks in their order, then the release. */
function byWeight(a: Finding, b: Finding): number {
  return (
    Number(a.ignored !== null) - Number(b.ignored !== null) ||
    weight(a.severity) - weight(b.severity) ||
    order(a.place) - order(b.place) ||
    (ruleOrder.get(a.rule) ?? 0) - (ruleOrder.get(b.rule) ?? 0) ||
    (a.span?.[0] ?? 0) - (b.span?.[0] ?? 0)
  );
}

function order(place: Place): number {
  return place.of === 'release'
    ? 1_000_000 + releaseLintFields.indexOf(place.field)
    : (place.track + 1) * 100 + trackLintFields.indexOf(place.field);
}

/** The text of a field as it is typed; empty where a field has none. */
function fieldText({ release, tracks }: LintInput, place: Place): string {
  if (place.of === 'release') {
    const { field } = place;
    switch (field) {
      case 'artists':
        return release.artists.map(({ name }) => name).join(', ');
      case 'artwork':
      case 'stores':
      case 'territories':
      case 'tracks':
        return '';
      default:
        return release[field];
    }
  }
  const track = tracks[place.track];
  if (!track) return '';
  switch (place.field) {
    case 'artists':
      return track.artists.map(({ name }) => name).join(', ');
    case 'file':
    case 'loudness':
      return track.audio?.fileName ?? '';
    case 'credits':
    case 'shares':
      return '';
    default:
      return track[place.field];
  }
}

function placeKey({ tracks }: LintInput, place: Place): string {
  return place.of === 'release' ? `release.${place.field}` : `recording-${tracks[place.track]?.id ?? 0}.${place.field}`;
}

/** FNV-1a: what is ignored is ignored for a text, not for whatever stands there later. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value.toString(36);
}

function verdict(store: string, findings: readonly Finding[]): StoreVerdict {
  const severities = findings.flatMap((finding) =>
    finding.ignored === null ? finding.stores.filter((at) => at.store === store).map(({ severity }) => severity) : [],
  );
  const errors = severities.filter((severity) => severity === 'error').length;
  const warnings = severities.filter((severity) => severity === 'warning').length;
  return { store, errors, warnings, state: errors > 0 ? 'blocked' : warnings > 0 ? 'warnings' : 'ready' };
}
