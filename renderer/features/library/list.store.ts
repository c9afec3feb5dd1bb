import { create } from 'zustand';
import type { Output } from '#shared/contract/index.ts';
import type { SortTerm } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { text as say } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import type { ListRow } from './list-row.ts';
import { type ListSource, type OpenedEntries, type OpenedList, openSource, queryOf } from './list-source.ts';
import { RowPages } from './row-pages.ts';

type OpenedView = Output<'tracks.openView'>;

/** The list on screen. Old rows stay until the rows of a newer view are here. */
export type ListState = {
  /** Null until the first view is open. */
  view: string | null;
  total: number;
  summary: OpenedView['summary'];
  errors: OpenedView['errors'];
  source: ListSource;
  /** The query of the source; empty where it has none. */
  text: string;
  /** Of a playlist: its entries in the order shown. */
  entries: OpenedEntries | null;
  sort: readonly SortTerm[];
  isOpening: boolean;
  failure: AppError | null;
  /** Counts up whenever rows of the view arrive or change. */
  version: number;
  /** Tracks that came into the library since the view was opened. */
  newCount: number;
  /** The row a newly opened view is shown from; null leaves the scroll offset as it is. */
  firstRow: number | null;
  /** The row to bring into sight; a new object each time it is asked for. */
  revealed: { index: number } | null;
};

export const useList = create<ListState>(() => ({
  view: null,
  total: 0,
  summary: { count: 0, durationMs: 0, sizeBytes: 0 },
  errors: [],
  source: { kind: 'query', text: '' },
  text: '',
  entries: null,
  sort: [],
  isOpening: false,
  failure: null,
  version: 0,
  newCount: 0,
  firstRow: null,
  revealed: null,
}));

export function revealRow(index: number): void {
  useList.setState({ revealed: { index } });
}

/** What is visible, for loading and refreshing rows. */
let visible = { first: 0, last: 50 };
let pages: RowPages | null = null;
let newest = 0;

export function rowAt(index: number): ListRow | undefined {
  return pages?.row(index);
}

export function isLoaded(index: number): boolean {
  return pages?.isLoaded(index) ?? false;
}

/** Opens a list. A newer call ends an older one; what is on screen stays until then. */
export async function openList(source: ListSource, sort: readonly SortTerm[]): Promise<void> {
  const { source: oldSource, sort: oldSort, view } = useList.getState();
  const isSame = view !== null && JSON.stringify([source, sort]) === JSON.stringify([oldSource, oldSort]);
  await open(source, sort, isSame ? visible.first : 0, isSame);
}

/** What was asked for last, which may still be on its way. */
let wanted: Pick<ListState, 'source' | 'sort'> | null = null;

/** Opens the same list again: new tracks join, removed ones leave. The place in the list stays. */
export async function reopenList(): Promise<void> {
  const { source, sort, view } = useList.getState();
  const isOnScreen = view !== null && JSON.stringify([wanted?.source, wanted?.sort]) === JSON.stringify([source, sort]);
  if (wanted) await open(wanted.source, wanted.sort, isOnScreen ? visible.first : 0, isOnScreen);
}

async function open(
  source: ListSource,
  sort: readonly SortTerm[],
  firstRow: number,
  isPlaceKept: boolean,
): Promise<void> {
  const request = ++newest;
  wanted = { source, sort };
  useList.setState({ isOpening: true });
  try {
    const { fetchRows, ...opened } = await openSource(source, sort);
    if (request !== newest) return;
    const fresh = createPages(opened, fetchRows);
    const last = Math.min(opened.total - 1, firstRow + (visible.last - visible.first));
    if (opened.total > 0) await fresh.show(Math.min(firstRow, Math.max(0, last)), Math.max(0, last));
    if (request !== newest) return fresh.close();
    pages?.close();
    pages = fresh;
    useList.setState(({ version }) => ({
      ...opened,
      source,
      text: queryOf(source),
      sort,
      isOpening: false,
      failure: null,
      version: version + 1,
      newCount: 0,
      firstRow: isPlaceKept ? null : 0,
    }));
  } catch (error) {
    if (request !== newest) return;
    if (error instanceof AppError && error.code === 'CANCELLED') return;
    useList.setState({ isOpening: false, failure: asAppError(error) });
    // Old rows hide the reason, which stands in their place otherwise.
    if (useList.getState().total > 0) showToast({ text: errorText(say, asAppError(error).code), tone: 'error' });
  }
}

function createPages({ view, total }: OpenedView, fetchRows: OpenedList['fetchRows']): RowPages {
  return new RowPages(total, fetchRows, {
    onChange: () => {
      if (useList.getState().view === view) useList.setState(({ version }) => ({ version: version + 1 }));
    },
    onError: (error) => {
      const isForgotten = error instanceof AppError && error.code === 'NOT_FOUND';
      if (isForgotten && useList.getState().view === view) void reopenList();
    },
  });
}

/** Tells which rows are on screen; what is missing of them is fetched. */
export function showRows(first: number, last: number): void {
  visible = { first, last };
  void pages?.show(first, last);
}

export function visibleRows(): ListRow[] {
  const rows: ListRow[] = [];
  for (let index = visible.first; index <= visible.last; index++) {
    const row = rowAt(index);
    if (row) rows.push(row);
  }
  return rows;
}

/** Rows may have changed: those on screen are read again. */
export async function refreshRows(): Promise<void> {
  await pages?.refresh(visible.first, visible.last);
}

/** Changes rows ahead of the core's answer. */
export function patchRows(change: (row: ListRow) => ListRow): void {
  pages?.patch(change);
}

/** A short list at its top takes new tracks in by itself; any other offers them. */
const shortListRows = 200;

export function noteAdded(count: number): void {
  useList.setState(({ newCount }) => ({ newCount: newCount + count }));
}

export function takesNewRowsByItself({ total, text, source }: Pick<ListState, 'total' | 'text' | 'source'>): boolean {
  if (source.kind !== 'query') return false;
  return visible.first === 0 && (total === 0 || (text === '' && total < shortListRows));
}
