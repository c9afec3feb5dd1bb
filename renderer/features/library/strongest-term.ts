import { removeTerm } from '#shared/query/edit-query.ts';
import { parseQuery } from '#shared/query/parse-query.ts';

/** A term of a query, and how many tracks are found without it. */
export type TermEffect = { term: string; rest: string; count: number };

/** Each term of the outermost level with the query that is left without it. */
export function queriesWithoutOne(text: string): { term: string; rest: string }[] {
  return parseQuery(text)
    .chips.filter((chip) => chip.kind !== 'sort')
    .map(({ range }) => ({ term: text.slice(range.start, range.end), rest: removeTerm(text, range) }));
}

/** The term that leaves out the most; null where no single one is to blame. */
export function strongestTerm(effects: readonly TermEffect[]): TermEffect | null {
  const strongest = effects.reduce<TermEffect | null>(
    (best, effect) => (effect.count > (best?.count ?? 0) ? effect : best),
    null,
  );
  return strongest;
}
