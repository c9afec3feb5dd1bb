import type { SortField, SortTerm } from '#shared/contract/library/tracks.ts';

/** How many levels clicks build up: the last one decides, the ones before break its ties. */
export const clickedLevels = 3;
/** How many a query may have in all. */
const mostLevels = 5;

type Direction = SortTerm['direction'];

/** Fields whose first click shows the largest on top: people look for new, loud, well rated. */
const descendingFirst: ReadonlySet<SortField> = new Set([
  'added',
  'rating',
  'plays',
  'lastplayed',
  'year',
  'bitrate',
  'energy',
  'danceability',
]);

export function firstDirection(field: SortField): Direction {
  return descendingFirst.has(field) ? 'descending' : 'ascending';
}

export function reversed(direction: Direction): Direction {
  return direction === 'ascending' ? 'descending' : 'ascending';
}

/** A plain click: the leading field is reversed, another one leads, and what led before breaks its ties. */
export function sortByClick(sort: readonly SortTerm[], field: SortField): SortTerm[] {
  const [first, ...rest] = sort;
  if (first?.field === field) return [{ field, direction: reversed(first.direction) }, ...rest];
  const earlier = sort.filter((term) => term.field !== field);
  return [{ field, direction: firstDirection(field) }, ...earlier].slice(0, clickedLevels);
}

/** A click with the modifier: adds a level at the end, or reverses the level there is. */
export function addSortLevel(sort: readonly SortTerm[], field: SortField): SortTerm[] {
  const level = sort.findIndex((term) => term.field === field);
  if (level < 0) return [...sort.slice(0, mostLevels - 1), { field, direction: firstDirection(field) }];
  return sort.map((term, index) => (index === level ? { field, direction: reversed(term.direction) } : term));
}

/** Chosen from a menu: this field leads in this direction. */
export function sortByChoice(sort: readonly SortTerm[], field: SortField, direction: Direction): SortTerm[] {
  const earlier = sort.filter((term) => term.field !== field);
  return [{ field, direction }, ...earlier].slice(0, clickedLevels);
}
