import { useLibraryQuery } from '../../../app/view.store.ts';
import { useText } from '../../../messages/use-text.ts';
import { useBrowser } from './browser.store.ts';
import styles from './column-browser.module.css';
import { Pane } from './pane.tsx';

/** Values of a few fields side by side: any of a pane's, and all panes together, narrow the list. */
export function ColumnBrowser() {
  const label = useText()('library.browser');
  const { text, setText } = useLibraryQuery();
  const fields = useBrowser((state) => state.fields);
  return (
    <section className={styles.browser} aria-label={label}>
      {fields.map((field, index) => (
        <Pane key={field} pane={index} fields={fields} query={text} onQuery={setText} />
      ))}
    </section>
  );
}
