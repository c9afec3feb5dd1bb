import { ListFilterPlus, Search, SlidersHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { parseQuery } from '#shared/query/parse-query.ts';
import { useCall } from '../../api/query.ts';
import { focusList } from '../../app/panes.ts';
import { useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Kbd } from '../../ui/index.ts';
import { openNewSmart, openSearchRules, querySentence } from '../rules/index.ts';
import { ErrorHint, useErrorFix } from './error-hint.tsx';
import { QueryChips } from './query-chips.tsx';
import { joinQuery } from './query-pieces.ts';
import styles from './search-field.module.css';
import { SuggestionList } from './suggestion-list.tsx';
import { useQueryEditing } from './use-query-editing.ts';
import { useSuggestions } from './use-suggestions.ts';

/** The one search field: terms as chips, words as typed, suggestions, and what a wrong term could have meant. */
export function SearchField() {
  const text = useText();
  const [isFocused, setIsFocused] = useState(false);
  const editing = useQueryEditing();
  const { edited, input } = editing;
  const query = joinQuery(edited);
  const suggestions = useSuggestions(edited.draft, isFocused);
  const fix = useErrorFix(parseQuery(query), isFocused && !suggestions.isOpen);
  const isEmpty = query === '' && edited.draft === '';

  const accept = (index: number) => {
    const draft = suggestions.accept(index);
    if (draft !== null) editing.type(draft);
  };
  const leave = () => {
    editing.finish();
    focusList();
  };
  const goBack = () => {
    if (suggestions.isOpen) suggestions.close();
    else if (!isEmpty) editing.clear();
    else leave();
  };
  const atStart = () => input.current?.selectionStart === 0 && input.current.selectionEnd === 0;
  const atEnd = () => input.current?.selectionStart === edited.draft.length;

  /** True where the key did something here. */
  const handle = (event: KeyboardEvent): boolean => {
    const { key } = event;
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (key === 'Escape') goBack();
    else if (key === 'ArrowDown' && suggestions.isOpen) suggestions.move(1);
    else if (key === 'ArrowUp' && suggestions.isOpen) suggestions.move(-1);
    else if ((key === 'Enter' || key === 'Tab') && !event.shiftKey && suggestions.active >= 0)
      accept(suggestions.active);
    else if (key === 'Tab' && !event.shiftKey && fix.query !== null) editing.replaceAll(fix.query);
    else if (key === 'Enter' || key === 'ArrowDown') leave();
    else if ((key === 'Backspace' || key === 'ArrowLeft') && !event.shiftKey && atStart())
      return editing.editNeighbour('before');
    else if (key === 'ArrowRight' && !event.shiftKey && atEnd()) return editing.editNeighbour('after');
    else return false;
    return true;
  };

  return (
    <search className={styles.wrap} data-pane="search">
      <label className={styles.field}>
        <Search size={16} className={styles.icon} aria-hidden="true" />
        <div className={styles.parts}>
          <QueryChips side="before" editing={editing} />
          <input
            ref={input}
            className={styles.input}
            data-grows={edited.after === ''}
            role="combobox"
            aria-label={text('search.label')}
            aria-expanded={suggestions.isOpen}
            aria-controls="search-suggestions"
            aria-autocomplete="list"
            aria-activedescendant={suggestions.active >= 0 ? `search-suggestion-${suggestions.active}` : undefined}
            aria-describedby={fix.term ? 'search-error' : isFocused && query !== '' ? 'search-meaning' : undefined}
            placeholder={isEmpty ? text('search.placeholder') : undefined}
            spellCheck={false}
            autoComplete="off"
            value={edited.draft}
            data-pane-focus
            onChange={({ target }) => editing.type(target.value)}
            onKeyDown={(event) => {
              if (handle(event)) event.preventDefault();
            }}
            onFocus={() => setIsFocused(true)}
            onBlur={() => {
              setIsFocused(false);
              editing.finish();
            }}
          />
          <QueryChips side="after" editing={editing} />
        </div>
        {isEmpty ? <Kbd keys="Mod+F" /> : <ResultCount />}
        {!isEmpty && <QueryActions query={query} onClear={editing.clear} />}
      </label>
      <div className={styles.below}>
        <ErrorHint fix={fix} onFix={(next) => editing.replaceAll(next)} />
        <SuggestionList suggestions={suggestions} onAccept={accept} />
        {isFocused && query !== '' && (
          <p id="search-meaning" className={styles.meaning}>
            {querySentence(text, query)}
          </p>
        )}
      </div>
    </search>
  );
}

/** What can be done with a query as a whole. */
function QueryActions({ query, onClear }: { query: string; onClear: () => void }) {
  const text = useText();
  return (
    <>
      <IconButton size="small" label={text('search.editRules')} onPress={openSearchRules}>
        <SlidersHorizontal size={14} />
      </IconButton>
      <IconButton
        size="small"
        label={text('search.saveSmart')}
        keys="Mod+Alt+N"
        onPress={() => openNewSmart({ text: query })}
      >
        <ListFilterPlus size={14} />
      </IconButton>
      <IconButton size="small" label={text('search.clear')} keys="Escape" onPress={onClear}>
        <X size={14} />
      </IconButton>
    </>
  );
}

/** How many of all tracks the query leaves. */
function ResultCount() {
  const text = useText();
  const result = useView((state) => state.result);
  const { data: all } = useCall('tracks.count');
  if (!result || !all) return null;
  const values = { count: result.total, total: all.total };
  return (
    <span className={styles.count} role="status" aria-label={text('search.countLabel', values)}>
      {text('search.count', values)}
    </span>
  );
}
