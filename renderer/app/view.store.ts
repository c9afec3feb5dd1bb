import { create } from 'zustand';
import type { SortTerm } from '#shared/contract/library/tracks.ts';
import { updateSettings, useSettings } from '../api/settings.ts';
import { formatRoute, type Route, readRoute, type View } from './route.ts';

/** What the list on screen found, for the search field to say. */
export type LibraryResult = { total: number };

type ViewState = Route & {
  /** Entries of this window in the browser's history: how many lie before this one, and behind it. */
  historyIndex: number;
  historyLength: number;
  result: LibraryResult | null;
  /** The search field is about the list on screen: the library, or a playlist. */
  isSearchedHere: boolean;
};

function placeInHistory(): number {
  const state: unknown = history.state;
  const hasPlace = typeof state === 'object' && state !== null && 'place' in state;
  return hasPlace && typeof state.place === 'number' ? state.place : 0;
}

export const useView = create<ViewState>(() => ({
  ...readRoute(location.hash),
  historyIndex: placeInHistory(),
  historyLength: placeInHistory() + 1,
  result: null,
  isSearchedHere: false,
}));

/** Views whose search is about something else than the library's. */
function hasOwnText(view: View): boolean {
  return view === 'playlists' || view === 'studio';
}

/** What was searched for in the library when it was left. */
let libraryText = hasOwnText(useView.getState().view) ? '' : useView.getState().text;

/** Writing the address is limited by browsers, and a history of single letters helps nobody. */
const writeAfterMs = 300;
let writeTimer: ReturnType<typeof setTimeout> | undefined;
let writtenAt = Number.NEGATIVE_INFINITY;

function writeAddress(): void {
  clearTimeout(writeTimer);
  writtenAt = performance.now();
  history.replaceState({ place: useView.getState().historyIndex }, '', formatRoute(useView.getState()));
}

/** Goes to another place, as a step that "back" undoes. */
function goTo(route: Partial<Route>): void {
  writeAddress();
  const place = useView.getState().historyIndex + 1;
  useView.setState({ ...route, historyIndex: place, historyLength: place + 1 });
  history.pushState({ place }, '', formatRoute(useView.getState()));
}

/** The first change is written at once, so that a reload finds it; those that follow soon are written together. */
function change(route: Partial<Route>): void {
  useView.setState(route);
  if (performance.now() - writtenAt > writeAfterMs) writeAddress();
  clearTimeout(writeTimer);
  writeTimer = setTimeout(writeAddress, writeAfterMs);
}

/** Follows the back and forward buttons. Called once. */
export function followHistory(): () => void {
  const follow = () => {
    clearTimeout(writeTimer);
    useView.setState({ ...readRoute(location.hash), historyIndex: placeInHistory() });
  };
  window.addEventListener('popstate', follow);
  return () => window.removeEventListener('popstate', follow);
}

/** Goes to a view, or to one thing of it. */
export function showView(view: View, item: number | null = null): void {
  const now = useView.getState();
  if (now.view === view && now.item === item) return;
  if (now.view === 'library') libraryText = now.text;
  goTo({ view, item, text: hasOwnText(view) ? '' : libraryText });
}

/** Goes to the library as it was left; from there, to all of it. */
export function showLibrary(): void {
  if (useView.getState().view !== 'library') showView('library');
  else if (useView.getState().text !== '') showQuery('');
}

/** Shows the library with another query. */
export function showQuery(text: string): void {
  goTo({ view: 'library', item: null, text });
}

/** Typing searches the list on screen where it can be searched, else the library. */
export function setQueryText(text: string): void {
  const { view, isSearchedHere } = useView.getState();
  if (view === 'library' || isSearchedHere) change({ text });
  else showQuery(text);
}

export function currentQueryText(): string {
  return useView.getState().text;
}

/** The view on screen takes what is typed into the search field; fits an effect. */
export function searchHere(): () => void {
  useView.setState({ isSearchedHere: true });
  return () => useView.setState({ isSearchedHere: false });
}

export function setLibraryResult(result: LibraryResult | null): void {
  useView.setState({ result });
}

type LibraryQuery = {
  text: string;
  sort: SortTerm[];
  setText: (text: string) => void;
  setSort: (sort: SortTerm[]) => void;
};

/** What the library shows: the text of the search field, and the order. */
export function useLibraryQuery(): LibraryQuery {
  const text = useView((state) => state.text);
  const addressSort = useView((state) => state.sort);
  const { sort } = useSettings();
  return { text, sort: addressSort ?? sort, setText: setQueryText, setSort };
}

/** The order is remembered for the next start, and by the address for "back". */
function setSort(sort: SortTerm[]): void {
  change({ sort });
  void updateSettings({ sort });
}
