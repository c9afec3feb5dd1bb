import { type FacetField, facetFields } from '#shared/contract/library/tracks.ts';
import { foldText } from '#shared/fold-text.ts';
import { fieldDefinition, findField, type QueryField, queryFieldNames } from '#shared/query/fields.ts';
import { quoteValue } from '#shared/query/format-query.ts';

/** What could be typed next. `start` is where the completed text begins in the draft. */
export type Completion = { kind: 'field'; start: number; prefix: string } | ValueCompletion;
export type ValueCompletion = { kind: 'value'; start: number; field: QueryField; prefix: string };

export const maxSuggestions = 8;

const fieldAtEnd = /(?:^|[\s(])[-^!]?~?(\p{L}+)$/u;
const valueAtEnd = /(?:^|[\s(])[-^!]?~?(\p{L}+):(?:[^\s"]*,|[^\s"]*"[^"]*",)?("[^"]*|[^\s",=<>:.*]*)$/u;

/** What the end of the draft begins: the name of a field, or one of its values. */
export function completionAt(draft: string): Completion | null {
  const value = valueAtEnd.exec(draft);
  if (value) {
    const [, name = '', typed = ''] = value;
    const field = findField(name);
    if (!field) return null;
    return { kind: 'value', field, start: draft.length - typed.length, prefix: typed.replace(/^"/, '') };
  }
  const prefix = fieldAtEnd.exec(draft)?.[1];
  return prefix === undefined ? null : { kind: 'field', start: draft.length - prefix.length, prefix };
}

export function fieldSuggestions(prefix: string): QueryField[] {
  const begun = prefix.toLowerCase();
  return queryFieldNames.filter((name) => name.startsWith(begun)).slice(0, maxSuggestions);
}

/** Values that do not depend on the library: those of `is:` and `has:`. */
export function fixedValues({ field, prefix }: ValueCompletion): string[] {
  const definition = fieldDefinition(field);
  if (definition.kind !== 'flag') return [];
  return Object.keys(definition.values).filter((value) => value.startsWith(prefix.toLowerCase()));
}

/** The field the library can list values of; keys are quicker typed than chosen. */
export function listedField(field: QueryField): FacetField | null {
  if (field === 'key') return null;
  return facetFields.find((listed) => listed === field) ?? null;
}

/** Names of playlists that begin so, or have it in them, each once. */
export function playlistNames(
  playlists: readonly { name: string; kind: string }[],
  { field, prefix }: ValueCompletion,
): string[] {
  const begun = foldText(prefix);
  const asked = playlists.filter(
    ({ kind, name }) => (field === 'crate' ? kind === 'crate' : true) && foldText(name).includes(begun),
  );
  const names = [...new Set(asked.map(({ name }) => name))].map((value) => ({ value }));
  return byBeginning(names, prefix)
    .slice(0, maxSuggestions)
    .map(({ value }) => value);
}

/** Values that begin with what was typed come first; else the library's order stays. */
export function byBeginning<Value extends { value: string }>(values: readonly Value[], prefix: string): Value[] {
  const begun = foldText(prefix);
  const rank = ({ value }: Value) => (foldText(value).startsWith(begun) ? 0 : 1);
  return [...values].sort((first, second) => rank(first) - rank(second));
}

/** The query whose tracks have the values that begin so. */
export function valueQuery({ field, prefix }: ValueCompletion): string {
  return prefix === '' ? '' : `${field}:${quoteValue(prefix)}`;
}

/** The draft with the field's name in it; its value comes next. */
export function withField(draft: string, { start }: Completion, field: QueryField): string {
  return `${draft.slice(0, start)}${field}:`;
}

/** The draft with the value in it, and a space that makes a chip of the term. */
export function withValue(draft: string, { start }: Completion, value: string): string {
  return `${draft.slice(0, start)}${writtenValue(value)} `;
}

function writtenValue(value: string): string {
  return /^[\p{L}\p{N}]+$/u.test(value) ? value : quoteValue(value);
}
