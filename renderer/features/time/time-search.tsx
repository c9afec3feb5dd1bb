import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { focusList } from '../../app/panes.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Kbd } from '../../ui/index.ts';
import { setTimeQuery, useTime } from './time.store.ts';
import styles from './time-search.module.css';

const waitMs = 200;

/** Searches the time on screen, where other views search the library. */
export function TimeSearch() {
  const text = useText();
  const query = useTime((state) => state.query);
  const [typed, setTyped] = useState(query);
  useEffect(() => {
    const timer = setTimeout(() => setTimeQuery(typed), waitMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <search className={styles.search} data-pane="search">
      <Search size={16} aria-hidden="true" />
      <input
        aria-label={text('time.search')}
        placeholder={text('time.searchHint')}
        spellCheck={false}
        autoComplete="off"
        maxLength={500}
        data-pane-focus
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.key !== 'Escape') return;
          event.preventDefault();
          if (typed === '') focusList();
          else setTyped('');
        }}
      />
      {typed === '' ? (
        <Kbd keys="Mod+F" />
      ) : (
        <IconButton size="small" label={text('time.clearSearch')} keys="Escape" onPress={() => setTyped('')}>
          <X size={14} />
        </IconButton>
      )}
    </search>
  );
}
