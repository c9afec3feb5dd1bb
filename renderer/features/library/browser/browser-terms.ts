import type { FacetField } from '#shared/contract/library/tracks.ts';
import { addTerm, removeTerm, replaceTerm } from '#shared/query/edit-query.ts';
import { quoteValue } from '#shared/query/format-query.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { ParsedQuery, QueryTerm } from '#shared/query/query-types.ts';

/**
 * What the column browser and the query say to each other: each pane writes one term, `genre:=House,"Deep house"`, so
 * that the search field shows it as a chip. Texts are asked for exactly, or the count beside "House" would not be kept.
 */

const exactFields: ReadonlySet<FacetField> = new Set(['genre', 'artist', 'album', 'label']);

/** The values of a field that the query asks for, as a pane can show them. */
export function paneValues(text: string, field: FacetField): string[] {
  return paneTerm(parseQuery(text), field)?.items.map((item) => item.text) ?? [];
}

/** The query that asks for these values of the field instead of the ones before; none means all. */
export function withPaneValues(text: string, field: FacetField, values: readonly string[]): string {
  const parsed = parseQuery(text);
  const present = paneTerm(parsed, field);
  if (values.length === 0) return present ? removeTerm(text, present.range) : text;
  const operator = exactFields.has(field) ? '=' : '';
  const term = `${field}:${operator}${values.map(quotedValue).join(',')}`;
  if (present) return replaceTerm(text, present.range, term);
  return addTerm(text, term, parsed.root?.kind === 'or');
}

/** The query without what these panes ask for: what a pane counts must not depend on its own choice. */
export function withoutPanes(text: string, fields: readonly FacetField[]): string {
  return fields.reduce((rest, field) => withPaneValues(rest, field, []), text);
}

function quotedValue(value: string): string {
  return value === '' ? '""' : quoteValue(value);
}

function paneTerm(parsed: ParsedQuery, field: FacetField): QueryTerm | undefined {
  // Beside an "or" a term does not narrow the whole list, so no pane may claim it.
  if (parsed.root?.kind === 'or') return undefined;
  for (const chip of parsed.chips) {
    if (chip.kind === 'term' && isPaneTerm(chip.term, field)) return chip.term;
  }
  return undefined;
}

function isPaneTerm(term: QueryTerm, field: FacetField): boolean {
  if (term.field !== field || term.isNegated || term.isFuzzy || term.error) return false;
  return term.operator === '=' || term.operator === '';
}
