import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import type { SortTerm } from '#shared/contract/library/tracks.ts';
import { useLibraryQuery } from '../../app/view.store.ts';
import { registerLibraryCommands } from './library.commands.ts';
import styles from './library-view.module.css';
import { useList } from './list.store.ts';
import { type OwnColumns, useOwnColumns } from './list-layout.store.ts';
import type { ListSource } from './list-source.ts';
import { TableMenu } from './menus.tsx';
import { addSortLevel, sortByClick } from './sort-stack.ts';
import { StatusBar } from './status-bar.tsx';
import { type MenuRequest, TrackTable } from './track-table.tsx';
import { useListFollowing } from './use-list-following.ts';

/** The order and the columns of a list that keeps its own; an empty order is the list's. */
export type OwnLayout = OwnColumns & {
  sort: readonly SortTerm[];
  setSort: (sort: SortTerm[]) => void;
  /** Its rows have numbers. */
  hasPlaces: boolean;
};

type TrackListProps = {
  source: ListSource;
  /** Without it the list is shown as the library is. */
  layout?: OwnLayout;
  /** What stands in place of rows where there are none. */
  empty: ReactNode;
};

/** The table of the tracks of a query or a playlist, with its menus, its commands and its status bar. One at a time. */
export function TrackList({ source, layout, empty }: TrackListProps) {
  const library = useLibraryQuery();
  const sort = layout?.sort ?? library.sort;
  const setSort = layout?.setSort ?? library.setSort;
  const [menu, setMenu] = useState<MenuRequest | null>(null);
  const key = JSON.stringify(source);
  const isEmpty = useList(
    (state) =>
      JSON.stringify(state.source) === key && state.total === 0 && (state.view !== null || state.failure !== null),
  );
  useOwnLayout(layout);
  useListFollowing(source, sort);
  useEffect(registerLibraryCommands, []);
  return (
    <>
      <TrackTable
        sort={sort}
        onSort={(field, isLevelAdded) =>
          setSort(isLevelAdded ? addSortLevel([...sort], field) : sortByClick([...sort], field))
        }
        onOwnOrder={layout?.hasPlaces ? () => setSort([]) : undefined}
        onMenu={setMenu}
      />
      {isEmpty && <div className={styles.empty}>{empty}</div>}
      <StatusBar />
      <TableMenu request={menu} onClose={() => setMenu(null)} />
    </>
  );
}

/** The columns of the list on screen are these as long as it is there. */
function useOwnLayout(layout: OwnLayout | undefined): void {
  useLayoutEffect(() => {
    useOwnColumns.setState({ own: layout ?? null });
  }, [layout]);
  useLayoutEffect(() => () => useOwnColumns.setState({ own: null }), []);
}
