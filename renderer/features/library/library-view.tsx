import { useSettings } from '../../api/settings.ts';
import { useLibraryQuery } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { FolderNotices } from '../folders/index.ts';
import { ColumnBrowser } from './browser/column-browser.tsx';
import { EmptyList } from './empty-list.tsx';
import styles from './library-view.module.css';
import { useList } from './list.store.ts';
import { sortByChoice } from './sort-stack.ts';
import { TrackList } from './track-list.tsx';
import { ViewHeader } from './view-header.tsx';

/** All tracks, or those the search field asks for. */
export function LibraryView() {
  const text = useText();
  const { text: query, sort, setSort } = useLibraryQuery();
  const { isColumnBrowserOpen } = useSettings();
  const isOpening = useList((state) => state.isOpening);
  return (
    <section className={styles.view} aria-label={text('library.title')} aria-busy={isOpening}>
      <ViewHeader sort={sort} onSort={(field, direction) => setSort(sortByChoice(sort, field, direction))} />
      <FolderNotices />
      {isColumnBrowserOpen && <ColumnBrowser />}
      <TrackList source={{ kind: 'query', text: query }} empty={<EmptyList />} />
    </section>
  );
}
