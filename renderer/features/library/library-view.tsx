import { useEffect, useState } from 'react';
import { useSettings } from '../../api/settings.ts';
import { useLibraryQuery } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { ColumnBrowser } from './browser/column-browser.tsx';
import { EmptyList } from './empty-list.tsx';
import { registerLibraryCommands } from './library.commands.ts';
import styles from './library-view.module.css';
import { useList } from './list.store.ts';
import { TableMenu } from './menus.tsx';
import { addSortLevel, sortByChoice, sortByClick } from './sort-stack.ts';
import { StatusBar } from './status-bar.tsx';
import { type MenuRequest, TrackTable } from './track-table.tsx';
import { useListFollowing } from './use-list-following.ts';
import { ViewHeader } from './view-header.tsx';

/** All tracks, or those the search field asks for. */
export function LibraryView() {
  const text = useText();
  const { sort, setSort } = useLibraryQuery();
  const { isColumnBrowserOpen } = useSettings();
  const [menu, setMenu] = useState<MenuRequest | null>(null);
  const isEmpty = useList((state) => state.total === 0 && (state.view !== null || state.failure !== null));
  const isOpening = useList((state) => state.isOpening);
  useListFollowing();
  useEffect(registerLibraryCommands, []);
  return (
    <section className={styles.view} aria-label={text('library.title')} aria-busy={isOpening}>
      <ViewHeader sort={sort} onSort={(field, direction) => setSort(sortByChoice(sort, field, direction))} />
      {isColumnBrowserOpen && <ColumnBrowser />}
      <TrackTable
        sort={sort}
        onSort={(field, isLevelAdded) => setSort(isLevelAdded ? addSortLevel(sort, field) : sortByClick(sort, field))}
        onMenu={setMenu}
      />
      {isEmpty && (
        <div className={styles.empty}>
          <EmptyList />
        </div>
      )}
      <StatusBar />
      <TableMenu request={menu} onClose={() => setMenu(null)} />
    </section>
  );
}
