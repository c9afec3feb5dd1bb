import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { focusList } from '../../app/panes.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Kbd } from '../../ui/index.ts';
import { setFilterText, useOrganize } from './organize.store.ts';
import styles from './organize-view.module.css';

const quietMs = 150;

/** The filter of the list, where other views have the search of the library. */
export function ProposalSearch() {
  const text = useText();
  const asked = useOrganize((state) => state.text);
  const [draft, setDraft] = useState(asked);
  useEffect(() => setDraft(asked), [asked]);
  useEffect(() => {
    if (draft === asked) return;
    const timer = setTimeout(() => setFilterText(draft), quietMs);
    return () => clearTimeout(timer);
  }, [draft, asked]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && draft !== '') setFilterText('');
    else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') focusList();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={styles.search} data-pane="search">
      <Search size={16} aria-hidden="true" />
      <input
        aria-label={text('organize.searchLabel')}
        placeholder={text('organize.searchPlaceholder')}
        spellCheck={false}
        autoComplete="off"
        maxLength={2000}
        value={draft}
        data-pane-focus
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={onKeyDown}
      />
      {draft === '' ? (
        <Kbd keys="Mod+F" />
      ) : (
        <IconButton size="small" label={text('organize.clearSearch')} keys="Escape" onPress={() => setFilterText('')}>
          <X size={14} />
        </IconButton>
      )}
    </search>
  );
}
