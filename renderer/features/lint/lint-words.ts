import type { LintFinding, LintFix } from '#shared/contract/lint.ts';
import type { Text } from '../../messages/use-text.ts';

const shown = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const withYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** '12 Feb' of 'yyyy-mm-dd'; empty for none. */
export function shortDate(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? '' : shown.format(at);
}

/** '12 Feb 2027' */
export function longDate(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? '' : withYear.format(at);
}

/** 'Track 4, title' */
export function placeText(text: Text, { place }: Pick<LintFinding, 'place'>): string {
  const field = text(`lint.field.${place.field}`);
  return place.of === 'track'
    ? text('lint.onTrack', { number: place.track + 1, field })
    : text('lint.onRelease', { field });
}

/** What it says of what it found. */
export function findingText(text: Text, { rule, values }: Pick<LintFinding, 'rule' | 'values'>): string {
  const { first } = values;
  const readable = typeof first === 'string' ? { ...values, first: longDate(first) } : values;
  return text(`findings.text.${rule}`, minus(readable));
}

/** Negative figures have the sign that typography wants. */
function minus(values: LintFinding['values']): LintFinding['values'] {
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    key === 'lufs' ? String(value).replace('-', '−') : value,
  ]);
  return Object.fromEntries(entries) as LintFinding['values'];
}

export function whyText(text: Text, { rule }: Pick<LintFinding, 'rule'>): string {
  return text(`whys.rule.${rule}`);
}

/** The first sentence of why, as it stands behind the carets. */
export function hintText(text: Text, finding: Pick<LintFinding, 'rule'>): string {
  return (whyText(text, finding).split(/(?<=[.;])\s/u)[0] ?? '').replace(/[.;]$/u, '');
}

/** What a button that fixes it is called. */
export function fixText(text: Text, { label, values }: LintFix): string {
  if (label === 'setTo') return text('lint.fix.setTo', { to: setToText(text, values) });
  if (label === 'changeTo') return text('lint.fix.changeTo', { to: values.to ?? '' });
  return text(`lint.fix.${label}`);
}

function setToText(text: Text, values: LintFix['values']): string {
  const { explicit, ai, kind, day, language } = values;
  if (explicit !== undefined) return text('lint.to.explicit');
  if (ai !== undefined) return text('lint.to.ai');
  if (kind === 'single' || kind === 'ep' || kind === 'album') return text(`lint.kind.${kind}`);
  return day !== undefined ? shortDate(String(day)) : String(language ?? '');
}
