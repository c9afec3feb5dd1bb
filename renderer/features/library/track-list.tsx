import { type ReactNode, useEffect, useState } from 'react';
import { useLibraryQuery } from '../../app/view.store.ts';
import { registerLibraryCommands } from './library.commands.ts';
import styles from './library-view.module.css';
import { useList } from './list.store.ts';
import { TableMenu } from './menus.tsx';
import { addSortLevel, sortByClick } from './sort-stack.ts';
import { StatusBar } from './status-bar.tsx';
import { type MenuRequest, TrackTable } from './track-table.tsx';
import { useListFollowing } from './use-list-following.ts';

type TrackListProps = {
  /** The query whose tracks are listed. */
  text: string;
  /** What stands in place of rows where there are none. */
  empty: ReactNode;
};

/** The table of the tracks of a query, with its menus, its commands and its status bar. One at a time. */
export function TrackList({ text, empty }: TrackListProps) {
  const { sort, setSort } = useLibraryQuery();
  const [menu, setMenu] = useState<MenuRequest | null>(null);
  const isEmpty = useList(
    (state) => state.text === text && state.total === 0 && (state.view !== null || state.failure !== null),
  );
  useListFollowing(text);
  useEffect(registerLibraryCommands, []);
  return (
    <>
      <TrackTable
        sort={sort}
        onSort={(field, isLevelAdded) => setSort(isLevelAdded ? addSortLevel(sort, field) : sortByClick(sort, field))}
        onMenu={setMenu}
      />
      {isEmpty && <div className={styles.empty}>{empty}</div>}
      <StatusBar />
      <TableMenu request={menu} onClose={() => setMenu(null)} />
    </>
  );
}
