import { type SortField, type SortTerm, sortFields } from '#shared/contract/library/tracks.ts';

export const views = [
  'library',
  'inbox',
  'review',
  'organize',
  'duplicates',
  'playlists',
  'tracklists',
  'generate',
  'programs',
  'problems',
  'history',
  'dashboard',
  'studio',
  'packs',
  'series',
  'ideas',
  'statistics',
  'achievements',
  'time',
  'day',
  'projects',
  'expenses',
  'reports',
  'approvals',
  'releases',
  'deliveries',
  'statements',
  'royalties',
  'analytics',
  'rights',
  'people',
  'notifications',
] as const;
export type View = (typeof views)[number];

/**
 * What the address of the window holds. `item` is the number of the playlist or tracklist that is open, where a view shows
 * one. Without an order the one of the settings counts.
 */
export type Route = { view: View; item: number | null; text: string; sort: SortTerm[] | null };

/** Reads `#/library?q=…&sort=title,-bpm` and `#/playlists/12`. Whatever it does not know is left out. */
export function readRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parameters = new URLSearchParams(search);
  const order = parameters.get('sort');
  const [name, item = ''] = path.split('/', 2);
  return {
    view: views.find((view) => view === name) ?? 'library',
    item: /^[1-9]\d{0,14}$/.test(item) ? Number(item) : null,
    text: parameters.get('q') ?? '',
    sort: order === null ? null : readSort(order),
  };
}

export function formatRoute({ view, item, text, sort }: Route): string {
  const parameters = new URLSearchParams();
  if (text !== '') parameters.set('q', text);
  if (sort) parameters.set('sort', sort.map(formatSortTerm).join(','));
  const search = parameters.toString();
  return `#/${view}${item === null ? '' : `/${item}`}${search === '' ? '' : `?${search}`}`;
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
