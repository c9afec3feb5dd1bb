import { CircleAlert, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useCall } from '../../api/query.ts';
import { focusList } from '../../app/panes.ts';
import { setQueryText, useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Kbd } from '../../ui/index.ts';
import { completionsOf, lastTerm, withCompletion } from './search-terms.ts';
import { useSongFilter } from './song-data.ts';
import styles from './song-search.module.css';

const quietMs = 150;
/** The pointer must not take the focus from the field: what loses it closes the list. */
const keepFocus = (event: { preventDefault(): void }) => event.preventDefault();

/** The search of the studio, where other views have that of the library. */
export function SongSearch() {
  const text = useText();
  const listId = useId();
  const asked = useView((state) => state.text);
  const [draft, setDraft] = useState(asked);
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  useEffect(() => setDraft(asked), [asked]);
  useEffect(() => {
    if (draft === asked) return;
    const timer = setTimeout(() => setQueryText(draft), quietMs);
    return () => clearTimeout(timer);
  }, [draft, asked]);
  const options = useCompletions(isOpen ? draft : '');
  const problem = useProblem();
  const accept = (option: string) => {
    setDraft(withCompletion(draft, option));
    setChosen(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const option = options[chosen];
    if (event.key === 'ArrowDown' && options.length > 0) setChosen(Math.min(options.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp' && chosen >= 0) setChosen(chosen - 1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && option !== undefined && !event.shiftKey) accept(option);
    else if (event.key === 'Escape' && draft !== '') setDraft('');
    else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') focusList();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={styles.search} data-pane="search">
      <Search size={16} aria-hidden="true" />
      <input
        role="combobox"
        aria-label={text('songs.search')}
        aria-expanded={options.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={options[chosen] === undefined ? undefined : `${listId}-${chosen}`}
        aria-describedby={problem ? `${listId}-problem` : undefined}
        placeholder={text('songs.searchPlaceholder')}
        spellCheck={false}
        autoComplete="off"
        maxLength={2000}
        value={draft}
        data-pane-focus
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={({ target }) => {
          setDraft(target.value);
          setChosen(-1);
        }}
        onKeyDown={onKeyDown}
      />
      {problem && (
        <span id={`${listId}-problem`} className={styles.problem}>
          <CircleAlert size={14} aria-hidden="true" />
          {text(`songs.problem.${problem.kind}`, { term: problem.term })}
        </span>
      )}
      {draft === '' ? (
        <Kbd keys="Mod+F" />
      ) : (
        <IconButton size="small" label={text('songs.clearSearch')} keys="Escape" onPress={() => setQueryText('')}>
          <X size={14} />
        </IconButton>
      )}
      {options.length > 0 && <Completions listId={listId} options={options} chosen={chosen} onAccept={accept} />}
    </search>
  );
}

type CompletionsProps = {
  listId: string;
  options: readonly string[];
  chosen: number;
  onAccept: (option: string) => void;
};

function Completions({ listId, options, chosen, onAccept }: CompletionsProps) {
  const text = useText();
  const Part = 'div';
  return (
    <Part
      id={listId}
      role="listbox"
      aria-label={text('songs.completions')}
      className={styles.list}
      onPointerDown={keepFocus}
      onMouseDown={keepFocus}
    >
      {options.map((option, index) => (
        <Part
          key={option}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          className={styles.option}
          onPointerUp={() => onAccept(option)}
        >
          {option}
        </Part>
      ))}
    </Part>
  );
}

/** What the last term of the text can become. */
function useCompletions(draft: string): string[] {
  const term = lastTerm(draft);
  const field =
    term.field === 'pack' ||
    term.field === 'step' ||
    term.field === 'who' ||
    term.field === 'artist' ||
    term.field === 'album' ||
    term.field === 'genre'
      ? term.field
      : null;
  const { data: values = [] } = useCall(
    'songs.suggest',
    { field: field ?? 'pack', text: term.value },
    { enabled: draft !== '' && field !== null },
  );
  if (draft === '') return [];
  return completionsOf(term, field === null ? [] : values);
}

/** The first word that was passed over. */
function useProblem() {
  const filter = useSongFilter();
  const { data } = useCall('songs.board', filter, { enabled: filter.text !== '', keepsPrevious: true });
  return filter.text === '' ? undefined : data?.problems[0];
}
