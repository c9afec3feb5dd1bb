import { type SortField, type SortTerm, sortFields } from '#shared/contract/library/tracks.ts';

export const views = ['library', 'inbox', 'review', 'organize', 'duplicates', 'problems', 'history'] as const;
export type View = (typeof views)[number];

/** What the address of the window holds. Without an order the one of the settings counts. */
export type Route = { view: View; text: string; sort: SortTerm[] | null };

/** Reads `#/library?q=…&sort=title,-bpm`. Whatever it does not know is left out. */
export function readRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parameters = new URLSearchParams(search);
  const order = parameters.get('sort');
  return {
    view: views.find((view) => view === path) ?? 'library',
    text: parameters.get('q') ?? '',
    sort: order === null ? null : readSort(order),
  };
}

export function formatRoute({ view, text, sort }: Route): string {
  const parameters = new URLSearchParams();
  if (text !== '') parameters.set('q', text);
  if (sort) parameters.set('sort', sort.map(formatSortTerm).join(','));
  const search = parameters.toString();
  return `#/${view}${search === '' ? '' : `?${search}`}`;
}

function formatSortTerm({ field, direction }: SortTerm): string {
  return direction === 'ascending' ? field : `-${field}`;
}

function readSort(order: string): SortTerm[] {
  return order.split(',').flatMap((term): SortTerm[] => {
    const field = term.replace(/^-/, '');
    if (!isSortField(field)) return [];
    return [{ field, direction: term.startsWith('-') ? 'descending' : 'ascending' }];
  });
}

function isSortField(name: string): name is SortField {
  return sortFields.some((field) => field === name);
}
