import type { ConfidenceParts, WarningKind } from '#shared/contract/organize.ts';
import { type ComposedPath, listFields, type Template, type TemplateField } from '#shared/name-template/index.ts';

const weights: Readonly<Record<keyof ConfidenceParts, number>> = {
  completeness: 0.25,
  pattern: 0.2,
  fileName: 0.15,
  noConflict: 0.15,
  source: 0.15,
  consistency: 0.1,
};
const warningCost = 0.15;

type Evidence = {
  template: Template;
  composed: ComposedPath;
  warnings: readonly WarningKind[];
  hasConflict: boolean;
  trustIn(field: TemplateField): number;
  /** Share of the files beside it with the same album that go the same way, 0 to 1. */
  consistency: number;
};

/** How sure a proposal is, and by what. A conflict makes it 0. */
export function weighProposal(evidence: Evidence): { confidence: number; parts: ConfidenceParts } {
  const { template, composed, warnings, hasConflict, trustIn, consistency } = evidence;
  const fields = listFields(template);
  const { used, assumed, droppedCount } = composed.rendered;
  const optionals = fields.filter(({ isOptional }) => isOptional).length;
  const parts: ConfidenceParts = {
    completeness: completenessOf(fields, used),
    pattern: clamp(1 - (optionals === 0 ? 0 : (0.3 * droppedCount) / optionals) - 0.5 * Math.min(1, assumed.length)),
    fileName: clamp(1 - nameFaults(composed.names?.at(-1) ?? '', warnings)),
    noConflict: hasConflict ? 0 : 1,
    source: used.length === 0 ? 0 : used.reduce((sum, field) => sum + trustIn(field), 0) / used.length,
    consistency,
  };
  const sum = Object.entries(weights).reduce(
    (total, [part, weight]) => total + weight * parts[part as keyof ConfidenceParts],
    0,
  );
  const cost = warnings.length > 0 ? warningCost : 0;
  return { confidence: hasConflict ? 0 : clamp(sum - cost), parts };
}

/** Share of the fields that have a value; what may be left out does not lack. */
function completenessOf(fields: ReturnType<typeof listFields>, used: readonly TemplateField[]): number {
  const isUsed = (names: readonly TemplateField[]) => names.some((name) => used.includes(name));
  const wanted = fields.filter(({ part, isOptional }) => !isOptional || isUsed(part.fields));
  return wanted.length === 0 ? 0 : wanted.filter(({ part }) => isUsed(part.fields)).length / wanted.length;
}

/** What makes a name look made by a machine, or cut. */
function nameFaults(name: string, warnings: readonly WarningKind[]): number {
  let faults = 0;
  if (warnings.includes('shortened')) faults += 0.4;
  if (warnings.includes('replaced') || warnings.includes('reserved')) faults += 0.2;
  if (!/\p{L}/u.test(name.replace(/\.[^.]*$/, ''))) faults += 0.4;
  if (/__|_-|--/.test(name)) faults += 0.2;
  return faults;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
