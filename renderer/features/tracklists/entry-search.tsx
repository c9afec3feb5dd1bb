import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { TracklistEntryId, TracklistId } from '#shared/contract/tracklists.ts';
import { useCall } from '../../api/query.ts';
import { useSettings } from '../../api/settings.ts';
import { focusList } from '../../app/panes.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Kbd } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork, formatBpm, formatLength, KeyLabel } from '../tracks/index.ts';
import styles from './entry-search.module.css';
import { Part } from './grid-parts.tsx';
import { useTrackResults } from './track-results.tsx';
import { chooseTrack, currentEntry, freeTrack } from './tracklists.actions.ts';
import { selectEntry, useTracklists } from './tracklists.store.ts';

const fieldId = 'tracklist-entry-search';

/** Goes to the search field for an entry. */
export function focusEntrySearch(id: TracklistEntryId): void {
  selectEntry(id);
  document.getElementById(fieldId)?.focus();
}

/** Finds the track of the selected entry, where other views have the search of the library. */
export function EntrySearch({ id }: { id: TracklistId }) {
  const text = useText();
  const selected = useTracklists((state) => state.selected);
  const listId = useId();
  const [words, setWords] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const results = useResults(id, selected, words, isOpen);
  const options = results.length;
  const close = () => {
    setOpen(false);
    setWords('');
    setChosen(0);
  };
  const choose = (track: TrackRow | null) => {
    const current = currentEntry();
    close();
    focusList();
    if (current) void attempt(() => chooseTrack(current.entry, track));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setChosen(Math.min(options - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1));
    else if (event.key === 'Enter' && results[chosen]) choose(results[chosen].track);
    else if (event.key === 'Escape') {
      if (words !== '') setWords('');
      else focusList();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shows = isOpen && selected !== null;
  return (
    <search className={styles.search} data-pane="search">
      <Search size={16} aria-hidden="true" />
      <input
        id={fieldId}
        role="combobox"
        aria-label={text('tracklists.search')}
        aria-expanded={shows}
        aria-controls={listId}
        aria-activedescendant={shows && options > 0 ? `${listId}-${chosen}` : undefined}
        aria-autocomplete="list"
        placeholder={text(selected === null ? 'tracklists.searchNone' : 'tracklists.search')}
        spellCheck={false}
        autoComplete="off"
        maxLength={500}
        value={words}
        data-pane-focus
        onFocus={() => setOpen(true)}
        onBlur={close}
        onChange={({ target }) => {
          setWords(target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      {words === '' ? (
        <Kbd keys="Mod+F" />
      ) : (
        <IconButton size="small" label={text('tracklists.clearSearch')} keys="Escape" onPress={() => setWords('')}>
          <X size={14} />
        </IconButton>
      )}
      {shows && (
        <Results
          listId={listId}
          results={results}
          chosen={chosen}
          isEmpty={words !== '' && options === 0}
          onChoose={choose}
          onFree={() => {
            close();
            focusList();
            void attempt(freeTrack);
          }}
        />
      )}
    </search>
  );
}

type Result = { track: TrackRow; score: number | null };

/** What the words find; without words, what the entry may be. */
function useResults(id: TracklistId, entryId: TracklistEntryId | null, words: string, isOpen: boolean): Result[] {
  const found = useTrackResults('tracklist entry', isOpen ? words : '');
  const { data: likely = [] } = useCall(
    'tracklists.entryCandidates',
    { id, entryId: entryId as TracklistEntryId },
    { enabled: isOpen && entryId !== null },
  );
  return words.trim() === '' ? likely : found.map((track) => ({ track, score: null }));
}

type ResultsProps = {
  listId: string;
  results: readonly Result[];
  chosen: number;
  isEmpty: boolean;
  onChoose: (track: TrackRow | null) => void;
  onFree: () => void;
};

/** The pointer must not take the focus from the field: what loses it closes the list. */
const keepFocus = (event: { preventDefault(): void }) => event.preventDefault();

function Results({ listId, results, chosen, isEmpty, onChoose, onFree }: ResultsProps) {
  const text = useText();
  const { keyNotation } = useSettings();
  return (
    <Part className={styles.popover} onPointerDown={keepFocus} onMouseDown={keepFocus}>
      {isEmpty && <p className={styles.nothing}>{text('tracklists.searchNothing')}</p>}
      <Part id={listId} className={styles.results} role="listbox" aria-label={text('tracklists.searchResults')}>
        {results.map(({ track, score }, index) => (
          <Part
            key={track.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={styles.result}
            onPointerUp={() => onChoose(track)}
          >
            <Artwork hash={track.artworkHash} size={20} />
            <span className={styles.title}>{track.title || track.fileName}</span>
            <span className={styles.artist}>{track.artist}</span>
            <span className={styles.figure}>{track.bpm === null ? '' : formatBpm(track.bpm)}</span>
            <span>{track.key !== null && <KeyLabel musicKey={track.key} notation={keyNotation} />}</span>
            <span className={styles.figure}>{track.durationMs === null ? '' : formatLength(track.durationMs)}</span>
            <span className={styles.figure}>{score === null ? '' : Math.round(score * 100)}</span>
          </Part>
        ))}
      </Part>
      <div className={styles.actions}>
        <button type="button" tabIndex={-1} onClick={() => onChoose(null)}>
          {text('tracklists.entry.noTrack')}
        </button>
        <button type="button" tabIndex={-1} onClick={onFree}>
          {text('tracklists.entry.free')}
        </button>
      </div>
    </Part>
  );
}
