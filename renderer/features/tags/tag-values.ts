import type { TagFieldState } from '#shared/contract/tags.ts';
import { cleanValues, type EditField, isMultiValue, longFields, type ValueFault } from '#shared/tags/edit-fields.ts';

/** Between values of a list where they are typed in one line. */
const divider = '; ';

export function isLongField(field: EditField): boolean {
  return (longFields as readonly string[]).includes(field);
}

/** Values as one line to type in. */
export function typedText(values: readonly string[]): string {
  return values.join(divider);
}

/** What was typed, as values, or what is wrong with it. */
export function readTyped(
  field: EditField,
  typed: string,
): { values: string[] } | { fault: ValueFault; value: string } {
  return cleanValues(field, isMultiValue(field) ? typed.split(';') : [typed]);
}

/** What stands in an empty editor of tracks that differ: a range of numbers, or nothing but that they differ. */
export function variousText(state: TagFieldState | undefined, various: string): string {
  if (!state || state.values !== null) return '';
  if (!state.range) return various;
  const [low, high] = state.range;
  return low === high ? `${low}, –` : `${low}–${high}`;
}
